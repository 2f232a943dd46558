import type { DeepReadonly } from '#kernel';
import type { Criterion } from './standard.js';

type ReadonlyCriterion = DeepReadonly<Criterion>;

/** Amounts are compared in hundredths, as whole numbers: 0.1 + 0.2 is 0.3. */
const hundredths = (amount: number): number => Math.round(amount * 100);

/**
 * Points left of a criterion by its deduction rule, never below 0: 4 points, −1 for each started 5 % below 90 %, 82 %
 * measured: 2. Nothing for a criterion without such a rule.
 */
export function pointsByDeduction({ points, deduct }: Pick<ReadonlyCriterion, 'points' | 'deduct'>, measured: number): number | undefined {
  if (deduct === undefined) return undefined;
  const [from, at, each] = [hundredths(deduct.from), hundredths(measured), hundredths(deduct.each)];
  const away = Math.max(0, deduct.direction === 'below' ? from - at : at - from);
  const steps = deduct.steps === 'full' ? Math.floor(away / each) : Math.ceil(away / each);
  return Math.max(0, hundredths(points) - steps * hundredths(deduct.points)) / 100;
}

/** Why points cannot be given for a criterion. */
export type PointsFault = 'points-over-maximum' | 'points-not-all-or-nothing';

/** Points that its scoring does not allow: beyond the maximum (an uncapped bonus has none), or part of all-or-nothing. */
export function pointsFault({ points: most, scoring, uncapped }: Pick<ReadonlyCriterion, 'points' | 'scoring' | 'uncapped'>, points: number): PointsFault | undefined {
  if (points > most && uncapped !== true) return 'points-over-maximum';
  return scoring === 'allOrNothing' && points !== 0 && points !== most ? 'points-not-all-or-nothing' : undefined;
}
