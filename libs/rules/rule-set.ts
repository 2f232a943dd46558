import { Type, type Static } from 'typebox';

/**
 * A rule set (评议办法): everything a place may decide for itself, as data. Immutable once published; an evaluation is
 * pinned to one version by digest. Numbers stand here and nowhere in the code.
 */
const closed = { additionalProperties: false } as const;
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9_]{0,31}$' });
const version = Type.Integer({ minimum: 1, maximum: 999 });
/** A whole day; whether it exists is judged with the other contradictions. */
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const camelWord = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,31}$' });
/** A share as a fraction of whole numbers, `2/3` or `80/100`: thresholds are never compared as floating point. */
const fraction = Type.String({ pattern: '^[0-9]{1,4}/[1-9][0-9]{0,3}$' });
/** Text that people read, in both languages. */
export const BilingualText = Type.Object({ zh: Type.String({ minLength: 1, maxLength: 2000 }), en: Type.String({ minLength: 1, maxLength: 2000 }) }, closed);
export type BilingualText = Static<typeof BilingualText>;

export const bodies = ['assembly', 'congress', 'combined', 'delegations', 'questionnaire'] as const;
/** The body that deliberates: members' assembly, members' congress, combined staff and members' assembly, delegations, or none but a questionnaire. */
export const Body = Type.Enum([...bodies]);
export type Body = (typeof bodies)[number];

export const countNames = ['entitled', 'present', 'issued', 'returned', 'valid'] as const;
export const CountName = Type.Enum([...countNames]);
export type CountName = (typeof countNames)[number];

export const stepNames = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'report', 'application', 'acceptance', 'rectification'] as const;
export const StepName = Type.Enum([...stepNames]);
export type StepName = (typeof stepNames)[number];

export const Quorum = Type.Object(
  { atLeast: fraction, count: Type.Optional(CountName), of: CountName, else: Type.Enum(['stop', 'warn']) },
  closed,
);
export type Quorum = Static<typeof Quorum>;

export const Criterion = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' }),
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
  },
  closed,
);
export type Criterion = Static<typeof Criterion>;

export const StandardItem = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,2}$' }), title: BilingualText, criteria: Type.Array(Criterion, { minItems: 1, maxItems: 50 }) }, closed);
export const Standard = Type.Object({ items: Type.Array(StandardItem, { minItems: 1, maxItems: 20 }) }, closed);
export type Standard = Static<typeof Standard>;

export const Title = Type.Object(
  {
    id: camelWord,
    /** The title that must be held before. */
    after: Type.Union([camelWord, Type.Null()]),
    /** Least endorsement to apply. */
    endorsement: fraction,
    /** Least acceptance score, of 100. */
    score: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  closed,
);
export type Title = Static<typeof Title>;

/** `Y-10-31`, `Y+1-01-31`, or `<milestone> + 5wd` (working days) / `+ 40d` (calendar days). */
const dueExpression = Type.String({ pattern: '^(Y(\\+1)?-[0-9]{2}-[0-9]{2}|[a-z]{1,20} \\+ [0-9]{1,3}(wd|d))$' });
const yearDate = Type.String({ pattern: '^Y(\\+1)?-[0-9]{2}-[0-9]{2}$' });

export const RuleSet = Type.Object(
  {
    id,
    version,
    issuer: id,
    documentNumber: Type.String({ minLength: 1, maxLength: 100 }),
    inForce: Type.Object({ from: day, until: Type.Optional(day) }, closed),
    derivedFrom: Type.Union([Type.Null(), Type.Object({ id, version }, closed)]),
    goal: Type.Optional(BilingualText),
    facts: Type.Object({ from: yearDate, cutOff: yearDate }, closed),
    steps: Type.Object({ required: Type.Array(StepName, { maxItems: stepNames.length }), recorded: Type.Array(StepName, { maxItems: stepNames.length }) }, closed),
    planApproval: Type.Enum(['required', 'recorded', 'none']),
    heldWhen: Type.Enum(['resultPublished', 'voteTallied', 'assemblyHeld', 'reportedUpward']),
    bodies: Type.Array(Body, { minItems: 1, maxItems: bodies.length }),
    quorum: Type.Object(Object.fromEntries(bodies.map((body) => [body, Type.Optional(Quorum)])) as { [B in Body]: ReturnType<typeof Type.Optional<typeof Quorum>> }, closed),
    ballot: Type.Object({ subjects: Type.Array(camelWord, { minItems: 1, maxItems: 10 }), grades: Type.Array(camelWord, { minItems: 2, maxItems: 6 }) }, closed),
    countEntry: Type.Enum(['signedSheet', 'twoEntries']),
    brokenSeal: Type.Enum(['annulBox', 'annulRound']),
    /** No result is shown for a group with fewer ballots. */
    smallGroupBelow: Type.Integer({ minimum: 0, maximum: 100 }),
    endorsement: Type.Object(
      {
        subject: camelWord,
        upper: Type.Array(camelWord, { minItems: 1, maxItems: 6 }),
        /** Denominator for a sitting and for a questionnaire. */
        over: Type.Object({ assembly: CountName, questionnaire: CountName }, closed),
      },
      closed,
    ),
    titles: Type.Array(Title, { maxItems: 10 }),
    /** Public notice, in working days. */
    publicNoticeDays: Type.Integer({ minimum: 0, maximum: 60 }),
    due: Type.Object(
      {
        plan: dueExpression,
        progress: dueExpression,
        selfInspection: dueExpression,
        assembly: dueExpression,
        vote: dueExpression,
        publish: dueExpression,
        report: dueExpression,
        application: dueExpression,
        acceptance: dueExpression,
        item: dueExpression,
        close: dueExpression,
      },
      closed,
    ),
    standard: Standard,
  },
  closed,
);
export type RuleSet = Static<typeof RuleSet>;

/** `n/m` as whole numbers. */
export function fractionOf(text: string): { readonly n: number; readonly m: number } {
  const [n = 0, m = 1] = text.split('/').map(Number);
  return { n, m };
}

/** True when `part ÷ whole ≥ fraction`, in whole numbers: 80.0 % of 41 is 33, not 32.8. A share of nothing is never enough. */
export function atLeast(part: number, whole: number, share: string): boolean {
  const { n, m } = fractionOf(share);
  return whole > 0 && part * m >= n * whole;
}
