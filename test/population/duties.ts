import { Chance } from '#kernel/testing';
import type { Population } from './population.js';
import { officerOf, type Wish } from './wishes.js';
import { words } from './words.js';

/** A federation's own papers, with the day by which each is due: months after the evaluated year's beginning. */
const papers = [
  { duty: 'plan', month: 3, year: 0, early: 20 },
  { duty: 'check', month: 11, year: 0, early: 24 },
  { duty: 'recommendation', month: 1, year: 1, early: 22 },
  { duty: 'summary', month: 2, year: 1, early: 8 },
] as const;
/** Of a hundred papers: in time; late; the others never come. */
const shares = { plan: { inTime: 90, late: 10 }, check: { inTime: 55, late: 25 }, recommendation: { inTime: 60, late: 20 }, summary: { inTime: 50, late: 0 } } as const;

/**
 * What the federations below hand in: a leading group each, a plan from nearly all; checks, recommendations and summaries
 * often late or not at all, which is the first complaint of the reports.
 */
export function dutyWishes({ tree }: Population, { campaign, evaluatedYear, seed }: { readonly campaign: string; readonly evaluatedYear: number; readonly seed: number }): readonly Wish[] {
  const chance = new Chance(seed + 77);
  return tree.federations
    .filter(({ id }) => id !== tree.root)
    .flatMap(({ id }) => {
      const own = { on: `duty-${id}.${campaign}`, by: officerOf(id) };
      const formedOn = `${evaluatedYear}-02-${String(chance.whole(10, 26)).padStart(2, '0')}`;
      const group: Wish = { ...own, key: 'group', type: 'FormDutyGroup', data: { formedOn, members: ['leader', 'deputy', 'labour_liaison_1'] }, at: `${formedOn}T02:00:00.000Z` };
      return [group, ...papers.flatMap((paper) => handedIn(paper, { evaluatedYear, chance }).map(({ on, late }): Wish => ({ ...own, key: `${paper.duty}`, type: 'SubmitDuty', data: { duty: paper.duty, title: words.papers[paper.duty], receivedOn: on }, at: `${on}T0${late ? 6 : 3}:00:00.000Z` })))];
    });
}

function handedIn({ duty, month, year, early }: (typeof papers)[number], { evaluatedYear, chance }: { readonly evaluatedYear: number; readonly chance: Chance }): readonly { readonly on: string; readonly late: boolean }[] {
  const drawn = chance.next() * 100;
  const { inTime, late } = shares[duty];
  if (drawn >= inTime + late) return [];
  const isLate = drawn >= inTime;
  const day = isLate ? Date.UTC(evaluatedYear + year, month, chance.whole(3, 14)) : Date.UTC(evaluatedYear + year, month - 1, early - chance.whole(0, 6));
  return [{ on: new Date(day).toISOString().slice(0, 10), late: isLate }];
}
