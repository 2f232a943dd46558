import type { DueRow } from './due-row.port.js';
import type { Recipient } from './recipient.js';

/** "Due soon" in a message: within so many working days. */
export const soonDays = 3;

/** What the recipient, a federation, is to do itself; or a federation below it for one of its units. Nobody reproaches a unit with either. */
export type OwedBy = 'recipient' | 'below';

/**
 * What the figures of a message count: units that have not handed in what they owe first, those that soon must, items of
 * rectification, what the recipient is overdue with itself, and federations below it for their units.
 */
export type DueCounts = { readonly overdue: number; readonly dueSoon: number; readonly itemsOverdue: number; readonly ownOverdue: number; readonly belowOverdue: number };
export type Counting = { -readonly [count in keyof DueCounts]: DueCounts[count] };
/** `owedBy` absent: the unit owes it itself. */
export type Countable = { readonly workingDaysLeft: number; /** An item of rectification. */ readonly isItem: boolean; readonly owedBy?: OwedBy };

export const noCounts = (): Counting => ({ overdue: 0, dueSoon: 0, itemsOverdue: 0, ownOverdue: 0, belowOverdue: 0 });

/** Adds one to where it counts; an item, or what a federation is to do, that is not overdue counts nowhere, and is named in the list alone. */
export function count(counts: Counting, one: Countable, by: 1 | -1 = 1): void {
  const where = countOf(one);
  if (where !== undefined) counts[where] += by;
}

function countOf({ workingDaysLeft, isItem, owedBy }: Countable): keyof DueCounts | undefined {
  if (workingDaysLeft < 0) return isItem ? 'itemsOverdue' : owedBy === undefined ? 'overdue' : owedBy === 'recipient' ? 'ownOverdue' : 'belowOverdue';
  return isItem || owedBy !== undefined || workingDaysLeft > soonDays ? undefined : 'dueSoon';
}

export function countsOf(all: readonly Countable[]): DueCounts {
  const counts = noCounts();
  for (const one of all) count(counts, one);
  return counts;
}

/** All of these counts that are overdue. */
export const overdueIn = ({ overdue, itemsOverdue, ownOverdue, belowOverdue }: DueCounts): number => overdue + itemsOverdue + ownOverdue + belowOverdue;

/** These counts without what is named. */
export function without(counts: DueCounts, named: readonly Countable[]): DueCounts {
  const left = { ...counts };
  for (const one of named) count(left, one, -1);
  return left;
}

/** Who owes a thing, as its recipient is told: a paper of a federation below is that unit's own, a step of an evaluation is what is to be done for another. */
export function owedByFor({ owner, duty }: Pick<DueRow, 'owner' | 'duty'>, recipient: Recipient): { readonly owedBy?: OwedBy } {
  if (owner.kind === 'union') return {};
  if (recipient.kind === 'federation' && recipient.id === owner.id) return { owedBy: 'recipient' };
  return duty === undefined ? { owedBy: 'below' } : {};
}
