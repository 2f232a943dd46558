import { rowToJson, scopesOf, searchTokens, type AnyView, type Column, type PlainDate, type TotalsChange } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { columnsOf, searchedOf } from './view-database.js';
import { momentModulus, momentOf, rowDigest, sealOf, weightOf } from './view-digest.js';
import { sealed } from './view-totals.js';
import type { ViewConnection } from './view-open.js';

/** Writes single rows and totals of one view. Whoever calls keeps the transaction. */
export class ViewStatements<Row> {
  readonly #columns: readonly string[];
  readonly #searched: readonly string[];
  readonly #insertList: Statement;
  readonly #insertRow: Statement;
  readonly #updateRow: Statement;
  readonly #setColumn: ReadonlyMap<string, Statement>;
  readonly #insertGroup: Statement;
  readonly #deleteGroups: Statement;
  readonly #insertSearch: Statement | undefined;
  readonly #deleteSearch: Statement | undefined;
  readonly #deleteRow: Statement;
  readonly #deleteList: Statement;
  readonly #idOf: Statement;
  readonly #addDelta: Statement;
  readonly #addTotal: Statement;
  readonly #addDay: Statement;
  /** Told of each row whose entries for searches are written, while somebody wants to know. */
  searchWritten: ((id: number) => void) | undefined;
  /** Days whose weight is written. */
  readonly #weighed = new Set<PlainDate>();

  constructor(db: ViewConnection, private readonly view: AnyView) {
    this.#columns = columnsOf(view);
    this.#searched = searchedOf(view);
    const marks = (count: number) => ', ?'.repeat(count);
    this.#insertList = db.prepare(`INSERT INTO list VALUES (NULL, ?${marks(this.#columns.length)})`);
    this.#insertRow = db.prepare('INSERT INTO rows VALUES (?, ?, ?)');
    this.#updateRow = db.prepare('UPDATE rows SET json = ?, digest = ? WHERE id = ?');
    this.#setColumn = new Map(this.#columns.map((column) => [column, db.prepare(`UPDATE list SET "${column}" = ? WHERE id = ?`)]));
    this.#insertGroup = db.prepare('INSERT INTO groups VALUES (?, ?)');
    this.#deleteGroups = db.prepare('DELETE FROM groups WHERE federation = ? AND id = ?');
    this.#insertSearch = this.#searched.length === 0 ? undefined : db.prepare(`INSERT INTO search (rowid, ${this.#searched.map((column) => `"${column}"`).join(', ')}) VALUES (?${marks(this.#searched.length)})`);
    this.#deleteSearch = this.#searched.length === 0 ? undefined : db.prepare('DELETE FROM search WHERE rowid = ?');
    this.#deleteRow = db.prepare('DELETE FROM rows WHERE id = ?');
    this.#deleteList = db.prepare('DELETE FROM list WHERE id = ?');
    this.#idOf = db.prepare('SELECT id FROM list WHERE key = ?').pluck();
    this.#addDelta = db.prepare('INSERT INTO deltas VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value');
    this.#addDay = db.prepare('INSERT OR IGNORE INTO days VALUES (?, ?)');
    this.#addTotal = db.prepare(`INSERT INTO totals VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value, moment = (moment + excluded.moment) % ${momentModulus}`);
  }

  insert(key: string, row: Row): void {
    const id = this.#insertList.run(key, ...this.#columns.map((column) => this.#value(row, column))).lastInsertRowid;
    const json = rowToJson(this.view, row);
    this.#insertRow.run(id, json, rowDigest(key, json));
    for (const group of scopesOf(this.view, row)) this.#insertGroup.run(group, id);
    this.#search(id, row);
  }

  /** Writes only what the row's change changed: most steps of a home leave its name and its federations alone. */
  update(key: string, before: Row, after: Row): void {
    const id = this.#id(key);
    const json = rowToJson(this.view, after);
    this.#updateRow.run(json, rowDigest(key, json), id);
    for (const [column, statement] of this.#setColumn) {
      const value = this.#value(after, column);
      if (value !== this.#value(before, column)) statement.run(value, id);
    }
    const [was, is] = [scopesOf(this.view, before), scopesOf(this.view, after)];
    for (const group of was) if (!is.includes(group)) this.#deleteGroups.run(group, id);
    for (const group of is) if (!was.includes(group)) this.#insertGroup.run(group, id);
    if (this.#searched.every((column) => this.#value(before, column) === this.#value(after, column))) return;
    this.#deleteSearch?.run(id);
    this.#search(id, after);
  }

  delete(key: string, before: Row): void {
    const id = this.#id(key);
    for (const group of scopesOf(this.view, before)) this.#deleteGroups.run(group, id);
    this.searchWritten?.(id);
    for (const statement of [this.#deleteSearch, this.#deleteRow, this.#deleteList]) statement?.run(id);
  }

  addDelta({ group, day, by }: TotalsChange): void {
    this.#weigh(day);
    for (const measure in by) this.#addDelta.run(group, day, measure, by[measure]);
  }

  addTotal({ group, day, by }: TotalsChange): void {
    let seal = 0;
    for (const measure in by) {
      const value = by[measure] ?? 0;
      this.#addTotal.run(group, measure, value, momentOf(day, value));
      seal += sealOf(group, measure, value);
    }
    // Counted as written once more: who reads it again sees whether to.
    this.#addTotal.run(group, sealed, seal % momentModulus, 1);
  }

  #weigh(day: PlainDate): void {
    if (this.#weighed.has(day)) return;
    this.#addDay.run(day, weightOf(day));
    this.#weighed.add(day);
  }

  #id(key: string): number {
    const id = this.#idOf.get(key) as number | undefined;
    if (id === undefined) throw new Error(`${this.view.name}: the row "${key}" is not there`);
    return id;
  }

  #value(row: Row, column: string): Column {
    return this.view.columns[column]?.(row) ?? null;
  }

  #search(id: number | bigint, row: Row): void {
    this.searchWritten?.(Number(id));
    this.#insertSearch?.run(id, ...this.#searched.map((column) => searchTokens(String(this.#value(row, column) ?? '')).join(' ')));
  }
}
