import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decider, type Decision, type DeepReadonly, type EventOf, type PartialDate, type PlainDate } from '#kernel';
import { codeDecider, codeKey, codePattern, type CodeRefusal } from './code.js';
import type { ContactEntry } from './contacts.js';
import { patchedOn, startOf, withValue, type Dated, type Patch } from './dated.js';
import { datesRefused, type DateRefusal } from './dates.js';
import { federationRecordConsequences, federationRecordEvents, federationRecordNeeds, federationRecordRules, type FederationRecordCommand, type FederationRecordFacts, type FederationRecordRefusal } from './federation-records.js';
import { closed, date, id, language, name, reason, type ReaderLanguage } from './fields.js';
import { askFor, maxPath, registrationPath, type SuperiorFacts, type SuperiorRefusal } from './path.js';

/** The two lines of superiors: by place, or by trade. */
export const lines = ['territorial', 'industrial'] as const;
export const levels = ['nation', 'province', 'city', 'district', 'town'] as const;
/** What kind of body it is: a general federation 总工会, of a town or a street, an industrial union, a bureau's union, a directly affiliated one 直属. */
export const federationKinds = ['general', 'town', 'street', 'industrial', 'bureau', 'direct'] as const;

/** Makes a federation known; its superiors must be known already, so a ring of superiors cannot come about. */
export type RegisterFederation = Command<
  'RegisterFederation',
  {
    readonly name: string;
    readonly line: (typeof lines)[number];
    readonly superiors: readonly string[];
    readonly level?: (typeof levels)[number];
    readonly kind?: (typeof federationKinds)[number];
    /** Its organisation code. No two bodies of the register bear one. */
    readonly code?: string;
    /** Since when there is such a federation; absent: from the beginning, as far as anybody knows. */
    readonly from?: PartialDate;
  }
>;
export type RenameFederation = Command<'RenameFederation', { readonly name: string; readonly on: PartialDate; readonly reason?: string }>;
/** It is dissolved; whatever reports to it is moved first. */
export type CloseFederation = Command<'CloseFederation', { readonly on: PartialDate; readonly reason: string }>;
/** In which language reminders to it are written, and to whoever has not said in a campaign of its own. */
export type PreferFederationLanguage = Command<'PreferFederationLanguage', { readonly language: ReaderLanguage }>;
export type FederationCommand = RegisterFederation | RenameFederation | CloseFederation | PreferFederationLanguage | FederationRecordCommand;

/** The most superiors a federation reports to directly. */
export const maxSuperiors = 10;

export const FederationRegistered = eventType(
  'FederationRegistered',
  Type.Object(
    {
      name,
      line: Type.Enum([...lines]),
      superiors: Type.Array(id, { maxItems: maxSuperiors }),
      /** All federations above, through both lines, each once, the nearest first. */
      path: Type.Array(id, { maxItems: maxPath }),
      level: Type.Optional(Type.Enum([...levels])),
      kind: Type.Optional(Type.Enum([...federationKinds])),
      code: Type.Optional(Type.String({ pattern: codePattern.source })),
      from: Type.Optional(date),
    },
    closed,
  ),
);
export type FederationRegistered = EventOf<typeof FederationRegistered>;
export const FederationRenamed = eventType('FederationRenamed', Type.Object({ name, on: date, reason: Type.Optional(reason) }, closed));
export const FederationClosed = eventType('FederationClosed', Type.Object({ on: date, reason }, closed));
export const FederationLanguagePreferred = eventType('FederationLanguagePreferred', Type.Object({ language }, closed));
export const federationEvents = [FederationRegistered, FederationRenamed, FederationClosed, FederationLanguagePreferred, ...federationRecordEvents] as const;
export type FederationEvent = EventOf<(typeof federationEvents)[number]>;

export type FederationRefusal = 'already-registered' | SuperiorRefusal | 'superior-twice' | 'superiors-too-many' | 'federation-not-registered' | 'federation-already-closed' | 'still-above' | DateRefusal | CodeRefusal | FederationRecordRefusal;
export const federationRefusals = ['superior-twice', 'superiors-too-many', 'federation-not-registered', 'federation-already-closed', 'still-above'] as const satisfies readonly FederationRefusal[];

/** How many report to it directly on any day from that of its end, as the views have it: who closes it between two readings of them is not caught. */
export type Below = { readonly federations: number; readonly unions: number };
export type FederationFacts = SuperiorFacts & FederationRecordFacts & { readonly below?: Below };

/** A federation as registered, under the name it bears now; what the fact `federation` gives. */
export type Federation = FederationRegistered['data'] & { readonly closedOn?: PartialDate };

/** What a federation's stream is folded into; to whom it reports later stands in the stream of the hierarchy. */
export type FederationState = DeepReadonly<{ registered: FederationRegistered['data']; names: Dated<Patch<{ name: string }>>[]; contacts: ContactEntry[]; closedOn?: PartialDate; language?: ReaderLanguage }>;

/** Category `federation`. */
export const federationDecider: Decider<FederationCommand, FederationEvent, FederationState | undefined, FederationFacts, FederationRefusal> = {
  category: 'federation',
  initial: undefined,
  // Two bodies under one code may never come about: the code's own stream says whose it is, before the federation's says so.
  claims: (events, federation) =>
    events.flatMap(({ data }) => ('code' in data && data.code !== undefined ? [{ decider: codeDecider, id: codeKey(data.code), type: 'ClaimCode', data: { federation, from: 'on' in data ? data.on : ('from' in data ? data.from : undefined) ?? null } }] : [])),
  needs: (command, registered, id = '') => {
    if (command.type === 'RecordFederationContact' || command.type === 'VoidFederationEntry') return federationRecordNeeds(command, id);
    if (command.type === 'CloseFederation') return { below: { fact: 'below', of: `${id}@${startOf(command.data.on)}` } };
    if (command.type === 'RegisterFederation') return registered !== undefined || command.data.superiors.length > maxSuperiors ? {} : askFor(command.data.superiors, dayOf(command.at));
    return {};
  },
  decide: {
    RegisterFederation: registerFederation,
    RenameFederation: (command, state) => {
      if (state === undefined) return refuse('federation-not-registered');
      const { name, on } = command.data;
      return datesRefused(command.at, lifetime(state), [{ field: 'on', date: on }]) ?? (federationOn(state, startOf(on)).name === name ? [] : [FederationRenamed.of(command.data)]);
    },
    CloseFederation: (command, state, { below }) => {
      if (state === undefined) return refuse('federation-not-registered');
      if (state.closedOn !== undefined) return refuse('federation-already-closed', { on: state.closedOn });
      const no = datesRefused(command.at, lifetime(state), [{ field: 'on', date: command.data.on }]);
      if (no !== undefined) return no;
      if (below !== undefined && below.federations + below.unions > 0) return refuse('still-above', { federations: below.federations, unions: below.unions });
      return [FederationClosed.of(command.data)];
    },
    PreferFederationLanguage: ({ data }, state) => {
      if (state === undefined) return refuse('federation-not-registered');
      return state.language === data.language ? [] : [FederationLanguagePreferred.of({ ...data })];
    },
    ...federationRecordRules,
  },
  evolve: {
    FederationRegistered: (_, { data }) => ({ registered: data, names: [{ on: null, value: { name: data.name } }], contacts: [] }),
    FederationRenamed: (state, { data }) => (state === undefined ? state : { ...state, names: withValue(state.names, data.on, { name: data.name }) }),
    FederationClosed: (state, { data }) => (state === undefined ? state : { ...state, closedOn: data.on }),
    FederationLanguagePreferred: (state, { data }) => (state === undefined ? state : { ...state, language: data.language }),
    ...federationRecordConsequences,
  },
};

function registerFederation({ data, at }: RegisterFederation, state: DeepReadonly<FederationState> | undefined, facts: DeepReadonly<FederationFacts>): Decision<FederationRegistered, FederationRefusal> {
  if (state !== undefined) return refuse('already-registered', { name: federationOn(state).name });
  const { superiors, from } = data;
  const no = aboutSuperiors(superiors) ?? datesRefused(at, {}, [{ field: 'from', date: from }]);
  if (no !== undefined) return no;
  const path = registrationPath(superiors, facts, at);
  if ('refused' in path) return path;
  return [FederationRegistered.of({ ...data, superiors: [...superiors], path: [...path] })];
}

/** A list of direct superiors by itself: not too long, none twice. */
export function aboutSuperiors(superiors: readonly string[]) {
  if (superiors.length > maxSuperiors) return refuse('superiors-too-many', { superiors: superiors.length, allowed: maxSuperiors });
  const twice = superiors.find((superior, index) => superiors.indexOf(superior) < index);
  return twice === undefined ? undefined : refuse('superior-twice', { superior: twice });
}

const lifetime = ({ registered, closedOn }: DeepReadonly<FederationState>) => ({ foundedOn: registered.from, closedOn });

/** The federation under the name it bore on a day; absent: now. */
export function federationOn({ registered, names, closedOn }: DeepReadonly<FederationState>, day?: PlainDate): Federation {
  const { name } = patchedOn<{ name: string }>(names, day);
  return { ...registered, superiors: [...registered.superiors], path: [...registered.path], name: name ?? registered.name, ...(closedOn === undefined || (day !== undefined && startOf(closedOn) > day) ? {} : { closedOn }) };
}
