import { Type, type Static } from 'typebox';
import type { PartialDate } from '#kernel';
import { dueAfter, milestoneOf, type DueName, type Milestone } from '#rules';
import { unknownCalendar } from './facts.js';
import { closed, day } from './fields.js';
import { countedFrom, type Ruled } from './gates.js';

/** What due dates are known by: at most one each in a rule set. */
export const dueNames = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'item', 'close'] as const satisfies readonly DueName[];

/** Due dates by name. Absolute: whoever reads the event needs neither rule set nor calendar. */
export const Dues = Type.Partial(Type.Object(Object.fromEntries(dueNames.map((name) => [name, day])) as { [K in DueName]: typeof day }), closed);
export type Dues = Static<typeof Dues>;

/**
 * The due dates that count from this fact, as `publish: vote + 5wd`; ready to be spread into its event. Counted from the
 * last day that a partial date can mean, in favour of whoever owes.
 */
export function duesAfter({ ruleSet, calendar = unknownCalendar }: Ruled, milestone: Milestone, date: PartialDate): { due?: Dues } {
  const due: Dues = {};
  for (const name of dueNames) {
    const expression = ruleSet.due[name];
    if (name !== 'item' && expression !== undefined && milestoneOf(expression) === milestone) due[name] = dueAfter(expression, countedFrom(date), calendar).date;
  }
  return Object.keys(due).length === 0 ? {} : { due };
}
