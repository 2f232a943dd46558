import { searchTokens, type Column, type View } from '#kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DamagedView } from './view-damage.js';
import { searchedOf } from './view-database.js';
import type { ViewConnection } from './view-open.js';

/** A token somewhere in a row: what the index says of it. */
type Instance = readonly [id: number, column: string, offset: number];

/**
 * Whether the search index holds every token of every row, and nothing else of it. Asking the index for each row by its whole
 * name would cost more for each row the more rows there are, since names are made of the same few characters; so both
 * sides are summed up by row, and the index is gone through once, a token a turn.
 */
export class SearchInspection<Row> {
  readonly #columns: readonly string[];
  readonly #wanted = new Map<number, number>();

  /** `rewritten`: rows whose entries were written since the inspection began; they are not compared. */
  constructor(private readonly db: ViewConnection, private readonly view: View<Row>, private readonly rewritten: ReadonlySet<number>) {
    this.#columns = searchedOf(view);
  }

  /** Notes what the index should hold of a row. */
  expect(id: number, row: Row): void {
    let sum = 0;
    for (const column of this.#columns) {
      const value: Column = this.view.columns[column]?.(row) ?? null;
      for (const [offset, token] of searchTokens(String(value ?? '')).entries()) sum += markOf(token, column, offset);
    }
    if (this.#columns.length > 0) this.#wanted.set(id, sum);
  }

  /** Ends early when the connection was closed. @throws DamagedView; SqliteError */
  async compare(): Promise<void> {
    if (this.#columns.length === 0) return;
    this.db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_instances USING fts5vocab(main, search, instance)');
    const nextToken = this.db.prepare('SELECT term FROM temp.search_instances WHERE term > ? LIMIT 1').pluck();
    const instances = this.db.prepare('SELECT doc, col, offset FROM temp.search_instances WHERE term = ?').raw();
    const left = new Map(this.#wanted);
    for (let token = ''; ; ) {
      await nextTurn();
      if (!this.db.open) return;
      const next = nextToken.get(token) as string | undefined;
      if (next === undefined) break;
      token = next;
      for (const [id, column, offset] of instances.iterate(token) as IterableIterator<Instance>) left.set(id, (left.get(id) ?? 0) - markOf(token, column, offset));
    }
    for (const [id, sum] of left) if (sum !== 0 && this.#wanted.has(id) && !this.rewritten.has(id)) throw new DamagedView(this.view.name, `the entries of row ${id} in its search index`);
  }
}

/** A number for a token at its place: sums of them are equal only where the same tokens stand at the same places, but for chance. */
function markOf(token: string, column: string, offset: number): number {
  let mark = 0x811c9dc5 ^ offset;
  for (let i = 0; i < token.length; i++) mark = Math.imul(mark ^ token.charCodeAt(i), 0x01000193);
  for (let i = 0; i < column.length; i++) mark = Math.imul(mark ^ column.charCodeAt(i), 0x01000193);
  return Math.imul(mark ^ (mark >>> 15), 0x85ebca6b) >>> 0;
}
