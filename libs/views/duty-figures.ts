import { dutyNames, papers, type DutyName, type Paper } from '#campaign';
import type { PlainDate } from '#kernel';
import { startingWith, type Sums } from './board-figures.js';
import type { DutyRow, DutyStood } from './duties.view.js';

/** One duty of the federations below: how many owe it, handed it in (of them late, of them accepted), have it back, and miss its day. */
export type DutyFigures = { readonly duty: DutyName; readonly owed: number; readonly handedIn: number; readonly accepted: number; readonly late: number; readonly returned: number; readonly missing: number; readonly formula: string };
export type DutiesBelow = { readonly federations: number; /** With anything late or missing. */ readonly late: number; readonly papers: readonly DutyFigures[] };

const before = (days: ReadonlyMap<string, number>, on: PlainDate): number => [...days].reduce((sum, [day, n]) => (day < on ? sum + n : sum), 0);

/** What federations below owe, from the totals of `duties`; missing is what was to be there before `on`, was not handed in, or was sent back and not put right. */
export function dutiesOf(totals: Sums, on: PlainDate): DutiesBelow {
  const papers = dutyNames.map((duty): DutyFigures => {
    const of = (measure: string) => totals[`${measure}.${duty}`] ?? 0;
    const missing = before(startingWith(totals, `outstanding.${duty}.`), on);
    return { duty, owed: of('owed'), handedIn: of('handedIn'), accepted: of('accepted'), late: of('late'), returned: of('returned'), missing, formula: `missing = Σ outstanding.${duty}.<day>, day < ${on}` };
  });
  return { federations: totals['federations'] ?? 0, late: before(startingWith(totals, 'lateFrom.'), on), papers };
}

/** Of the federations called up: who adopted the campaign's rule set, who late, who with a stricter one of its own, and who did not. */
export type AdoptionFigures = { readonly calledUp: number; readonly adopted: number; readonly late: number; readonly tightened: number; readonly missing: number; readonly dueOn: PlainDate; readonly isOverdue: boolean; readonly formula: string };

/** From the totals of `adoptions`: late are those after the campaign's day; missing those called up that did not adopt, overdue once the day has passed. */
export function adoptionOf(totals: Sums, { dueOn, on }: { readonly dueOn: PlainDate; readonly on: PlainDate }): AdoptionFigures {
  const [calledUp, adopted] = [totals['calledUp'] ?? 0, totals['adopted'] ?? 0];
  const late = [...startingWith(totals, 'adoptedOn.')].reduce((sum, [day, n]) => (day > dueOn ? sum + n : sum), 0);
  return { calledUp, adopted, late, tightened: totals['tightened'] ?? 0, missing: calledUp - adopted, dueOn, isOverdue: dueOn < on && calledUp > adopted, formula: `missing = calledUp − adopted; late = Σ adoptedOn.<day>, day > ${dueOn}` };
}

/** How a duty stood on a day by the dates of its facts: missing since `since`, or come after it; nothing where it was not late by then. */
export function lateOn({ stands, dueOn, on: cameOn, missed }: DutyStood, on: PlainDate): { readonly as: 'missing' | 'late'; readonly since: PlainDate } | undefined {
  if ((stands === 'owed' || stands === 'returned') && dueOn !== null && dueOn < on) return { as: 'missing', since: dueOn };
  if (missed === null || missed >= on) return undefined;
  return { as: cameOn === null || cameOn > on ? 'missing' : 'late', since: missed };
}

/** Papers that were late on a day, and whether one of them was still missing. */
export function latePapers({ duties }: Pick<DutyRow, 'duties'>, on: PlainDate): { readonly papers: readonly Paper[]; readonly missing: boolean } {
  const late = papers.flatMap((paper) => [lateOn(duties[paper], on)].flatMap((one) => (one === undefined ? [] : [{ paper, ...one }])));
  return { papers: late.map(({ paper }) => paper), missing: late.some(({ as }) => as === 'missing') };
}
