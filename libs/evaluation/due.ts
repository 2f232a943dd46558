import { Type, type Static } from 'typebox';
import { certainlyAfter, type DeepReadonly, type PartialDate, type PlainDate } from '#kernel';
import { dueAfter, dueDates, milestoneOf, type DueName, type Milestone, type RuleSet } from '#rules';
import { unknownCalendar } from './facts.js';
import { closed, day } from './fields.js';
import { countedFrom, type Ruled } from './gates.js';

/** What due dates are known by: at most one each in a rule set. */
export const dueNames = ['plan', 'progress', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'acceptance', 'item', 'close'] as const satisfies readonly DueName[];

/** Due dates by name. Absolute: whoever reads the event needs neither rule set nor calendar. */
export const Dues = Type.Partial(Type.Object(Object.fromEntries(dueNames.map((name) => [name, day])) as { [K in DueName]: typeof day }), closed);
export type Dues = Static<typeof Dues>;

/**
 * The days that a rule set names, for a union founded on that date: nobody is late for a day before there was a union. What was due then is due
 * with what comes next; where nothing comes after, all stays as it is (ADR-0021). A founding that is known only in part changes what it certainly follows.
 */
export function duesOf(ruleSet: DeepReadonly<Pick<RuleSet, 'due'>>, evaluatedYear: number, foundedOn: PartialDate | undefined): Dues {
  const due: Dues = dueDates(ruleSet, evaluatedYear);
  const isPast = (day: PlainDate): boolean => foundedOn !== undefined && certainlyAfter(foundedOn, day);
  const next = Object.values(due).filter((day) => !isPast(day)).toSorted()[0];
  return next === undefined ? due : Object.fromEntries(Object.entries(due).map(([name, day]) => [name, isPast(day) ? next : day]));
}

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
