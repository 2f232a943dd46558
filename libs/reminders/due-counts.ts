/** "Due soon" in a message: within so many working days. */
export const soonDays = 3;

/** What the figures of a message count: units that have not handed in what they owe first, those that soon must, and items of rectification. */
export type DueCounts = { readonly overdue: number; readonly dueSoon: number; readonly itemsOverdue: number };
export type Counting = { -readonly [count in keyof DueCounts]: DueCounts[count] };
export type Countable = { readonly workingDaysLeft: number; /** An item of rectification. */ readonly isItem: boolean };

export const noCounts = (): Counting => ({ overdue: 0, dueSoon: 0, itemsOverdue: 0 });

/** Adds one to where it counts; an item that is not overdue counts nowhere, and is named in the list alone. */
export function count(counts: Counting, { workingDaysLeft, isItem }: Countable, by: 1 | -1 = 1): void {
  if (isItem) counts.itemsOverdue += workingDaysLeft < 0 ? by : 0;
  else if (workingDaysLeft < 0) counts.overdue += by;
  else if (workingDaysLeft <= soonDays) counts.dueSoon += by;
}

export function countsOf(all: readonly Countable[]): DueCounts {
  const counts = noCounts();
  for (const one of all) count(counts, one);
  return counts;
}

/** These counts without what is named. */
export function without(counts: DueCounts, named: readonly Countable[]): DueCounts {
  const left = { ...counts };
  for (const one of named) count(left, one, -1);
  return left;
}
