import { Type, type Static } from 'typebox';
import { refuse, type Actor, type DeepReadonly, type EventOf, type Instant, type Json, type Refusal } from '#kernel';
import { Outcome, QuorumJudged } from '../voting/ballot.js';
import { Dues } from '../due.js';
import { closed, count, date, id } from '../fields.js';
import type { Ruled } from '../gates.js';
import { milestones, type Milestone, type Running, type State } from '../state.js';
import type { ItemOpened } from '../steps/rectification.js';

/** Facts that count, and so can be corrected. */
export const correctableKinds = ['milestone', 'item', 'sitting', 'box', 'group', 'points'] as const;
export type CorrectableKind = (typeof correctableKinds)[number];
/** Dates of an item of rectification that can be wrong. */
export const itemDates = ['foundOn', 'completedOn'] as const;

const kind = <K extends CorrectableKind>(name: K) => Type.Literal(name);
const criterion = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' });
/** Which fact: the path to it. */
export const CorrectedFact = Type.Union([
  Type.Object({ kind: kind('milestone'), milestone: Type.Enum([...milestones]) }, closed),
  Type.Object({ kind: kind('item'), item: id, date: Type.Enum([...itemDates]) }, closed),
  /** The sitting that was held: who was entitled and present. */
  Type.Object({ kind: kind('sitting') }, closed),
  /** A box: its day, or its counts. */
  Type.Object({ kind: kind('box'), round: Type.Integer({ minimum: 1, maximum: 99 }), box: id }, closed),
  /** A group's questionnaires: their day, or their counts. */
  Type.Object({ kind: kind('group'), group: id }, closed),
  /** The union's own points for a criterion. */
  Type.Object({ kind: kind('points'), criterion }, closed),
]);
export type CorrectedFact = Static<typeof CorrectedFact>;

/** A fact as a command names it; which parts are needed follows from the kind. `correction`: an entry that corrected another. */
export type NamedFact = {
  kind: CorrectableKind | 'correction';
  milestone?: Milestone;
  item?: string;
  date?: (typeof itemDates)[number];
  round?: number;
  box?: string;
  group?: string;
  criterion?: string;
  revision?: number;
};

/** A date, points, or counts by name: `{ valid: 51, spoilt: 1, "home.satisfied": 45 }`, only those that are corrected. */
const counted = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}([.][a-z][A-Za-z0-9]{0,31})?$' });
export const FactValue = Type.Union([date, Type.Number({ minimum: 0, maximum: 100 }), Type.Record(counted, count, { maxProperties: 80, ...closed })]);
export type FactValue = Static<typeof FactValue>;
export type Counted = { readonly [name: string]: number };

/** What follows from a correction and stands in its event; each absent where nothing of it does. */
export const consequences = {
  late: Type.Optional(Type.Boolean()),
  due: Type.Optional(Dues),
  /** Of the round with the corrected box. */
  outcome: Type.Optional(Outcome),
  quorum: Type.Optional(Type.Union([QuorumJudged, Type.Null()])),
  /** The self-inspection with the corrected points, all × 100. */
  scored: Type.Optional(
    Type.Object(
      {
        score: Type.Object({ earned: count, max: count, of100: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }, closed),
        zeros: Type.Array(criterion, { maxItems: 1000 }),
        zeroCriteria: Type.Array(criterion, { maxItems: 1000 }),
        itemScores: Type.Array(Type.Object({ item: Type.String({ pattern: '^[0-9]{1,2}$' }), earned: count, max: count }, closed), { maxItems: 20 }),
      },
      closed,
    ),
  ),
};
const Consequences = Type.Object(consequences);
export type Consequences = Static<typeof Consequences>;

/** What a kind of fact is judged with; `right` is whole: counts not named stand as they are. */
export type Judging<K extends CorrectableKind> = {
  readonly command: { readonly at: Instant; readonly by: Actor };
  readonly state: Running;
  readonly facts: Ruled;
  readonly what: Extract<CorrectedFact, { kind: K }>;
  readonly right: FactValue;
};

/** What a rule of one kind of fact answers: a no, or what follows. `opened`: items that the correction opens. */
export type Judged = Refusal<string> | (Consequences & { readonly opened?: readonly EventOf<typeof ItemOpened>[] });

/** How one kind of fact is corrected. */
export type Correctable<K extends CorrectableKind> = {
  /** The fact as it stands, in the form in which it is asked for; nothing where there is none. */
  readonly standing: (state: Running, what: Extract<CorrectedFact, { kind: K }>, asked: FactValue) => DeepReadonly<FactValue> | undefined;
  /** Whether the corrected whole is consistent, and what follows. */
  readonly judge: (judging: Judging<K>) => Judged;
  readonly apply: (state: State, what: Extract<CorrectedFact, { kind: K }>, corrected: DeepReadonly<Consequences & { wrong: FactValue; right: FactValue }>) => State;
};

export const isCounted = (value: DeepReadonly<FactValue>): value is Counted => typeof value === 'object';

/** Which parts each kind is named by. */
const parts = { milestone: ['milestone'], item: ['item', 'date'], sitting: [], box: ['round', 'box'], group: ['group'], points: ['criterion'] } as const satisfies { readonly [K in CorrectableKind]: readonly (keyof NamedFact)[] };

/** The fact that is named, or why it cannot be: a part is missing, or it is itself a correction. */
export function namedFact(what: NamedFact): CorrectedFact | Refusal<'fact-unnamed' | 'correction-not-corrected'> {
  if (what.kind === 'correction') return refuse('correction-not-corrected', { revision: what.revision ?? null });
  const missing = parts[what.kind].filter((part) => what[part] === undefined);
  if (missing.length > 0) return refuse('fact-unnamed', { kind: what.kind, missing });
  return { kind: what.kind, ...Object.fromEntries(parts[what.kind].map((part) => [part, what[part]])) } as CorrectedFact;
}

/** How a refusal names the fact: its parts, and `fact` for its words. */
export const toldFact = ({ kind, ...named }: CorrectedFact): { readonly [part: string]: Json } => ({ fact: kind, ...named });
