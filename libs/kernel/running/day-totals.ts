import type { PlainDate } from '../vocabulary/dates.js';
import type { TotalsChange } from '../vocabulary/view-store.port.js';
import { contributionOf, difference, groupsOf, placesOf, type GroupId, type SafeInteger, type View } from '../vocabulary/view.js';
import { SumTable } from './sum-table.js';

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

/** The most groups, days and measures: three numbers in one. */
const most = { groups: 2 ** 21, days: 2 ** 14, measures: 2 ** 18 };

/**
 * What rows contributed to each of their groups on each recording day, summed up. A rebuild keeps a million such sums: they
 * stand in tables of numbers, since as many properties of objects would take ten times the memory, and the collector's time.
 */
export class DayTotals implements Iterable<TotalsChange> {
  readonly #groups = new Numbers<GroupId>(most.groups);
  readonly #days = new Numbers<PlainDate>(most.days);
  readonly #measures = new Numbers<string>(most.measures);
  readonly #sums = new SumTable();

  /** Counts the step of one row from what it counted for before to what it counts for now, taken on `day`. */
  count(was: Counted, is: Counted, day: PlainDate): void {
    if (same(was.groups, is.groups) && same(was.places, is.places)) {
      this.#each(is.groups, day, difference(was.of, is.of), 1);
    } else {
      this.#each(was.groups, day, was.of, -1);
      this.#place(was, day, -1);
      this.#each(is.groups, day, is.of, 1);
      this.#place(is, day, 1);
    }
  }

  /** By group and day in the order in which they came first; no zeros. */
  *[Symbol.iterator](): Iterator<TotalsChange> {
    let [last, by] = [-1, {} as Sums];
    for (const key of this.#sums.keys()) {
      const place = Math.floor(key / most.measures);
      if (place !== last && last >= 0) yield this.#change(last, by);
      if (place !== last) [last, by] = [place, {}];
      by[this.#measures.named(key % most.measures)] = this.#sums.get(key);
    }
    if (last >= 0) yield this.#change(last, by);
  }

  #change(place: number, by: Sums): TotalsChange {
    return { group: this.#groups.named(Math.floor(place / most.days)), day: this.#days.named(place % most.days), by };
  }

  #place({ groups, places }: Counted, day: PlainDate, one: 1 | -1): void {
    for (const [index, group] of groups.entries()) {
      const place = places[index];
      if (place !== undefined) this.#each([group], day, { [place]: 1 }, one);
    }
  }

  #each(groups: readonly GroupId[], day: PlainDate, by: Readonly<Sums>, times: 1 | -1): void {
    if (groups.length === 0) return;
    const nth = this.#days.of(day);
    const bases = groups.map((group) => (this.#groups.of(group) * most.days + nth) * most.measures);
    for (const measure in by) {
      const value = times * (by[measure] ?? 0);
      const number = this.#measures.of(measure);
      for (const base of bases) this.#sums.add(base + number, value);
    }
  }
}

/** Numbers for names, counted from 0. */
class Numbers<T extends string> {
  readonly #numbers = new Map<T, number>();
  readonly #names: T[] = [];

  constructor(private readonly limit: number) {}

  /** @throws RangeError when there are too many names */
  of(name: T): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(name) - 1;
    if (number >= this.limit) throw new RangeError(`totals of more than ${this.limit} groups, days or measures`);
    this.#numbers.set(name, number);
    return number;
  }

  named(number: number): T {
    return this.#names[number] as T;
  }
}

const same = (one: readonly string[], other: readonly string[]): boolean => one === other || (one.length === other.length && one.every((group, index) => group === other[index]));
