import { nextStepNames, owedOf, stepsOfSuperiors, type NextStepName } from '#evaluation';
import { addDays, type Bounds, type PlainDate } from '#kernel';
import { textFor, type Wording } from '#platform';
import { gradeOf } from '#reminders';
import { reminderRulesOf, workingDaysBetween, type Calendar } from '#rules';
import { owesColumn, type EvaluationRow } from '#views';
import type { RuleSetNow } from './as-of.js';
import { calendarNote, withNote } from './describe.js';

/** Of whom a list is: those that owe a step, those that are late (in that step, else in anything they owe themselves), or those that are not. */
export type LateAsked = { readonly owes: NextStepName | undefined; readonly late: boolean | undefined; /** The days on which what they owe was due; absent: every day before `on`. */ readonly dueBetween?: Bounds; readonly on: PlainDate };

/** The column in which the day stands that is asked about. */
export const dayColumn = (owes: NextStepName | undefined): string => (owes === undefined ? 'lateFrom' : owesColumn(owes));

/** The bounds of a list. Whoever owes nothing that has a day is not late. */
export function lateBetween({ owes, late, dueBetween, on }: LateAsked): Readonly<Record<string, Bounds>> {
  if (late === undefined) return owes === undefined ? {} : { [dayColumn(owes)]: {} };
  const bounds = late ? (dueBetween ?? { until: addDays(on, -1) }) : { from: on, ...(owes === undefined ? { orNone: true } : {}) };
  return { [dayColumn(owes)]: bounds };
}

export type OverdueStep = { readonly step: NextStepName; readonly owedBy: 'union' | 'superior'; readonly dueOn: PlainDate; readonly workingDaysLate: number; readonly certain: boolean };

/** All that is overdue in an evaluation on a day, the longest first; of one day in the order of the steps. */
export function overdueSteps({ state }: Pick<EvaluationRow, 'state'>, on: PlainDate, calendar: Calendar): readonly OverdueStep[] {
  const { dueBy } = owedOf(state);
  return nextStepNames
    .flatMap((step): OverdueStep[] => {
      const dueOn = dueBy[step];
      if (dueOn === undefined || dueOn === null || dueOn >= on) return [];
      const { days: workingDaysLate, certain } = workingDaysBetween(calendar, dueOn, on);
      return [{ step, owedBy: stepsOfSuperiors.has(step) ? 'superior' : 'union', dueOn, workingDaysLate, certain }];
    })
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** With its words. */
const describeOverdueStep = (one: OverdueStep, wording: Wording) => ({ ...one, stepText: textFor(wording, `owed.${one.step}`) });

type OverdueReading = { readonly on: PlainDate; readonly owes: NextStepName | undefined; readonly calendar: Calendar; readonly wording: Wording; readonly rules: RuleSetNow };

/**
 * A unit in the list of the overdue: by the step asked for, else by what is longest overdue of what it owes itself. What a superior owes
 * says so, and has no grade: nobody presses a unit for it. Nothing where that is not overdue.
 */
export function describeOverdue(id: string, row: EvaluationRow, { on, owes, calendar, wording, rules }: OverdueReading) {
  const { unionName, units, status, superior, union } = row;
  const steps = overdueSteps(row, on, calendar).map((one) => describeOverdueStep(one, wording));
  const first = steps.find(({ step, owedBy }) => (owes === undefined ? owedBy === 'union' : step === owes));
  if (first === undefined) return undefined;
  const { step, stepText, owedBy, dueOn, workingDaysLate, certain } = first;
  const grade = owedBy === 'superior' ? null : gradeOf(-workingDaysLate, reminderRulesOf(rules));
  const beside = steps.filter((one) => one !== first && one.owedBy === 'union').map((one) => one.stepText);
  const by = owedBy === 'superior' ? textFor(wording, 'overdue.bySuperior') : undefined;
  const line = { name: unionName, units: units > 1 ? units : undefined, step: stepText, by, days: workingDaysLate || undefined, returned: status === 'returned' && owedBy === 'union', beside: beside.length === 0 ? undefined : beside.join(textFor(wording, 'list.separator')) };
  const text = withNote(textFor(wording, 'overdue.line', line), calendarNote(on, calendar, wording));
  return { evaluation: id, union, unionName, superior, units, status, step, stepText, owedBy, dueOn, workingDaysLate, certain, steps, grade, gradeText: grade === null ? null : textFor(wording, `nudge.${grade}`), text };
}
