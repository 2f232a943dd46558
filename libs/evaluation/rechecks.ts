import { isPlainDate, spanOf, type PartialDate, type PlainDate } from '#kernel';
import { dayOfYear } from '#rules';
import type { State } from './state.js';

/** What a re-check goes by: when the title was granted, the years it was re-checked in, and when the next one is due. */
export type Rechecks = NonNullable<State['title']>['recheck'];

/** The calendar year that a date lies in; of a partial date the one that it names. */
export const yearOf = (date: PartialDate): number => Number(date.slice(0, 4));

/**
 * The day on which the re-check (复查) of a year is due: the rule set's day of that year, otherwise so many years after the
 * grant; of a partial date the last day that it can mean. Granted on 29 February: 28 February of an ordinary year.
 */
export function recheckDue(year: number, grantedOn: PartialDate, recheck?: string): PlainDate {
  const byRules = recheck === undefined ? undefined : dayOfYear(recheck, year);
  if (byRules !== undefined) return byRules;
  const monthDay = (spanOf(grantedOn)?.last ?? grantedOn).slice(4);
  const anniversary = `${year}${monthDay}`;
  return isPlainDate(anniversary) ? anniversary : `${year}-02-28`;
}

/** The year of the re-check that is owed next: each year after the grant; one that was left out is caught up by the next. */
export const yearOwed = ({ grantedOn, years }: Pick<Rechecks, 'grantedOn' | 'years'>): number => Math.max(yearOf(grantedOn), ...years) + 1;

/** What stands after a grant. `dueOn`: as its event says; one of before that was said: a year after the grant. */
export const afterGrant = (grantedOn: PartialDate, dueOn = recheckDue(yearOf(grantedOn) + 1, grantedOn)): Rechecks => ({ grantedOn, years: [], dueOn });

/** What stands after the re-check of a year. */
export function afterRecheck({ grantedOn, years }: Rechecks, year: number, dueOn?: PlainDate): Rechecks {
  const done = [...years, year];
  return { grantedOn, years: done, dueOn: dueOn ?? recheckDue(yearOwed({ grantedOn, years: done }), grantedOn) };
}
