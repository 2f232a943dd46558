import { dutiesOf, nextStepNames, type NextStepName } from '#evaluation';
import { addDays } from '#kernel';
import { isWorkingDay, type Calendar } from '#rules';
import type { EvaluationRow } from '#views';
import type { Shown } from './simulated-year.js';

/** What a board counts, counted again from what each unit is to do, duty by duty: what totals and columns are made with is not asked. */
type Owing = Pick<EvaluationRow, 'state'>;

export const owes = ({ state }: Owing, step: NextStepName): boolean => dutiesOf(state).some((duty) => duty.step === step);
/** Days by which it owes a step, else anything that it is to do itself; the first of them first. */
export const daysOwed = ({ state }: Owing, step?: NextStepName): readonly string[] => dutiesOf(state).filter((duty) => (step === undefined ? duty.body.startsWith('union-') : duty.step === step)).flatMap(({ dueOn }) => dueOn ?? []).toSorted();
export const isLate = (row: Owing, on: string): boolean => daysOwed(row).some((day) => day < on);
export const isOverdue = (row: Owing, step: NextStepName, on: string): boolean => daysOwed(row, step).some((day) => day < on);

/** Where a unit stands on the way, or beside it. */
export function whereabouts({ state: { ended, exemption, backFilled }, step }: Pick<EvaluationRow, 'state' | 'step'>): string {
  if (ended?.how === 'withdrawn') return 'released';
  if (backFilled !== null) return 'backFilled';
  return exemption?.approved === true ? 'exempt' : step;
}

type Judged = { readonly on: string; readonly calendar: Calendar };

/** Not late, and the first of these days no more than five working days ahead. */
function isDueSoon([first]: readonly string[], { on, calendar }: Judged): boolean {
  if (first === undefined || first < on) return false;
  let worked = 0;
  for (let day = on; day < first; ) if (isWorkingDay(calendar, (day = addDays(day, 1)))) worked++;
  return worked <= 5;
}
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The counts of the published rounds whose results are shown. */
export function published(unions: readonly EvaluationRow[]) {
  const rounds = unions.flatMap(({ state: { rounds: all } }) => all.slice(-1)).filter(({ annulled, publishedOn }) => !annulled && publishedOn !== null);
  return rounds.map((round) => ({ counts: Object.values(round.tallied).filter(({ annulled }) => !annulled).map(({ counts }) => counts), small: round.outcome?.warnings.includes('small-group') === true, below: round.outcome?.belowThreshold === true }));
}

/** That a board counts each late union once, by its longest overdue step, and each overdue step with its days. */
export function assertLateness({ late, lateUnions }: Shown, unions: readonly EvaluationRow[], judged: Judged): void {
  const { on } = judged;
  const all = unions.filter((row) => isLate(row, on));
  expect([lateUnions.unions, sum(lateUnions.byDays.map((one: Shown) => one.unions))]).toEqual([all.length, all.length]);
  for (const { dueOn, unions: dated } of lateUnions.dates) expect([dueOn, dated]).toEqual([dueOn, all.filter((row) => daysOwed(row)[0] === dueOn).length]);
  expect(lateUnions.dueSoon).toBe(unions.filter((row) => isDueSoon(daysOwed(row), judged)).length);
  expect(late.map((one: Shown) => one.step)).toEqual(nextStepNames.filter((step) => unions.some((row) => isOverdue(row, step, on) || isDueSoon(daysOwed(row, step), judged))));
  for (const { step, unions: n, byDays, dates, dueSoon } of late) {
    expect([step, n]).toEqual([step, unions.filter((row) => isOverdue(row, step, on)).length]);
    expect(sum(byDays.map((one: Shown) => one.unions))).toBe(n);
    for (const { dueOn, unions: dated } of dates) expect([dueOn, dated]).toEqual([dueOn, unions.filter((row) => daysOwed(row, step)[0] === dueOn).length]);
    expect([step, dueSoon]).toEqual([step, unions.filter((row) => isDueSoon(daysOwed(row, step), judged)).length]);
  }
}

/** What lists are asked for, and whom each is to find. */
export const listsAsked = ({ town, today }: { readonly town: string; readonly today: string }): readonly (readonly [string, (row: EvaluationRow) => boolean])[] => [
  ['step=publish,report', ({ step }) => step === 'publish' || step === 'report'],
  ['late=true', (row) => isLate(row, today)],
  ['late=false&on=2025-06-01', (row) => !isLate(row, '2025-06-01')],
  ['late=false', (row) => !isLate(row, today)],
  ['owes=openRound&late=true', (row) => isOverdue(row, 'openRound', today)],
  ['owes=submitSelfInspection&late=true&sort=unionName', (row) => isOverdue(row, 'submitSelfInspection', today)],
  ['owes=closeEvaluation&late=false', (row) => owes(row, 'closeEvaluation') && !isOverdue(row, 'closeEvaluation', today)],
  ['owes=fileReport', (row) => owes(row, 'fileReport') && daysOwed(row, 'fileReport').length === 0],
  ['step=released,exempt', (row) => ['released', 'exempt'].includes(whereabouts(row))],
  ['heldLate=true', ({ held }) => held?.late === true],
  ['unionClass=privateFirm&makeUp=false', ({ unionClass }) => unionClass === 'privateFirm'],
  ['below=80', ({ result }) => result !== null && result.endorsement.n * 100 < 80 * result.endorsement.m],
  ['atLeast=95&sort=-endorsement', ({ result }) => result !== null && result.endorsement.n * 100 >= 95 * result.endorsement.m],
  [`federation=${town}`, ({ state }) => state.opened?.superiors.includes(town) === true],
  ['search=%E5%B7%A5%E4%BC%9A&sort=unionName', ({ unionName }) => unionName.includes('工会')],
];
