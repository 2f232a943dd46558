import type { PlainDate } from '../vocabulary/dates.js';
import type { TotalsChange } from '../vocabulary/view-store.port.js';
import { contributionOf, difference, groupsOf, placesOf, type GroupId, type SafeInteger, type View } from '../vocabulary/view.js';

type Sums = { [measure: string]: SafeInteger };

/** What a row counts for, worked out once. */
export type Counted = { readonly groups: readonly GroupId[]; readonly places: readonly string[]; readonly of: Readonly<Sums> };

const nothing: Counted = { groups: [], places: [], of: {} };

/** @throws RangeError for a group named twice, or what is not a safe integer */
export function countedOf<Row>(view: View<Row>, row: Row | undefined): Counted {
  if (row === undefined || view.totals === undefined) return nothing;
  const groups = groupsOf(view, row);
  return { groups, places: placesOf(view, row, groups), of: contributionOf(view, row) };
}

/** What rows contributed to each group on each recording day, summed up. */
export class DayTotals implements Iterable<TotalsChange> {
  readonly #sums = new Map<GroupId, Map<PlainDate, Sums>>();

  /** Counts the step of one row from what it counted for before to what it counts for now, taken on `day`. */
  count(was: Counted, is: Counted, day: PlainDate): void {
    if (same(was.groups, is.groups) && same(was.places, is.places)) return this.#each(is.groups, day, difference(was.of, is.of));
    this.#each(was.groups, day, difference(was.of, {}));
    this.#place(was, day, -1);
    this.#each(is.groups, day, is.of);
    this.#place(is, day, 1);
  }

  add({ group, day, by }: TotalsChange): void {
    let days = this.#sums.get(group);
    if (days === undefined) this.#sums.set(group, (days = new Map()));
    let sums = days.get(day);
    if (sums === undefined) days.set(day, (sums = {}));
    for (const measure in by) sums[measure] = (sums[measure] ?? 0) + (by[measure] ?? 0);
  }

  *[Symbol.iterator](): Iterator<TotalsChange> {
    for (const [group, days] of this.#sums) {
      for (const [day, sums] of days) {
        const by = difference({}, sums);
        if (Object.keys(by).length > 0) yield { group, day, by };
      }
    }
  }

  #place({ groups, places }: Counted, day: PlainDate, one: 1 | -1): void {
    for (const [index, group] of groups.entries()) {
      const place = places[index];
      if (place !== undefined) this.add({ group, day, by: { [place]: one } });
    }
  }

  #each(groups: readonly GroupId[], day: PlainDate, by: Readonly<Sums>): void {
    for (const group of groups) this.add({ group, day, by });
  }
}

const same = (one: readonly string[], other: readonly string[]): boolean => one === other || (one.length === other.length && one.every((group, index) => group === other[index]));
