import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { formulasOf, fourRates, meanOf, missingTo, type Rate, type RuleSet } from '#rules';
import type { Outcome, ReadonlyCounts } from './ballot.js';
import { ballotsOf, thresholdsOf, type Threshold } from './outcome.js';
import type { Annulment, Round } from './round-slice.js';
import { isTotalWithheld, withheldGroups, type SmallGroupReason } from './small-groups.js';
import { boxesOutstanding, countsInAll, standingBoxes, type State } from '../state.js';

/** Why a result is not shown: too few ballots, boxes still to come, or a round of small boxes not published yet. */
export const withheldReasons = ['smallGroup', 'besideSmallGroup', 'boxesOutstanding', 'notPublished', 'notSummarised'] as const;
export type Withheld = (typeof withheldReasons)[number];

export type VoteRuleSet = DeepReadonly<RuleSet>;

/** How many were there and voted; shown of every group, since it is no result. */
export type Turnout = Pick<ReadonlyCounts, 'entitled' | 'present' | 'issued' | 'returned'>;
export const turnoutOf = ({ entitled, present, issued, returned }: ReadonlyCounts): Turnout => ({ entitled, present, issued, returned });

export type BoxShown = {
  readonly box: string;
  readonly venue: string | null;
  /** The days it was announced for. */
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly stands: 'awaited' | 'entered' | 'differing' | 'tallied' | 'annulled';
  readonly heldOn: PartialDate | null;
  readonly late: boolean;
  readonly annulment: DeepReadonly<Annulment> | null;
  /** In what two entries differ, by name. */
  readonly differsIn: readonly string[];
  readonly turnout: Turnout | null;
  readonly withheld: Withheld | null;
  readonly counts: ReadonlyCounts | null;
};

/** A rate with its grades, over all four denominators. */
export type RateShown = { readonly rate: 'satisfaction' | 'combined' | 'endorsement'; readonly grades: readonly string[]; readonly over: readonly Rate[] };
export type SubjectShown = {
  readonly subject: string;
  readonly grades: readonly { readonly grade: string; readonly n: number }[];
  /** Of score sheets: points in all, and the mean in hundredths. */
  readonly points: number | null;
  readonly mean: number | null;
  readonly rates: readonly RateShown[];
};
/** `missing`: how many more ballots would have reached it; null where that cannot be said. */
export type ThresholdShown = Threshold & { readonly missing: number | null };
export type TotalShown = { readonly counts: ReadonlyCounts; readonly subjects: readonly SubjectShown[]; readonly titles: readonly ThresholdShown[] } & DeepReadonly<Pick<Outcome, 'quorum' | 'belowThreshold' | 'warnings' | 'endorsement'>> & {
    readonly participation: DeepReadonly<NonNullable<Outcome['participation']>> | null;
  };

export type RoundShown = DeepReadonly<Pick<Round, 'round' | 'body' | 'mode' | 'runBy' | 'countEntry' | 'annulment' | 'publishedOn' | 'entitled'>> & {
  readonly stands: 'open' | 'counted' | 'published' | 'annulled';
  readonly outstanding: number;
  readonly boxes: readonly BoxShown[];
  readonly turnout: Turnout | null;
  readonly withheld: Withheld | null;
  readonly total: TotalShown | null;
};

/** Every round with its boxes and its total, annulled ones as well; nothing of a small group apart. */
export const roundsOf = ({ rounds }: Pick<State, 'rounds'>, rules: VoteRuleSet): readonly RoundShown[] => rounds.map((round) => roundOf(round, rules));

function roundOf(round: Round, rules: VoteRuleSet): RoundShown {
  const outstanding = Math.max(0, boxesOutstanding(round));
  const { total, boxes } = withheldIn(round, rules.smallGroupBelow);
  const standing = standingBoxes(round);
  const counts = countsInAll(round);
  const { round: number, body, mode, runBy, countEntry, annulment, publishedOn, entitled } = round;
  return {
    round: number, body, mode, runBy, countEntry, annulment, publishedOn, entitled,
    stands: round.annulled ? 'annulled' : publishedOn !== null ? 'published' : outstanding === 0 && standing.length > 0 ? 'counted' : 'open',
    outstanding,
    boxes: boxNames(round).map((box) => boxOf(round, box, boxes.get(box) ?? null)),
    turnout: standing.length === 0 ? null : turnoutOf(counts),
    withheld: total,
    total: total === null && standing.length > 0 && round.outcome !== null ? totalOf(counts, { round, rules, outcome: round.outcome }) : null,
  };
}

/**
 * What of a round is withheld. Boxes come and go until the result is published, and whoever asks twice may subtract: so
 * of several boxes nothing is told before all are in, and where one of them is small, nothing before nothing can change.
 */
export function withheldIn(round: Round, below: number): { readonly total: Withheld | null; readonly boxes: ReadonlyMap<string, Withheld> } {
  const tallied = Object.entries(round.tallied);
  const sizes = (boxes: typeof tallied) => Object.fromEntries(boxes.map(([box, { counts }]) => [box, counts.returned]));
  const standing = sizes(tallied.filter(([, { annulled }]) => !annulled));
  const small: ReadonlyMap<string, SmallGroupReason> = new Map([
    ...withheldGroups(standing, below),
    ...tallied.flatMap(([box, { annulled, counts }]) => (annulled && counts.returned < below ? [[box, 'smallGroup'] as const] : [])),
  ]);
  const all = (reason: Withheld) => ({ total: reason, boxes: new Map(tallied.map(([box]) => [box, small.get(box) === 'smallGroup' ? 'smallGroup' : reason])) });
  if (round.boxes > 1 && boxesOutstanding(round) > 0) return all('boxesOutstanding');
  if (round.boxes > 1 && round.publishedOn === null && small.size > 0) return all('notPublished');
  return { total: tallied.length > 0 && isTotalWithheld(standing, below) && Object.keys(standing).length > 0 ? 'smallGroup' : null, boxes: small };
}

const boxNames = ({ announced, tallied, entries }: Round): readonly string[] => [...new Set([...announced.map(({ box }) => box), ...Object.keys(tallied), ...Object.keys(entries)])];

function boxOf({ announced, tallied, entries }: Round, box: string, withheld: Withheld | null): BoxShown {
  const said = announced.find((one) => one.box === box);
  const counted = Object.hasOwn(tallied, box) ? tallied[box] : undefined;
  const entered = Object.hasOwn(entries, box) ? (entries[box] ?? []) : [];
  const differsIn = counted === undefined ? (entered.at(-1)?.differsIn ?? []) : [];
  const awaited = entered.length === 0 ? 'awaited' : differsIn.length === 0 ? 'entered' : 'differing';
  return {
    box,
    venue: counted?.venue ?? said?.venue ?? null,
    from: said?.from ?? null,
    until: said?.until ?? said?.from ?? null,
    stands: counted === undefined ? awaited : counted.annulled ? 'annulled' : 'tallied',
    heldOn: counted?.on ?? null,
    late: counted?.late ?? false,
    annulment: counted?.annulment ?? null,
    differsIn,
    turnout: counted === undefined ? null : turnoutOf(counted.counts),
    withheld,
    counts: withheld === null ? (counted?.counts ?? null) : null,
  };
}

function totalOf(counts: ReadonlyCounts, { round: { body }, rules, outcome }: { readonly round: Round; readonly rules: VoteRuleSet; readonly outcome: DeepReadonly<Outcome> }): TotalShown {
  const { quorum, participation = null, belowThreshold, warnings, endorsement } = outcome;
  return {
    counts,
    subjects: rules.ballot.subjects.map((subject) => subjectOf(subject, counts, { body, rules })),
    titles: thresholdsOf(counts, rules, body).map((threshold) => ({ ...threshold, missing: missingTo(threshold.rate, threshold.atLeast) ?? null })),
    endorsement, quorum, participation, belowThreshold, warnings,
  };
}

function subjectOf(subject: string, counts: ReadonlyCounts, { body, rules }: { readonly body: Round['body']; readonly rules: VoteRuleSet }): SubjectShown {
  const ballots = ballotsOf(counts, subject, body);
  const points = counts.points?.[subject] ?? null;
  const formulas = Object.entries({ ...formulasOf(rules), endorsement: rules.endorsement.upper }) as [RateShown['rate'], readonly string[]][];
  return {
    subject,
    grades: rules.ballot.grades.map((grade) => ({ grade, n: ballots.grades[grade] ?? 0 })),
    points,
    mean: points === null ? null : (meanOf(points, counts.valid) ?? null),
    rates: formulas.map(([rate, grades]) => ({ rate, grades, over: fourRates(ballots, grades) })),
  };
}
