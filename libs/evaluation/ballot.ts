import { Type, type Static } from 'typebox';
import { CountName, Rate } from '#rules';
import { closed, count, word } from './fields.js';

/** Ballots by grade for one subject, as `{ satisfied: 40, basicallySatisfied: 8, dissatisfied: 2 }`. */
const grades = Type.Record(word, count, { maxProperties: 6, ...closed });

/** Raw counts of one box or, added up, of one round: kept beside every outcome, so that a replay can ask "what if". */
export const Counts = Type.Object(
  {
    entitled: count,
    /** 0 for a questionnaire, where nobody is present. */
    present: count,
    issued: count,
    returned: count,
    valid: count,
    spoilt: count,
    subjects: Type.Record(word, grades, { maxProperties: 10, ...closed }),
  },
  closed,
);
export type Counts = Static<typeof Counts>;

/** What is recorded although nothing stops it, and shown. */
export const voteWarnings = ['quorum-short', 'sheet-missing', 'small-group'] as const;

/** Quorum as judged: `n ÷ m ≥ atLeast`, and what follows where it is not. */
export const QuorumJudged = Type.Object({ atLeast: Type.String({ maxLength: 9 }), count: CountName, n: count, of: CountName, m: count, met: Type.Boolean(), else: Type.Enum(['stop', 'warn']) }, closed);
export type QuorumJudged = Static<typeof QuorumJudged>;

/** What the rules make of counts. Each rate names its formula and its denominator. */
export const Outcome = Type.Object(
  {
    /** The subject that endorsement is asked of. */
    subject: word,
    /** Endorsement (认同率) by the rule set's denominator. */
    endorsement: Rate,
    /** The same ballots over valid, returned, present (a questionnaire: issued) and entitled. */
    rates: Type.Array(Rate, { minItems: 4, maxItems: 4 }),
    quorum: Type.Union([QuorumJudged, Type.Null()]),
    /** Titles whose threshold is reached. */
    reached: Type.Array(word, { maxItems: 10 }),
    /** There are thresholds, and not even the lowest is reached: rectify, then a new round. */
    belowThreshold: Type.Boolean(),
    warnings: Type.Array(Type.Enum([...voteWarnings]), { maxItems: voteWarnings.length }),
  },
  closed,
);
export type Outcome = Static<typeof Outcome>;

/** The counts of several boxes added up. */
export const sumOf = (boxes: readonly ReadonlyCounts[]): Counts => boxes.reduce<Counts>(plus, { entitled: 0, present: 0, issued: 0, returned: 0, valid: 0, spoilt: 0, subjects: {} });

/** Counts that nobody changes: as they stand in a state. */
export type ReadonlyCounts = Readonly<Omit<Counts, 'subjects'>> & { readonly subjects: { readonly [subject: string]: { readonly [grade: string]: number } } };

function plus(a: Counts, b: ReadonlyCounts): Counts {
  const subjects: Counts['subjects'] = { ...a.subjects };
  for (const [subject, ballots] of Object.entries(b.subjects)) {
    const sum = { ...subjects[subject] };
    for (const [grade, n] of Object.entries(ballots)) sum[grade] = (sum[grade] ?? 0) + n;
    subjects[subject] = sum;
  }
  return {
    entitled: a.entitled + b.entitled,
    present: a.present + b.present,
    issued: a.issued + b.issued,
    returned: a.returned + b.returned,
    valid: a.valid + b.valid,
    spoilt: a.spoilt + b.spoilt,
    subjects,
  };
}
