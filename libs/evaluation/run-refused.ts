import { refuse, type DeepReadonly, type Refusal } from '#kernel';
import { inCycle, type RuleSet } from '#rules';
import type { Facts } from './facts.js';

/** Every so many years (评议周期); in a year between only for a title, where the rules let it. */
export function cycleRefused({ evaluatedYear, forTitle }: { readonly evaluatedYear: number; readonly forTitle?: boolean }, { cycle }: Pick<DeepReadonly<RuleSet>, 'cycle'>): Refusal<'year-not-in-cycle'> | undefined {
  if (cycle === undefined || inCycle({ cycle }, evaluatedYear) || (forTitle === true && cycle.orWhenApplying === true)) return undefined;
  return refuse('year-not-in-cycle', { evaluatedYear, years: cycle.years, anchor: cycle.anchor });
}

/** Another run follows one that was closed or withdrawn: a union never has two of a year under way. */
export function earlierRunRefused({ run }: { readonly run: number }, earlier: DeepReadonly<Facts>['earlierRun']): Refusal<'earlier-run-missing' | 'earlier-run-not-ended'> | undefined {
  if (run === 1) return undefined;
  if (earlier === undefined) return refuse('earlier-run-missing', { run, earlier: run - 1 });
  return earlier.ended === null ? refuse('earlier-run-not-ended', { run, earlier: run - 1 }) : undefined;
}
