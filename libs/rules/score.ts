import type { DeepReadonly } from '#kernel';
import type { Criterion, Judged, Standard } from './standard.js';

type ReadonlyStandard = DeepReadonly<Standard>;
type ReadonlyCriterion = DeepReadonly<Criterion>;

/** Points are kept as whole numbers, × 100: 4.5 points are 450. */
const hundredths = (points: number): number => Math.round(points * 100);

/** Points by criterion id, as entered, at most two decimals. */
export type Points = { readonly [criterion: string]: number };

/** A score against the standard; all three numbers × 100. */
export type Score = {
  readonly earned: number;
  /** What could be earned: the criteria that apply, bonus apart. */
  readonly max: number;
  /** `earned` rescaled to 100 (缺项折算), rounded down, at most 100 points unless the standard lets a bonus go beyond. */
  readonly of100: number;
};

/** The criteria that apply to a union: those of its class, without those not asked in a first year. */
export const criteriaFor = (standard: ReadonlyStandard, { unionClass, firstYear }: Judged): readonly ReadonlyCriterion[] =>
  standard.items
    .flatMap(({ criteria }) => criteria)
    .filter((criterion) => (criterion.classes === undefined || criterion.classes.includes(unionClass)) && !(firstYear && criterion.notInFirstYear === true));

/** The most a union can earn, × 100, bonus apart. */
export const maxPoints = (standard: ReadonlyStandard, judged: Judged): number =>
  criteriaFor(standard, judged).reduce((sum, { scoring, points }) => sum + (scoring === 'bonus' ? 0 : hundredths(points)), 0);

/** The score of the criteria that apply; points for others are left out. A bonus helps, beyond 100 only where the standard says so. */
export function scoreOf(standard: ReadonlyStandard, judged: Judged, points: Points): Score {
  const max = maxPoints(standard, judged);
  const earned = criteriaFor(standard, judged).reduce((sum, { id }) => sum + hundredths(pointsFor(points, id) ?? 0), 0);
  const of100 = max === 0 ? 0 : Math.floor((earned * 10_000) / max);
  return { earned, max, of100: standard.bonusBeyond === true ? of100 : Math.min(10_000, of100) };
}

/** True when the score, rescaled, is at least so many points of 100; compared in whole numbers, before any rounding. */
export const scoreReaches = ({ earned, max }: Pick<Score, 'earned' | 'max'>, least: number): boolean => max > 0 && earned * 100 >= least * max;

/** Ids of the obligatory criteria that apply and got nothing: 0 points, or none entered. */
export const obligatoryZeros = (standard: ReadonlyStandard, judged: Judged, points: Points): readonly string[] =>
  criteriaFor(standard, judged)
    .filter(({ id, obligatory }) => obligatory && (pointsFor(points, id) ?? 0) <= 0)
    .map(({ id }) => id);

/** Ids of all criteria that apply and got nothing, bonus apart: what blocks where any zero does. */
export const zeroCriteria = (standard: ReadonlyStandard, judged: Judged, points: Points): readonly string[] =>
  criteriaFor(standard, judged)
    .filter(({ id, scoring }) => scoring !== 'bonus' && (pointsFor(points, id) ?? 0) <= 0)
    .map(({ id }) => id);

/** The score of one item of the standard, by its id; nothing can be earned for an item that there is not. */
export const itemScoreOf = (standard: ReadonlyStandard, item: string, { judged, points }: { readonly judged: Judged; readonly points: Points }): Score =>
  scoreOf({ items: standard.items.filter(({ id }) => id === item) }, judged, points);

const pointsFor = (points: Points, id: string): number | undefined => (Object.hasOwn(points, id) ? points[id] : undefined);
