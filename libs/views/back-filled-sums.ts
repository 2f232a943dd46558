import type { BackFilledYear } from '#campaign';
import type { DeepReadonly, SafeInteger } from '#kernel';
import type { Sums } from './board-figures.js';

/** The totals of a year that was back-filled, by the measures of a campaign's; what is not known is absent. */
export function backFilledSums({ totals, grades = {} }: DeepReadonly<NonNullable<BackFilledYear>>): Sums {
  const sums: Record<string, SafeInteger> = {};
  for (const [name, n] of Object.entries(totals)) if (n !== undefined) sums[name] = n;
  for (const [subject, of] of Object.entries(grades)) for (const [grade, n] of Object.entries(of)) sums[`ballots.${subject}.${grade}`] = n;
  return sums;
}
