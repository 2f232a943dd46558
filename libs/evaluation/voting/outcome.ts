import type { DeepReadonly } from '#kernel';
import { atLeast, endorsementOf, endorsementRuleOf, fourRates, quorumCount, rateOver, reaches, type BallotCounts, type Body, type Rate, type RuleSet } from '#rules';
import type { Outcome, ParticipationJudged, QuorumJudged, ReadonlyCounts, VoteWarning } from './ballot.js';

/** What the vote reads of a rule set. */
export type VoteRules = DeepReadonly<Pick<RuleSet, 'quorum' | 'participation' | 'ballot' | 'endorsement' | 'titles' | 'smallGroupBelow' | 'countEntry'>>;

/** Who voted as a whole: the body, how many members and staff there are where that is known, and whether the superior consented to fewer. */
export type Voters = { readonly body: Body; readonly members?: number | undefined; readonly staff?: number | undefined; readonly consented?: boolean };

/**
 * What the rules make of counts: endorsement over the rule set's denominator, quorum by body, participation, thresholds
 * reached. Default: (satisfied + basically satisfied) ÷ present for the Home, 80 % (Meilan report: 80.0 passes) to apply
 * for 合格. Compared in whole numbers: 79.96 % is not 80 %.
 */
export function outcomeOf(counts: ReadonlyCounts, rules: VoteRules, voters: Voters): Outcome {
  const { subject, upper } = rules.endorsement;
  const ballots = ballotsOf(counts, subject, voters.body);
  const quorum = quorumOf(counts, rules, voters.body);
  const participation = participationOf(counts, rules, voters);
  const thresholds = thresholdsOf(counts, rules, voters.body);
  const reached = thresholds.filter((one) => one.reached).map(({ title }) => title);
  return {
    subject,
    endorsement: endorsementOf(rules, voters.body, ballots),
    rates: [...fourRates(ballots, upper)],
    quorum,
    ...(participation === undefined ? {} : { participation }),
    reached,
    belowThreshold: thresholds.length > 0 && reached.length === 0,
    warnings: [...(quorum?.met === false ? (['quorum-short'] as const) : []), ...participationWarning(participation), ...(counts.returned < rules.smallGroupBelow ? (['small-group'] as const) : [])],
  };
}

/** Ballots of one subject, as rates are made from them; nobody is present at a questionnaire. */
export function ballotsOf({ subjects, present, ...counts }: ReadonlyCounts, subject: string, body: Body): BallotCounts {
  return { ...counts, ...(body === 'questionnaire' ? {} : { present }), grades: Object.hasOwn(subjects, subject) ? (subjects[subject] ?? {}) : {} };
}

/** A title's threshold, by its own subject, grades and denominator where it has them. */
export type Threshold = { readonly title: string; readonly subject: string; readonly rate: Rate; readonly atLeast: string; readonly reached: boolean };

/** Every title that can be applied for, and whether the vote reaches it. */
export function thresholdsOf(counts: ReadonlyCounts, rules: Pick<VoteRules, 'titles' | 'endorsement'>, body: Body): readonly Threshold[] {
  return rules.titles
    .filter(({ off }) => off !== true)
    .map((title) => {
      const { subject, upper, over } = endorsementRuleOf(rules, title);
      const rate = rateOver(ballotsOf(counts, subject, body), upper, body === 'questionnaire' ? over.questionnaire : over.assembly);
      return { title: title.id, subject, rate, atLeast: title.endorsement, reached: reaches(rate, title.endorsement) };
    });
}

/** Quorum by body (default: two thirds of those entitled present; a questionnaire: of those issued returned). */
export function quorumOf(counts: Omit<ReadonlyCounts, 'subjects'>, { quorum }: Pick<VoteRules, 'quorum'>, body: Body): QuorumJudged | null {
  const rule = quorum[body];
  if (rule === undefined) return null;
  const count = quorumCount(body, rule);
  return { atLeast: rule.atLeast, count, n: counts[count], of: rule.of, m: counts[rule.of], met: atLeast(counts[count], counts[rule.of], rule.atLeast), else: rule.else };
}

/**
 * Who took part (elsewhere: 30 % of the members, 60 % of them from the front line; fewer with prior consent). What nobody
 * counted cannot be judged: `met` is null then.
 */
function participationOf(counts: ReadonlyCounts, { participation: rule }: VoteRules, { members, staff, consented = false }: Voters): ParticipationJudged | undefined {
  if (rule === undefined) return undefined;
  const count = rule.count ?? 'returned';
  const n = counts[count];
  const m = rule.of === 'entitled' ? counts.entitled : rule.of === 'members' ? members : staff;
  const least = consented ? (rule.withConsentAtLeast ?? rule.atLeast) : rule.atLeast;
  const enough = m === undefined ? null : atLeast(n, m, least);
  const { frontLine } = counts;
  const fromFrontLine = rule.frontLine === undefined ? null : { atLeast: rule.frontLine, n: frontLine ?? null, m: n, met: frontLine === undefined ? null : atLeast(frontLine, n, rule.frontLine) };
  return { atLeast: least, count, n, of: rule.of, m: m ?? null, consented, frontLine: fromFrontLine, met: both(enough, fromFrontLine === null ? true : fromFrontLine.met), else: rule.else };
}

const both = (one: boolean | null, other: boolean | null): boolean | null => (one === false || other === false ? false : one === null || other === null ? null : true);

const participationWarning = (judged: ParticipationJudged | undefined): readonly VoteWarning[] =>
  judged === undefined || judged.met === true ? [] : [judged.met === null ? 'participation-unknown' : 'participation-short'];
