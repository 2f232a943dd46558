import { Type, type Static } from 'typebox';
import type { DeepReadonly } from '#kernel';
import { BilingualText, camelWord, closed, forms, switchedOn } from './fields.js';

const amount = Type.Number({ minimum: 0, maximum: 1_000_000 });

/** "−1 for each 5 % short of 90 %": `{ points: 1, each: 5, unit: percent, from: 90, direction: below, steps: started }`. */
export const Deduction = Type.Object(
  {
    /** Points taken off a step. */
    points: Type.Number({ minimum: 0.01, maximum: 100 }),
    /** Size of a step, in units. */
    each: Type.Number({ minimum: 0.01, maximum: 1_000_000 }),
    unit: Type.Enum(['percent', 'case', 'day', 'person']),
    /** Where nothing is taken off yet, in units. */
    from: amount,
    /** Whether a step counts once it has begun, or only when it is full. */
    steps: Type.Enum(['full', 'started']),
    /** What is bad: to fall below `from`, or to lie above it. */
    direction: Type.Enum(['below', 'above']),
  },
  closed,
);
export type Deduction = Static<typeof Deduction>;

export const Criterion = Type.Object(
  {
    id: Type.String({ pattern: forms.criterionId }),
    text: BilingualText,
    /** Maximum, in points. */
    points: Type.Integer({ minimum: 0, maximum: 100 }),
    obligatory: Type.Boolean(),
    scoring: Type.Enum(['points', 'deductPerStep', 'allOrNothing', 'bonus']),
    evidence: BilingualText,
    /** How the panel checks it. */
    basis: Type.Array(Type.Enum(['ledger', 'interview', 'visit', 'file']), { minItems: 1, maxItems: 4 }),
    /** Union classes it applies to; absent: all. */
    classes: Type.Optional(Type.Array(camelWord, { maxItems: 20 })),
    /** Not asked in a union's first year. */
    notInFirstYear: Type.Optional(Type.Boolean()),
    /** How points are taken off, for `deductPerStep`; absent: points are entered by hand. */
    deduct: Type.Optional(Deduction),
    /** A bonus that may be more than `points`. */
    uncapped: Type.Optional(switchedOn),
  },
  closed,
);
export type Criterion = Static<typeof Criterion>;

export const StandardItem = Type.Object({ id: Type.String({ pattern: forms.itemId }), title: BilingualText, criteria: Type.Array(Criterion, { minItems: 1, maxItems: 50 }) }, closed);
export const Standard = Type.Object(
  {
    items: Type.Array(StandardItem, { minItems: 1, maxItems: 20 }),
    /** What the criteria add up to, bonus apart; absent: 100. Scores are always rescaled to 100. */
    total: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    /** A bonus may lift a score beyond 100. */
    bonusBeyond: Type.Optional(switchedOn),
  },
  closed,
);
export type Standard = Static<typeof Standard>;

/** Unions that a standard is for: all that is said must hold. */
const Whom = Type.Object(
  {
    classes: Type.Optional(Type.Array(camelWord, { minItems: 1, maxItems: 20 })),
    /** Unions with fewer members. */
    membersBelow: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { ...closed, minProperties: 1 },
);
export type Whom = Static<typeof Whom>;

/** Another standard, for unions that any entry of `for` describes: a short one for joint unions and for unions under 25. */
export const AlternativeStandard = Type.Object({ id: camelWord, for: Type.Array(Whom, { minItems: 1, maxItems: 10 }), standard: Standard }, closed);
export type AlternativeStandard = Static<typeof AlternativeStandard>;

/** Whom a standard is applied to. */
export type Judged = { readonly unionClass: string; readonly firstYear: boolean; readonly members?: number };

/** The part of a rule set that says how unions are scored. */
type Standards = { readonly standard: DeepReadonly<Standard>; readonly standards?: readonly DeepReadonly<AlternativeStandard>[] | undefined };

/** The standard that a union is judged by: the first alternative that is for it, otherwise the rule set's own. A size that is not known is not small. */
export const standardFor = (ruleSet: Standards, judged: Judged): DeepReadonly<Standard> =>
  ruleSet.standards?.find((alternative) => alternative.for.some((whom) => describes(whom, judged)))?.standard ?? ruleSet.standard;

const describes = ({ classes, membersBelow }: DeepReadonly<Whom>, { unionClass, members }: Judged): boolean =>
  (classes === undefined || classes.includes(unionClass)) && (membersBelow === undefined || (members !== undefined && members < membersBelow));
