import { Type } from 'typebox';
import { dayOf, eventType, isPlainDate, refuse, type Command, type Decider, type Decision, type DeepReadonly, type EventOf, type Need, type Needs, type PlainDate, type Refusal } from '#kernel';
import { id, version } from './fields.js';
import { mayBeTightened, type AdoptionRecord, type Held } from './holding.js';
import { ruleSetKey } from './publish.js';
import type { RuleSet } from './rule-set.js';
import { loosenedRefused } from './tightening.js';

/** 转发执行: a federation adopts a rule set from above, as it is, or tightened by one of its own derived from it. */
export type AdoptRuleSet = Command<
  'AdoptRuleSet',
  {
    readonly federation: string;
    readonly ruleSet: { readonly id: string; readonly version: number };
    /** Its own, where it tightens; absent: as it is. */
    readonly own?: { readonly id: string; readonly version: number };
    readonly adoptedOn: PlainDate;
    /** For whose sake: held by that rule set, it may have opened long after the set came into force. */
    readonly campaign?: string;
    readonly documentNumber?: string;
  }
>;

/** An adoption that was never so: of the wrong set, with the wrong document or day. It counts no more and stays in the history; the right one is recorded anew. */
export type VoidAdoption = Command<
  'VoidAdoption',
  {
    /** The day of the adoption that is meant, and the stricter set of its own that it names, if it does: another may have been recorded in its place meanwhile. */
    readonly adoptedOn: PlainDate;
    readonly own?: { readonly id: string; readonly version: number };
    readonly reason: string;
    /** The document that says what is right. */
    readonly basis?: string;
  }
>;
export type AdoptionCommand = AdoptRuleSet | VoidAdoption;

/** The most federations above one: as many as the register has. */
const maxPath = 20;
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const named = Type.Object({ id, version }, { additionalProperties: false });

/** `due`: until when it was to be adopted, by the set alone or for the campaign that it was adopted for; late after it. Boards and lists judge the day anew for each campaign: most adopt before one opens. */
export const RuleSetAdopted = eventType(
  'RuleSetAdopted',
  Type.Object(
    {
      federation: id,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      path: Type.Array(id, { maxItems: maxPath }),
      ruleSet: named,
      own: Type.Optional(named),
      adoptedOn: day,
      documentNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      due: day,
      late: Type.Boolean(),
      /** Sets further up in whose stead the adopted one held above it then: adopting it is adopting these. Absent: none, or recorded before it was asked. */
      insteadOf: Type.Optional(Type.Array(named, { minItems: 1, maxItems: maxPath })),
    },
    { additionalProperties: false },
  ),
);
export type RuleSetAdopted = EventOf<typeof RuleSetAdopted>;

/** What is void is named as it was recorded: views get no facts. */
export const AdoptionVoided = eventType(
  'AdoptionVoided',
  Type.Object(
    {
      federation: id,
      ruleSet: named,
      own: Type.Optional(named),
      insteadOf: Type.Optional(Type.Array(named, { minItems: 1, maxItems: maxPath })),
      adoptedOn: day,
      reason: Type.String({ minLength: 1, maxLength: 2_000 }),
      basis: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
);
export type AdoptionVoided = EventOf<typeof AdoptionVoided>;
export const adoptionEvents = [RuleSetAdopted, AdoptionVoided] as const;
export type AdoptionEvent = EventOf<(typeof adoptionEvents)[number]>;

export const adoptingRefusals = ['already-adopted', 'not-adopted', 'adoption-voided', 'adoption-differs', 'rule-set-unknown', 'federation-unknown', 'not-the-federation', 'date-impossible', 'date-in-future', 'own-not-derived', 'rule-set-loosens', 'tightening-not-let', 'tightened-above', 'campaign-unknown'] as const;
export type AdoptingRefusal = (typeof adoptingRefusals)[number];
/** `lineage`: all federations above it on the day of the command, however it came to stand there. */
export type AdoptingFacts = { federation?: { name: string }; lineage?: { path: string[] }; ruleSet?: RuleSet; own?: RuleSet; campaign?: Campaign; /** What holds above it in the stead of what it adopts. */ held?: Held; /** In the stead of which sets what it adopts holds above it. */ insteadOf?: Version[] };
type Version = { id: string; version: number };
/** The campaign adopted for. */
type Campaign = { openedOn: PlainDate; ruleSet: { id: string; version: number } };

/** The day that the rule set names; where it names none, the day from which it is in force or the one on which the campaign held by it opens, whichever is later. */
export function adoptionDue({ adoptBy, inForce }: DeepReadonly<Pick<RuleSet, 'adoptBy' | 'inForce'>>, openedOn?: PlainDate): PlainDate {
  return adoptBy ?? (openedOn !== undefined && openedOn > inForce.from ? openedOn : inForce.from);
}

/** The federation itself, or one above it that says on whose behalf and on what basis. */
function actorRefused({ by }: Pick<Command, 'by'>, federation: string, path: readonly string[]): Refusal<AdoptingRefusal> | undefined {
  if (by.kind !== 'person' || (by.bodyId === `federation-${federation}` && by.onBehalfOf === undefined)) return undefined;
  const onBehalf = by.onBehalfOf === `federation-${federation}` && by.basis !== undefined && path.some((one) => by.bodyId === `federation-${one}`);
  return onBehalf ? undefined : refuse('not-the-federation', { body: by.bodyId, federation });
}

function adopt(command: AdoptRuleSet, record: DeepReadonly<AdoptionRecord> | undefined, facts: DeepReadonly<AdoptingFacts>): Decision<AdoptionEvent, AdoptingRefusal> {
  const { campaign, ...told } = command.data;
  const { federation, ruleSet, own, adoptedOn } = told;
  const before = record?.standing;
  if (before !== undefined) return refuse('already-adopted', { ruleSet: ruleSetKey(ruleSet), adoptedOn: before.adoptedOn });
  const path = facts.lineage?.path ?? [];
  if (facts.federation === undefined) return refuse('federation-unknown', { federation });
  const no = actorRefused(command, federation, path) ?? dayRefused(command);
  if (no !== undefined) return no;
  if (facts.ruleSet === undefined) return refuse('rule-set-unknown', { ruleSet: ruleSetKey(ruleSet) });
  const tightened = own === undefined ? undefined : ownRefused(own, ruleSet, { base: facts.ruleSet, derived: facts.own, held: facts.held });
  if (tightened !== undefined) return tightened;
  const held = campaign === undefined ? undefined : facts.campaign;
  const { insteadOf = [] } = facts;
  // A campaign held by another rule set says nothing of this one, unless this one holds there in its stead.
  if (campaign !== undefined && (held === undefined || ![ruleSet, ...insteadOf].some((one) => ruleSetKey(one) === ruleSetKey(held.ruleSet)))) return refuse('campaign-unknown', { campaign });
  const due = adoptionDue(facts.ruleSet, held?.openedOn);
  return [RuleSetAdopted.of({ ...told, name: facts.federation.name, path: [...path], due, late: adoptedOn > due, ...instead(insteadOf) })];
}

function dayRefused({ at, data: { adoptedOn } }: AdoptRuleSet): Refusal<AdoptingRefusal> | undefined {
  if (!isPlainDate(adoptedOn)) return refuse('date-impossible', { field: 'adoptedOn', date: adoptedOn });
  return adoptedOn > dayOf(at) ? refuse('date-in-future', { field: 'adoptedOn', date: adoptedOn, recordedOn: dayOf(at) }) : undefined;
}

type Name = { readonly id: string; readonly version: number };

type Sets = { readonly base: DeepReadonly<RuleSet>; readonly derived: DeepReadonly<RuleSet> | undefined; readonly held: DeepReadonly<Held> | undefined };

function ownRefused(own: Name, adopted: Name, { base, derived, held }: Sets): Refusal<AdoptingRefusal> | undefined {
  if (derived === undefined) return refuse('rule-set-unknown', { ruleSet: ruleSetKey(own) });
  if (derived.derivedFrom === null || ruleSetKey(derived.derivedFrom) !== ruleSetKey(adopted)) return refuse('own-not-derived', { own: ruleSetKey(own), ruleSet: ruleSetKey(adopted) });
  if (!mayBeTightened(base)) return refuse('tightening-not-let', { own: ruleSetKey(own), ruleSet: ruleSetKey(adopted) });
  if (held !== undefined) return refuse('tightened-above', { ruleSet: ruleSetKey(adopted), holds: ruleSetKey(held.ruleSet), by: held.by });
  // It may have been published before what it derives from was: judged here once more.
  return loosenedRefused(base, derived);
}

/** Whoever may adopt for a federation may say that it did not. What was called up, opened or held meanwhile stays as it was: see ADR-0020. */
function voidIt(command: VoidAdoption, record: DeepReadonly<AdoptionRecord> | undefined, facts: DeepReadonly<AdoptingFacts>, adoption = ''): Decision<AdoptionEvent, AdoptingRefusal> {
  if (record?.standing === undefined) return nothingToVoid(record, adoption);
  const { federation, ruleSet, own, insteadOf = [], adoptedOn } = record.standing;
  const { adoptedOn: meantOn, own: meant, ...why } = command.data;
  const no = actorRefused(command, federation, facts.lineage?.path ?? []);
  if (no !== undefined) return no;
  if (meantOn !== adoptedOn || ownKey(meant) !== ownKey(own)) return refuse('adoption-differs', { adoption, said: meantOn, ...ofSet('saidOwn', meant), adoptedOn, ...ofSet('own', own) });
  return [AdoptionVoided.of({ federation, ruleSet: { ...ruleSet }, ...(own === undefined ? {} : { own: { ...own } }), ...instead(insteadOf), adoptedOn, ...why })];
}

/** Which it is: never adopted, perhaps mistyped, or void already. */
function nothingToVoid(record: DeepReadonly<AdoptionRecord> | undefined, adoption: string): Refusal<AdoptingRefusal> {
  const last = record?.voided.at(-1);
  return last === undefined ? refuse('not-adopted', { adoption }) : refuse('adoption-voided', { adoption, adoptedOn: last.adoptedOn, ...ofSet('own', last.own), reason: last.reason });
}

const ownKey = (own: Name | undefined): string | undefined => (own === undefined ? undefined : ruleSetKey(own));
const ofSet = (field: 'own' | 'saidOwn', set: Name | undefined) => (set === undefined ? {} : { [field]: ruleSetKey(set) });

const instead = (sets: DeepReadonly<Version[]>) => (sets.length === 0 ? {} : { insteadOf: sets.map((one) => ({ ...one })) });

const lineageOf = (federation: string, at: Command['at']): Need => ({ fact: 'lineage', of: `federation.${federation}@${dayOf(at)}` });

function needsToAdopt({ data: { federation, ruleSet, own, campaign }, at }: AdoptRuleSet): Needs<AdoptingFacts> {
  return {
    federation: { fact: 'federation', of: federation },
    lineage: lineageOf(federation, at),
    ruleSet: { fact: 'ruleSet', of: ruleSetKey(ruleSet) },
    insteadOf: { fact: 'insteadOf', of: `federation.${federation}@${dayOf(at)}/${ruleSetKey(ruleSet)}` },
    ...(own === undefined ? {} : { own: { fact: 'ruleSet', of: ruleSetKey(own) }, held: { fact: 'held', of: `federation.${federation}@${dayOf(at)}/${ruleSetKey(ruleSet)}` } }),
    ...(campaign === undefined ? {} : { campaign: { fact: 'campaign', of: campaign } }),
  };
}

/** Category `adoption`, id FEDERATION.RULESET.VERSION: a federation adopts a version once, and again only where that is void. */
export const adoptionDecider: Decider<AdoptionCommand, AdoptionEvent, AdoptionRecord | undefined, AdoptingFacts, AdoptingRefusal> = {
  category: 'adoption',
  initial: undefined,
  needs: (command, record) => {
    const adoption = record?.standing;
    if (command.type === 'VoidAdoption') return adoption === undefined ? {} : { lineage: lineageOf(adoption.federation, command.at) };
    return adoption === undefined ? needsToAdopt(command) : {};
  },
  decide: { AdoptRuleSet: adopt, VoidAdoption: voidIt },
  evolve: {
    RuleSetAdopted: (record, { data: { federation, ruleSet, adoptedOn, own, insteadOf } }) => ({
      standing: { federation, ruleSet, adoptedOn, ...(own === undefined ? {} : { own }), ...(insteadOf === undefined ? {} : { insteadOf }) },
      voided: record?.voided ?? [],
    }),
    AdoptionVoided: (record, { data: { adoptedOn, own, reason, basis } }) => ({
      standing: undefined,
      voided: [...(record?.voided ?? []), { adoptedOn, reason, ...(own === undefined ? {} : { own }), ...(basis === undefined ? {} : { basis }) }],
    }),
  },
};
