import type { PlainDate } from '../vocabulary/dates.js';
import type { TotalsChange } from '../vocabulary/view-store.port.js';
import { contributionOf, difference, groupsOf, type FederationId, type SafeInteger, type View } from '../vocabulary/view.js';

type Sums = { [measure: string]: SafeInteger };

/** What a row counts for, worked out once. */
export type Counted = { readonly groups: readonly FederationId[]; readonly of: Readonly<Sums> };

const nothing: Counted = { groups: [], of: {} };

/** @throws RangeError for a federation named twice, or what is not a safe integer */
export const countedOf = <Row>(view: View<Row>, row: Row | undefined): Counted =>
  row === undefined || view.totals === undefined ? nothing : { groups: groupsOf(view, row), of: contributionOf(view, row) };

/** What rows contributed to each federation on each recording day, summed up. */
export class DayTotals implements Iterable<TotalsChange> {
  readonly #sums = new Map<FederationId, Map<PlainDate, Sums>>();

  /** Counts the step of one row from what it counted for before to what it counts for now, taken on `day`. */
  count(was: Counted, is: Counted, day: PlainDate): void {
    if (same(was.groups, is.groups)) this.#each(is.groups, day, difference(was.of, is.of));
    else {
      this.#each(was.groups, day, difference(was.of, {}));
      this.#each(is.groups, day, is.of);
    }
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

  #each(groups: readonly FederationId[], day: PlainDate, by: Readonly<Sums>): void {
    for (const group of groups) this.add({ group, day, by });
  }
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((group, index) => group === other[index]);
