import { nextStepNames, owedOf, stepsOfSuperiors, type NextStepName } from '#evaluation';
import { addDays, type Bounds, type PlainDate } from '#kernel';
import { textFor, type Wording } from '#platform';
import { workingDaysBetween, type Calendar } from '#rules';
import { owesColumn, type EvaluationRow } from '#views';

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
export const describeOverdueStep = (one: OverdueStep, wording: Wording) => ({ ...one, stepText: textFor(wording, `owed.${one.step}`) });
