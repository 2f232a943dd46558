import type { PlainDate } from '#kernel';
import { workingDaysBetween, type Calendar, type WholeReminderRules } from '#rules';
import type { DueRow } from './due-row.port.js';
import { rulesOfRow, type RulesOfRows } from './rules-of-rows.js';

/** The four grades of a nudge: 提醒 · 催报 · 催办（抄送同级党组织） · 通报. The last is proposed only; a person signs the circular. */
export const grades = ['remind', 'urge', 'press', 'circulate'] as const;
export type Grade = (typeof grades)[number];

/** A row that somebody hears of. `workingDaysLeft` is negative where it is overdue. */
export type Due = { readonly row: DueRow; readonly workingDaysLeft: number; readonly grade: Grade };

/** A day and the calendar that says which days are worked. */
export type Today = { readonly today: PlainDate; readonly calendar: Calendar };

/**
 * Of these rows, what is to be told of: due within the first of its rules' days, or overdue; the longest overdue first. Pure: the
 * same rows, rules and day give the same answer, and a row that was extended, returned or done is another row or none.
 */
export function whatIsDue(rows: readonly DueRow[], rules: RulesOfRows, { today, calendar }: Today): readonly Due[] {
  const first = firstBeforeOf();
  const days = daysLeft(today, calendar);
  return rows
    .flatMap((row): Due[] => {
      const workingDaysLeft = days(row.dueOn);
      const own = rulesOfRow(row, rules);
      return workingDaysLeft > first(own) ? [] : [{ row, workingDaysLeft, grade: gradeOf(workingDaysLeft, own) }];
    })
    .toSorted(byUrgency);
}

/** Worked out once a rule set. */
function firstBeforeOf(): (rules: WholeReminderRules) => number {
  const known = new Map<WholeReminderRules, number>();
  return (rules) => {
    let first = known.get(rules);
    if (first === undefined) known.set(rules, (first = Math.max(0, ...rules.before)));
    return first;
  };
}

type Urgent = { readonly workingDaysLeft: number; readonly row: Pick<DueRow, 'key'> };
/** The longest overdue first. */
export const byUrgency = (a: Urgent, b: Urgent): number => a.workingDaysLeft - b.workingDaysLeft || (a.row.key < b.row.key ? -1 : 1);

/**
 * One line for whoever must act in one evaluation or duty: what is longest overdue stands for what comes after it. Items of
 * rectification each stand for themselves. Takes and gives them in the order of {@link whatIsDue}.
 */
export function onePerUnit(due: readonly Due[]): readonly Due[] {
  const named = new Set<string>();
  return due.filter(({ row: { evaluation, duty, owner, state } }) => {
    if (state === 'item') return true;
    const unit = `${evaluation ?? duty ?? ''} ${owner.kind} ${owner.id}`;
    return !named.has(unit) && named.add(unit);
  });
}

/** Until the due date a reminder; after it urged; from the day of the Party's copy on pressed; at the end proposed for the circular. */
export function gradeOf(workingDaysLeft: number, { escalateAfter }: WholeReminderRules): Grade {
  const overdue = -workingDaysLeft;
  if (overdue <= 0) return 'remind';
  if (overdue >= escalateAfter.circular) return 'circulate';
  return overdue >= escalateAfter.party ? 'press' : 'urge';
}

/**
 * Whether a moment for telling was passed since somebody was last told: one of the days before the date, the date itself, each
 * `everyDays` after it, and the day from which this level hears of it. A day on which nothing ran is made up for on the next.
 * @param last working days left on the day of the last notice; absent: never told
 */
export function isMomentPassed({ before, everyDays }: WholeReminderRules, { left, last = Number.POSITIVE_INFINITY, after }: { readonly left: number; readonly last?: number; readonly after: number }): boolean {
  const within = (moment: number) => left <= moment && moment < last;
  if ([...before, 0, -after].some(within)) return true;
  // Overdue: the latest multiple of `everyDays` that has been reached.
  const overdue = -left;
  return overdue > 0 && within(-Math.floor(overdue / everyDays) * everyDays) && overdue >= everyDays;
}

/** Working days left until a due date, counted once a date: thousands of rows share a few. */
export function daysLeft(today: PlainDate, calendar: Calendar): (dueOn: PlainDate) => number {
  const counted = new Map<PlainDate, number>();
  return (dueOn) => {
    const there = counted.get(dueOn);
    if (there !== undefined) return there;
    const { days } = workingDaysBetween(calendar, today, dueOn);
    counted.set(dueOn, days);
    return days;
  };
}
