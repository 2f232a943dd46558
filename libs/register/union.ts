import { Type } from 'typebox';
import { certainlyAfter, eventType, idPart, isPartialDate, refuse, type Command, type Decider, type DeepReadonly, type EventOf, type PartialDate, type PlainDate } from '#kernel';
import { Honour, honourRefused, recordHonour, withdrawHonour, type HeldHonour, type HonourEvent, type HonourRefusal, type RecordHonour, type WithdrawHonour } from './honour.js';
import { askFor, factOf, maxPath, pathAbove, superiorsOf, type FederationFacts } from './path.js';

/** Kinds of unions that boards tell apart. */
export const unionClasses = ['government', 'publicInstitution', 'stateFirm', 'privateFirm', 'socialOrganisation', 'jointUnion'] as const;
export type UnionClass = (typeof unionClasses)[number];

/** Makes a union known below the federation it reports to. */
export type RegisterUnion = Command<
  'RegisterUnion',
  {
    readonly name: string;
    readonly class: UnionClass;
    /** The one federation it reports to. */
    readonly superior: string;
    /** Units that a joint union covers. */
    readonly units?: number;
    readonly foundedOn?: PartialDate;
    /** How many members it has. */
    readonly members?: number;
    /** Up to 100 that it brings along. */
    readonly honours?: readonly Honour[];
  }
>;

/** The most units one joint union covers. */
export const maxUnits = 10_000;
/** The most members one union has. */
export const maxMembers = 10_000_000;
/** The most honours that a registration brings along. */
export const maxHonoursBrought = 100;

const id = Type.String({ pattern: idPart.source });

export const UnionRegistered = eventType(
  'UnionRegistered',
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      class: Type.Enum([...unionClasses]),
      superior: id,
      /** All federations above, through both lines, each once, the superior first. */
      path: Type.Array(id, { minItems: 1, maxItems: maxPath }),
      units: Type.Optional(Type.Integer({ minimum: 1, maximum: maxUnits })),
      foundedOn: Type.Optional(Type.String({ maxLength: 10 })),
      members: Type.Optional(Type.Integer({ minimum: 0, maximum: maxMembers })),
      honours: Type.Optional(Type.Array(Honour, { maxItems: maxHonoursBrought })),
    },
    { additionalProperties: false },
  ),
);
export type UnionRegistered = EventOf<typeof UnionRegistered>;

export type UnionCommand = RegisterUnion | RecordHonour | WithdrawHonour;
export type UnionEvent = UnionRegistered | HonourEvent;
export type UnionRefusal = 'already-registered' | 'superior-unknown' | 'path-too-long' | 'units-missing' | 'units-only-for-joint-union' | 'units-out-of-range' | 'date-impossible' | HonourRefusal;

/** A union as registered, with its honours as they stand; what the fact `union` gives. `closedOn` is set once the register can close one (W3). */
export type Union = Omit<UnionRegistered['data'], 'honours'> & { readonly closedOn?: PlainDate; readonly honours?: readonly HeldHonour[] };

/** True where a union was certainly founded in that year or later: there is no year before to ask it about. */
export const foundedSince = ({ foundedOn }: Pick<Union, 'foundedOn'>, year: number): boolean => foundedOn !== undefined && certainlyAfter(foundedOn, `${year - 1}-12-31`);

/** What a union's stream is folded into. */
export type UnionState = Union;

/** A union as it stands today; what is not known is null. */
export type UnionNow = {
  readonly name: string;
  readonly class: UnionClass;
  readonly superior: string;
  /** Units that it covers: one, unless it is a joint union. */
  readonly units: number;
  readonly members: number | null;
  readonly staff: number | null;
  readonly industry: string | null;
  readonly code: string | null;
  readonly foundedOn: PartialDate | null;
  readonly closedOn: PartialDate | null;
};

export const unionNow = ({ name, class: kind, superior, units, members, foundedOn, closedOn }: DeepReadonly<UnionState>): UnionNow => ({
  name,
  class: kind,
  superior,
  units: units ?? 1,
  members: members ?? null,
  staff: null,
  industry: null,
  code: null,
  foundedOn: foundedOn ?? null,
  closedOn: closedOn ?? null,
});

/** Category `union`. */
export const unionDecider: Decider<UnionCommand, UnionEvent, Union | undefined, FederationFacts, UnionRefusal> = {
  category: 'union',
  initial: undefined,
  needs: (command, registered) => (registered !== undefined || command.type !== 'RegisterUnion' ? {} : askFor([command.data.superior])),
  decide: {
    RegisterUnion: (command, registered, facts) => {
      const { data } = command;
      if (registered !== undefined) return refuse('already-registered', { name: registered.name });
      const no = aboutUnits(data) ?? aboutFounding(data.foundedOn) ?? aboutHonours(command);
      if (no !== undefined) return no;
      if (factOf(facts, data.superior) === undefined) return refuse('superior-unknown', { superior: data.superior });
      const path = pathAbove(superiorsOf(facts, [data.superior]));
      if (path.length > maxPath) return refuse('path-too-long', { federations: path.length, allowed: maxPath });
      const { honours, ...plain } = data;
      return [UnionRegistered.of({ ...plain, path: [...path], ...(honours === undefined ? {} : { honours: [...honours] }) })];
    },
    RecordHonour: recordHonour,
    WithdrawHonour: withdrawHonour,
  },
  evolve: {
    UnionRegistered: (_, { data }) => data,
    HonourRecorded: (union, { data }) => (union === undefined ? union : { ...union, honours: [...(union.honours ?? []), data] }),
    HonourWithdrawn: (union, { data: { honour, withdrawnOn } }) =>
      union === undefined ? union : { ...union, honours: (union.honours ?? []).map((held) => (held.honour === honour ? { ...held, withdrawnOn } : held)) },
  },
};

/** Coverage counts units beside unions: a joint union must say how many it covers, no other may. */
function aboutUnits({ class: kind, units }: RegisterUnion['data']) {
  if (kind !== 'jointUnion') return units === undefined ? undefined : refuse('units-only-for-joint-union', { class: kind, units });
  if (units === undefined) return refuse('units-missing');
  return Number.isInteger(units) && units >= 1 && units <= maxUnits ? undefined : refuse('units-out-of-range', { units, least: 1, most: maxUnits });
}

const aboutFounding = (date: PartialDate | undefined) => (date === undefined || isPartialDate(date) ? undefined : refuse('date-impossible', { field: 'foundedOn', date }));

/** Each honour that is brought along is judged as one recorded later would be. */
function aboutHonours(command: RegisterUnion) {
  const honours = command.data.honours ?? [];
  const twice = honours.find(({ honour }, index) => honours.findIndex((other) => other.honour === honour) < index);
  if (twice !== undefined) return refuse('honour-already-recorded', { honour: twice.honour });
  for (const honour of honours) {
    const no = honourRefused(command, command.data, honour);
    if (no !== undefined) return no;
  }
  return undefined;
}
