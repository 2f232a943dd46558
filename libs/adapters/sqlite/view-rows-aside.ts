import { rowFromJson, rowToJson, type AnyView, type RowChange } from '#kernel';
import Database from 'better-sqlite3';

/** Rows that a comparison has let go of, in a temporary file of SQLite's that goes with it. */
export class RowsAside {
  readonly #db = new Database('');
  readonly #put;
  readonly #delete;
  readonly #get;

  constructor(private readonly view: AnyView) {
    this.#db.pragma('journal_mode = OFF');
    this.#db.pragma('synchronous = OFF');
    this.#db.exec('CREATE TABLE rows (key TEXT PRIMARY KEY, json TEXT NOT NULL)');
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?)');
    this.#delete = this.#db.prepare('DELETE FROM rows WHERE key = ?');
    this.#get = this.#db.prepare('SELECT json FROM rows WHERE key = ?').pluck();
  }

  put(rows: Iterable<readonly [key: string, change: RowChange<unknown>]>): void {
    this.#db.exec('BEGIN');
    for (const [key, { after }] of rows) {
      if (after === undefined) this.#delete.run(key);
      else this.#put.run(key, rowToJson(this.view, after));
    }
    this.#db.exec('COMMIT');
  }

  rows(keys: readonly string[]): ReadonlyMap<string, unknown> {
    return new Map(keys.flatMap((key) => {
      const json = this.#get.get(key) as string | undefined;
      return json === undefined ? [] : [[key, rowFromJson(this.view, json) as unknown] as const];
    }));
  }

  close(): void {
    this.#db.close();
  }
}
