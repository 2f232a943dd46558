import type { PlainDate } from '../vocabulary/dates.js';
import type { TotalsChange } from '../vocabulary/view-store.port.js';
import { contributionOf, difference, groupsOf, type FederationId, type SafeInteger, type View } from '../vocabulary/view.js';

type Sums = { [measure: string]: SafeInteger };

/** What rows contributed to each federation on each recording day, summed up. */
export class DayTotals implements Iterable<TotalsChange> {
  readonly #sums = new Map<FederationId, Map<PlainDate, Sums>>();

  /** Counts the step of one row from `before` to `after`, taken on `day`. */
  count<Row>(view: View<Row>, before: Row | undefined, after: Row | undefined, day: PlainDate): void {
    if (view.totals === undefined || before === after) return;
    const was = before === undefined ? nothing : { groups: groupsOf(view, before), of: contributionOf(view, before) };
    const is = after === undefined ? nothing : { groups: groupsOf(view, after), of: contributionOf(view, after) };
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

const nothing = { groups: [], of: {} };

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((group, index) => group === other[index]);
