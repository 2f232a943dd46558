import type { RowChange } from '#kernel';

/** Of so many rows at the most: those of a few seconds under load, some megabytes. */
const rowsKept = 512;

/**
 * Rows that were written last, as they were written: an evaluation's next step mostly comes soon, and to read, check and
 * parse its row again would be a quarter of a live view's work. Two generations: when the young one is full, the old one goes.
 */
export class RecentRows<Row> {
  #young = new Map<string, Row>();
  #old = new Map<string, Row>();

  get(key: string): Row | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  /** Remembers what a batch left of its rows; to be told only once it is written. */
  keep(rows: ReadonlyMap<string, RowChange<Row>>): void {
    for (const [key, { after }] of rows) {
      this.#old.delete(key);
      if (after === undefined) this.#young.delete(key);
      else this.#young.set(key, after);
    }
    if (this.#young.size <= rowsKept / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
