import { searchTokens, type Column, type PlainDate, type Position, type ViewIdentity } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { createView, deleteFile, indexView, type ViewShape } from './view-database.js';
import { checkpointDigest, momentModulus, rowDigest, sealOf, weightOf } from './view-digest.js';
import { layoutOf, type ViewConnection } from './view-open.js';
import { sealed } from './view-totals.js';

/**
 * A row as a file takes it; plain values, so that they can go to another thread. `json`: absent when the row is gone.
 * `entered`, `left`: federations below which lists show it from now on, and no more. `searched`: absent when unchanged.
 */
export type BuiltRow = readonly [key: string, json: string | undefined, columns: readonly Column[], entered: readonly string[], left: readonly string[], searched: readonly string[] | undefined];
/** A group's differences of one day, by measure, as JSON. */
export type BuiltTotals = readonly [group: string, day: PlainDate, by: string];

/** What a replacement is built by: {@link ViewBuild} in this thread, or one in a thread of its own. */
export type Builder = {
  readonly put: (rows: readonly BuiltRow[]) => void | Promise<void>;
  readonly rows: (keys: readonly string[]) => readonly (string | undefined)[] | Promise<readonly (string | undefined)[]>;
  /** All rows were put: what is made from them alone can be made while totals are still worked out. */
  readonly index: () => void | Promise<void>;
  readonly finish: (totals: readonly BuiltTotals[], at: ViewIdentity & { readonly position: Position }) => void | Promise<void>;
  readonly discard: () => void | Promise<void>;
};

/**
 * A whole view on its way into a file that nobody reads yet. Whatever would be written here and there is kept until all rows
 * are there, and then written in its order: who stands below which federation, days, indexes.
 */
export class ViewBuild implements Builder {
  readonly #db: ViewConnection;
  readonly #insertList: Statement;
  readonly #insertRow: Statement;
  readonly #updateList: Statement;
  readonly #updateRow: Statement;
  readonly #insertSearch: Statement | undefined;
  readonly #ids = new Map<string, number>();
  readonly #below = new Map<string, number[]>();
  readonly #leftBelow = new Map<string, Set<number>>();
  #lastId = 0;

  constructor(private readonly path: string, private readonly shape: ViewShape) {
    const { columns, searched } = shape;
    const db = createView(path, shape);
    const marks = (count: number) => ', ?'.repeat(count);
    this.#insertList = db.prepare(`INSERT INTO list VALUES (?, ?${marks(columns.length)})`);
    this.#insertRow = db.prepare('INSERT INTO rows VALUES (?, ?, ?)');
    this.#updateList = db.prepare(`UPDATE list SET ${['key', ...columns].map((column) => `"${column}" = ?`).join(', ')} WHERE id = ?`);
    this.#updateRow = db.prepare('UPDATE rows SET json = ?, digest = ? WHERE id = ?');
    this.#insertSearch = searched.length === 0 ? undefined : db.prepare(`INSERT INTO search (rowid, ${searched.map((column) => `"${column}"`).join(', ')}) VALUES (?${marks(searched.length)})`);
    db.exec('BEGIN');
    this.#db = db;
  }

  put(rows: readonly BuiltRow[]): void {
    for (const [key, json, columns, entered, left, searched] of rows) {
      const there = this.#ids.get(key);
      const id = there ?? ++this.#lastId;
      if (json === undefined) this.#delete(key, id);
      else if (there === undefined) {
        this.#ids.set(key, id);
        this.#insertList.run(id, key, ...columns);
        this.#insertRow.run(id, json, rowDigest(key, json));
      } else {
        this.#updateList.run(key, ...columns, id);
        this.#updateRow.run(json, rowDigest(key, json), id);
        if (searched !== undefined && this.#insertSearch !== undefined) this.#db.prepare('DELETE FROM search WHERE rowid = ?').run(id);
      }
      if (searched !== undefined) this.#insertSearch?.run(id, ...searched.map((text) => searchTokens(text).join(' ')));
      for (const federation of entered) this.#enter(federation, id);
      for (const federation of left) this.#leave(federation, id);
    }
  }

  /** JSON of rows that were put, in the order of their keys. */
  rows(keys: readonly string[]): readonly (string | undefined)[] {
    const select = this.#db.prepare('SELECT json, digest FROM rows WHERE id = ?').raw();
    return keys.map((key) => {
      const [json, digest] = (select.get(this.#ids.get(key) ?? null) as [string, string] | undefined) ?? [];
      if (json !== undefined && rowDigest(key, json) !== digest) throw new Error(`${this.path}: the row "${key}" is not as it was written`);
      return json;
    });
  }

  index(): void {
    this.#writeBelow();
    indexView(this.#db, this.shape);
  }

  /** Writes totals, after {@link index}, and sees to it that all is on disk: whoever renames the file says that it is whole. */
  finish(totals: readonly BuiltTotals[], { logId, fingerprint, position }: ViewIdentity & { readonly position: Position }): void {
    const db = this.#db;
    this.#writeTotals(totals);
    db.prepare('INSERT INTO checkpoint VALUES (1, ?, ?, ?, ?)').run(logId, fingerprint, position, checkpointDigest(layoutOf(db), { logId, fingerprint, position }));
    db.exec('COMMIT');
    db.pragma('journal_mode = WAL');
    db.close();
    toDisk(this.path);
  }

  discard(): void {
    this.#db.close();
    deleteFile(this.path);
  }

  #delete(key: string, id: number): void {
    if (!this.#ids.delete(key)) return;
    for (const table of ['list', 'rows']) this.#db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
    if (this.#insertSearch !== undefined) this.#db.prepare('DELETE FROM search WHERE rowid = ?').run(id);
  }

  #enter(federation: string, id: number): void {
    // Once it was there, its number still stands among the others.
    if (this.#leftBelow.get(federation)?.delete(id) === true) return;
    const ids = this.#below.get(federation);
    if (ids === undefined) this.#below.set(federation, [id]);
    else ids.push(id);
  }

  #leave(federation: string, id: number): void {
    const left = this.#leftBelow.get(federation);
    if (left === undefined) this.#leftBelow.set(federation, new Set([id]));
    else left.add(id);
  }

  #writeBelow(): void {
    const insert = this.#db.prepare('INSERT INTO groups SELECT ?, value FROM json_each(?)');
    for (const federation of [...this.#below.keys()].toSorted()) {
      const left = this.#leftBelow.get(federation);
      const ids = (this.#below.get(federation) ?? []).filter((id) => left?.has(id) !== true);
      insert.run(federation, JSON.stringify(ids.toSorted((one, other) => one - other)));
    }
  }

  /** Deltas as they are given, by group and day; days with their weights; and the totals of each group's deltas with its seal. */
  #writeTotals(totals: readonly BuiltTotals[]): void {
    const insertDay = this.#db.prepare('INSERT INTO days VALUES (?, ?)');
    for (const day of new Set(totals.map(([, day]) => day))) insertDay.run(day, weightOf(day));
    const insertDeltas = this.#db.prepare('INSERT INTO deltas SELECT ?, ?, key, value FROM json_each(?)');
    const sums = new GroupSums(this.#db);
    for (const [group, day, by] of totals) {
      insertDeltas.run(group, day, by);
      sums.add(group, day, JSON.parse(by) as Record<string, number>);
    }
    sums.write();
  }
}

/** Adds up one group's deltas after another's: in memory, since the database would sort a million of them once more. */
class GroupSums {
  readonly #insert: Statement;
  readonly #sums = new Map<string, { value: number; moment: number }>();
  #group = '';

  constructor(db: ViewConnection) {
    this.#insert = db.prepare('INSERT INTO totals VALUES (?, ?, ?, ?)');
  }

  add(group: string, day: PlainDate, by: Readonly<Record<string, number>>): void {
    if (group !== this.#group) this.write();
    this.#group = group;
    const weight = weightOf(day);
    for (const measure in by) {
      const value = by[measure] ?? 0;
      const moment = ((value % momentModulus) * weight) % momentModulus;
      const sum = this.#sums.get(measure);
      if (sum === undefined) this.#sums.set(measure, { value, moment });
      else {
        sum.value += value;
        sum.moment += moment;
      }
    }
  }

  /** Writes what was added last, in the order in which the file keeps it, the group's seal first. */
  write(): void {
    if (this.#sums.size === 0) return;
    let seal = 0;
    for (const [measure, { value }] of this.#sums) seal = (seal + sealOf(this.#group, measure, value)) % momentModulus;
    this.#insert.run(this.#group, sealed, seal, 0);
    for (const measure of [...this.#sums.keys()].toSorted()) {
      const { value, moment } = this.#sums.get(measure) ?? { value: 0, moment: 0 };
      this.#insert.run(this.#group, measure, value, moment % momentModulus);
    }
    this.#sums.clear();
  }
}

/** A file that was written without syncing, or a folder with a new name in it. */
export function toDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
