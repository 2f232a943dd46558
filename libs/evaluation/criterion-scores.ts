import { refuse, type DeepReadonly, type Refusal } from '#kernel';
import { criteriaFor, itemScoreOf, obligatoryZeros, pointsByDeduction, pointsFault, scoreOf, standardFor, zeroCriteria, type Criterion, type Points } from '#rules';
import type { Ruled } from './gates.js';
import type { Running } from './state.js';

/** A criterion as somebody scores it: points, or for a deduction the figure that they follow from; both must agree. */
export type ScoredCriterion = { readonly criterion: string; readonly points?: number | undefined; /** The figure it rests on, in the unit of its deduction. */ readonly measured?: number | undefined };

export const scoreRefusals = ['criterion-unknown', 'criterion-twice', 'points-over-maximum', 'points-not-all-or-nothing', 'points-missing', 'points-not-as-deducted'] as const;
type Code = (typeof scoreRefusals)[number];

/** The standard that this union is judged by, and its criteria that apply, by id. */
export const standardOf = ({ ruleSet }: Pick<Ruled, 'ruleSet'>, { opened }: Pick<Running, 'opened'>) => {
  const standard = standardFor(ruleSet, opened);
  return { standard, criteria: new Map(criteriaFor(standard, opened).map((criterion) => [criterion.id, criterion])) };
};

/** The points given, or those that the figure leaves. Only of scores that were not refused. */
export const pointsGiven = (scores: readonly ScoredCriterion[], criteria: ReadonlyMap<string, DeepReadonly<Criterion>>): Points =>
  Object.fromEntries(scores.map((score) => [score.criterion, pointsOf(score, criteria.get(score.criterion)) ?? 0]));

const pointsOf = ({ points, measured }: ScoredCriterion, criterion: DeepReadonly<Criterion> | undefined): number | undefined =>
  points ?? (criterion === undefined || measured === undefined ? undefined : pointsByDeduction(criterion, measured));

/** What the standard does not allow of these scores, each at most once. Whether all criteria are there is another question. */
export function faultsOfScores(scores: readonly ScoredCriterion[], criteria: ReadonlyMap<string, DeepReadonly<Criterion>>): readonly Refusal<Code>[] {
  const seen = new Set<string>();
  return scores.flatMap((score) => {
    const { criterion } = score;
    const known = criteria.get(criterion);
    if (known === undefined) return [refuse('criterion-unknown', { criterion })];
    if (seen.has(criterion)) return [refuse('criterion-twice', { criterion })];
    seen.add(criterion);
    return pointsRefused(score, known) ?? [];
  });
}

/** The first of {@link faultsOfScores}. */
export const scoresRefused = (scores: readonly ScoredCriterion[], criteria: ReadonlyMap<string, DeepReadonly<Criterion>>): Refusal<Code> | undefined => faultsOfScores(scores, criteria)[0];

/** Points by the scoring of their criterion: up to the maximum (an uncapped bonus beyond), all or nothing, as the figure leaves them. */
function pointsRefused(score: ScoredCriterion, known: DeepReadonly<Criterion>): Refusal<Code> | undefined {
  const { criterion, measured } = score;
  const points = pointsOf(score, known);
  if (points === undefined) return refuse('points-missing', { criterion });
  const fault = points < 0 ? 'points-over-maximum' : pointsFault(known, points);
  if (fault !== undefined) return refuse(fault, { criterion, points, maximum: known.points });
  const expected = measured === undefined ? undefined : pointsByDeduction(known, measured);
  return expected === undefined || expected === points ? undefined : refuse('points-not-as-deducted', { criterion, points, measured: measured ?? null, expected });
}

/** A mean of several people's points: within the maximum, whatever the scoring. */
export function faultsOfMeans(means: readonly { readonly criterion: string; readonly mean: number }[], criteria: ReadonlyMap<string, DeepReadonly<Criterion>>): readonly Refusal<Code>[] {
  const asPoints = new Map([...criteria].map(([id, criterion]) => [id, { ...criterion, scoring: 'points' as const }]));
  return faultsOfScores(means.map(({ criterion, mean }) => ({ criterion, points: mean })), asPoints);
}

/** What the standard makes of points: the score, obligatory criteria at 0, all criteria at 0, scores by item; all × 100. */
export function scoredAs(facts: Pick<Ruled, 'ruleSet'>, { opened }: Pick<Running, 'opened'>, points: Points) {
  const { standard } = standardOf(facts, { opened });
  return {
    score: scoreOf(standard, opened, points),
    zeros: [...obligatoryZeros(standard, opened, points)],
    zeroCriteria: [...zeroCriteria(standard, opened, points)],
    itemScores: standard.items.map(({ id }) => {
      const { earned, max } = itemScoreOf(standard, id, { judged: opened, points });
      return { item: id, earned, max };
    }),
  };
}
