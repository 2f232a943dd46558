import { addDays, type PlainDate } from '#kernel';
import { workingDaysBetween, type WholeReminderRules } from '#rules';
import type { Grade, Today } from './due.js';

/** Grades of what is overdue. */
export const overdueGrades = ['urge', 'press', 'circulate'] as const satisfies readonly Grade[];

/** Between which due dates lies what is of this grade today, as `gradeOf` would say; `from` absent: however long ago. For lists, which ask by dates. */
export function dueBetween(grade: (typeof overdueGrades)[number], { escalateAfter: { party, circular } }: WholeReminderRules, today: Today): { readonly from?: PlainDate; readonly until: PlainDate } {
  if (grade === 'circulate') return { until: overdueSince(circular, today) };
  const [least, next] = grade === 'press' ? [party, circular] : [1, Math.min(party, circular)];
  return { from: addDays(overdueSince(next, today), 1), until: overdueSince(least, today) };
}

/** The latest due date that is so many working days overdue. */
function overdueSince(days: number, { today, calendar }: Today): PlainDate {
  let date = today;
  // A working day a week at the least: the longest holiday has nine days.
  while (workingDaysBetween(calendar, date, today).days < days) date = addDays(date, -1);
  return date;
}
