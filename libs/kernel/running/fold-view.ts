import { dayOf, type PlainDate } from '../vocabulary/dates.js';
import type { Instant, StoredEvent } from '../vocabulary/message.js';
import type { RowChange } from '../vocabulary/view-store.port.js';
import { maxKeysPerEvent, type View } from '../vocabulary/view.js';
import { countedOf, DayTotals, type Counted } from './day-totals.js';

type Entry<Row> = {
  readonly before: Row | undefined;
  after: Row | undefined;
  /** The row as the totals know it, what it counts for (worked out when needed), and the day of the steps since then. */
  countedRow: Row | undefined;
  counted: Counted | undefined;
  day: PlainDate;
};

/** Rows and totals of a view while events are folded into them. Live runs and rebuilds both fold here. */
export class ViewFold<Row> {
  #young = new Map<string, Entry<Row>>();
  /** Rows that no event has touched since rows were let go of last. */
  #old = new Map<string, Entry<Row>>();
  readonly #totals = new DayTotals();

  constructor(readonly view: View<Row>) {}

  /** Rows held. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Keys of the rows the event touches. @throws RangeError when there are too many. */
  keysOf(event: StoredEvent): readonly string[] {
    if (this.view.on[event.type] === undefined) return [];
    const keys = this.view.keysOf(event);
    if (keys.length > maxKeysPerEvent) throw new RangeError(`${this.view.name}: ${event.type} touches ${keys.length} rows, ${maxKeysPerEvent} allowed`);
    return keys;
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  /** A row as it stood before the events to come. */
  start(key: string, row: Row | undefined): void {
    this.#young.set(key, { before: row, after: row, countedRow: row, counted: undefined, day: '' });
  }

  /** Folds an event. A key that was not started begins without a row. */
  fold(event: StoredEvent, keys = this.keysOf(event), at = event.metadata.at): void {
    const handler = this.view.on[event.type];
    if (handler === undefined || keys.length === 0) return;
    const day = recordingDay(at);
    for (const key of keys) {
      let entry = this.#entry(key);
      if (entry === undefined) this.#young.set(key, (entry = { before: undefined, after: undefined, countedRow: undefined, counted: undefined, day }));
      else if (entry.day !== day) this.#count(entry, day);
      entry.after = handler(entry.after, event, key);
    }
  }

  /** What was folded: rows with their state before and after, and the totals by day. */
  changes(): { readonly rows: ReadonlyMap<string, RowChange<Row>>; readonly totals: DayTotals } {
    for (const entry of [...this.#old.values(), ...this.#young.values()]) this.#count(entry, '');
    return { rows: this.#old.size === 0 ? this.#young : new Map([...this.#old, ...this.#young]), totals: this.#totals };
  }

  /** Lets go of the rows that were not touched since the last time; whoever folds on starts them again. They are counted up to here. */
  letGo(): ReadonlyMap<string, RowChange<Row>> {
    const gone = this.#old;
    for (const entry of gone.values()) this.#count(entry, '');
    [this.#old, this.#young] = [this.#young, new Map()];
    return gone;
  }

  #entry(key: string): Entry<Row> | undefined {
    const young = this.#young.get(key);
    if (young !== undefined || this.#old.size === 0) return young;
    const old = this.#old.get(key);
    if (old === undefined) return undefined;
    this.#old.delete(key);
    this.#young.set(key, old);
    return old;
  }

  // Steps of one day are counted together: only the row at the end of the day matters to that day's sum.
  #count(entry: Entry<Row>, nextDay: PlainDate): void {
    const day = entry.day;
    entry.day = nextDay;
    if (entry.countedRow === entry.after) return;
    if (entry.after !== undefined && this.view.complete !== undefined) entry.after = this.view.complete(entry.after);
    const is = countedOf(this.view, entry.after);
    this.#totals.count(entry.counted ?? countedOf(this.view, entry.countedRow), is, day);
    entry.countedRow = entry.after;
    entry.counted = is;
  }
}

let lastHour = '';
let lastDay = '';

/** `dayOf`, remembering the hour before: events come in the order of the clock, and a day only turns on the hour. */
function recordingDay(at: Instant): PlainDate {
  const hour = at.slice(0, 13);
  if (hour !== lastHour || !at.endsWith('Z')) {
    lastDay = dayOf(at);
    lastHour = at.endsWith('Z') ? hour : '';
  }
  return lastDay;
}
