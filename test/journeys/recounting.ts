import { nextStepNames, owedOf, type NextStepName } from '#evaluation';
import type { EvaluationRow } from '#views';
import type { Shown } from './simulated-year.js';

/** What a board counts, counted again from rows. */
type Owing = Pick<EvaluationRow, 'state'>;

export const isLate = ({ state }: Owing, on: string): boolean => (owedOf(state).lateFrom ?? on) < on;
export const isOverdue = ({ state }: Owing, step: NextStepName, on: string): boolean => (owedOf(state).dueBy[step] ?? on) < on;
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The counts of the published rounds whose results are shown. */
export function published(unions: readonly EvaluationRow[]) {
  const rounds = unions.flatMap(({ state: { rounds: all } }) => all.slice(-1)).filter(({ annulled, publishedOn }) => !annulled && publishedOn !== null);
  return rounds.map((round) => ({ counts: Object.values(round.tallied).filter(({ annulled }) => !annulled).map(({ counts }) => counts), small: round.outcome?.warnings.includes('small-group') === true, below: round.outcome?.belowThreshold === true }));
}

/** That a board counts each late union once, by its longest overdue step, and each overdue step with its days. */
export function assertLateness({ late, lateUnions }: Shown, unions: readonly EvaluationRow[], on: string): void {
  const all = unions.filter((row) => isLate(row, on));
  expect([lateUnions.unions, sum(lateUnions.byDays.map((one: Shown) => one.unions))]).toEqual([all.length, all.length]);
  for (const { dueOn, unions: dated } of lateUnions.dates) expect([dueOn, dated]).toEqual([dueOn, all.filter(({ state }) => owedOf(state).lateFrom === dueOn).length]);
  // Whose plan, inspection and sitting are overdue is late in each.
  expect(sum(late.map((one: Shown) => one.unions))).toBeGreaterThan(all.length);
  expect(late.filter((one: Shown) => one.unions > 0).map((one: Shown) => one.step)).toEqual(nextStepNames.filter((step) => unions.some((row) => isOverdue(row, step, on))));
  for (const { step, unions: n, byDays, dates } of late) {
    expect([step, n]).toEqual([step, unions.filter((row) => isOverdue(row, step, on)).length]);
    expect(sum(byDays.map((one: Shown) => one.unions))).toBe(n);
    for (const { dueOn, unions: dated } of dates) expect([dueOn, dated]).toEqual([dueOn, unions.filter(({ state }) => owedOf(state).dueBy[step as NextStepName] === dueOn).length]);
  }
}
