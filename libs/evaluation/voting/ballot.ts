import { Type, type Static } from 'typebox';
import type { DeepReadonly } from '#kernel';
import { CountName, Rate } from '#rules';
import { closed, count, word } from '../fields.js';

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
    /** Front-line staff among those who took part. Absent: not counted. */
    frontLine: Type.Optional(count),
    /** Score sheets: points by subject, added up over the valid sheets. Absent: no score sheets. */
    points: Type.Optional(Type.Record(word, Type.Integer({ minimum: 0, maximum: 1_000_000_000 }), { maxProperties: 10, ...closed })),
  },
  closed,
);
export type Counts = Static<typeof Counts>;

/** What is recorded although nothing stops it, and shown. */
export const voteWarnings = ['quorum-short', 'sheet-missing', 'small-group', 'participation-short', 'participation-unknown'] as const;
export type VoteWarning = (typeof voteWarnings)[number];

const share = Type.String({ maxLength: 9 });

/** Quorum as judged: `n ÷ m ≥ atLeast`, and what follows where it is not. */
export const QuorumJudged = Type.Object({ atLeast: share, count: CountName, n: count, of: CountName, m: count, met: Type.Boolean(), else: Type.Enum(['stop', 'warn']) }, closed);
export type QuorumJudged = Static<typeof QuorumJudged>;

/** Participation as judged; `met` is null where something was not counted. */
export const ParticipationJudged = Type.Object(
  {
    /** With the superior's prior consent, the lower share. */
    atLeast: share,
    count: CountName,
    n: count,
    of: Type.Enum(['entitled', 'members', 'staff']),
    m: Type.Union([count, Type.Null()]),
    consented: Type.Boolean(),
    /** Front-line staff among the `m` who took part; null where the rules ask for none. */
    frontLine: Type.Union([Type.Object({ atLeast: share, n: Type.Union([count, Type.Null()]), m: count, met: Type.Union([Type.Boolean(), Type.Null()]) }, closed), Type.Null()]),
    met: Type.Union([Type.Boolean(), Type.Null()]),
    else: Type.Enum(['stop', 'warn']),
  },
  closed,
);
export type ParticipationJudged = Static<typeof ParticipationJudged>;

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
    /** Absent: the rules ask for none. */
    participation: Type.Optional(ParticipationJudged),
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
export function sumOf(boxes: readonly ReadonlyCounts[]): Counts {
  const sum = boxes.reduce<Counts>(plus, { entitled: 0, present: 0, issued: 0, returned: 0, valid: 0, spoilt: 0, subjects: {} });
  const frontLine = sumIfAll(boxes.map((box) => box.frontLine));
  const points = Object.keys(boxes[0]?.points ?? {}).flatMap((subject) => {
    const all = sumIfAll(boxes.map((box) => box.points?.[subject]));
    return all === undefined ? [] : [[subject, all] as const];
  });
  return { ...sum, ...(frontLine === undefined ? {} : { frontLine }), ...(points.length === 0 ? {} : { points: Object.fromEntries(points) }) };
}

/** A sum of what every box counted; nothing where one did not. */
const sumIfAll = (counted: readonly (number | undefined)[]): number | undefined =>
  counted.length === 0 ? undefined : counted.reduce<number | undefined>((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);

/** Counts that nobody changes: as they stand in a state. */
export type ReadonlyCounts = DeepReadonly<Counts>;

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
