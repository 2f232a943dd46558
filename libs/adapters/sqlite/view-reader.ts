import {
  checkedQuery,
  cursorOf,
  StoreUnavailable,
  type CheckedQuery,
  type Column,
  type ListPage,
  type ListQuery,
  type PlainDate,
  type Position,
  type TotalsChange,
  type View,
  type ViewIdentity,
  type ViewNews,
  type ViewReader,
  type ViewState,
} from '#kernel';
import type { Statement } from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { openView, viewFiles, type ViewConnection } from './view-database.js';
import { listSql } from './view-list.js';

type Serving = { readonly path: string; readonly db: ViewConnection; readonly frozen: boolean; readonly statements: Map<string, Statement> };

/** The most kinds of questions whose prepared form is kept. */
const maxStatements = 64;

/** Reads a view on a connection of its own. A file serves as long as it exists: whoever replaces it deletes it. */
export class SqliteViewReader<Row> implements ViewReader<Row> {
  #serving: Serving | undefined;

  constructor(private readonly folder: string, private readonly view: View<Row>, private readonly identity: ViewIdentity, private readonly news: ViewNews) {}

  async state(): Promise<ViewState> {
    return this.#state();
  }

  async get(key: string): Promise<Row | undefined> {
    const [row] = this.#all<{ json: string }>('SELECT json FROM list JOIN rows USING (id) WHERE key = ?', [key]);
    return row === undefined ? undefined : (JSON.parse(row.json) as Row);
  }

  async list(query: ListQuery): Promise<ListPage<Row>> {
    const checked = checkedQuery(this.view, query);
    this.#assertBuilt(checked);
    const { text, values } = listSql(checked);
    const found = this.#all<{ key: string; value: Column; json: string }>(text, values);
    const page = found.slice(0, checked.limit);
    const rows = page.map(({ key, json }) => [key, JSON.parse(json) as Row] as const);
    const last = page.at(-1);
    return found.length > page.length && last !== undefined ? { rows, next: cursorOf(checked, last) } : { rows };
  }

  async groups(): Promise<readonly string[]> {
    return this.#all<{ federation: string }>('SELECT DISTINCT federation FROM deltas WHERE value <> 0 ORDER BY federation', []).map(({ federation }) => federation);
  }

  async totals(group: string, asOf?: PlainDate): Promise<Readonly<Record<string, number>>> {
    const sums =
      asOf === undefined
        ? this.#all<Sum>('SELECT measure, value FROM totals WHERE federation = ? AND value <> 0', [group])
        : this.#all<Sum>('SELECT measure, sum(value) AS value FROM deltas WHERE federation = ? AND day <= ? GROUP BY measure HAVING sum(value) <> 0', [group, asOf]);
    return Object.fromEntries(sums.map(({ measure, value }) => [measure, value]));
  }

  async deltas(group: string): Promise<readonly Omit<TotalsChange, 'group'>[]> {
    const days = new Map<PlainDate, Record<string, number>>();
    for (const { day, measure, value } of this.#all<Sum & { day: PlainDate }>('SELECT day, measure, value FROM deltas WHERE federation = ? AND value <> 0 ORDER BY day', [group])) {
      days.set(day, { ...days.get(day), [measure]: value });
    }
    return [...days].map(([day, by]) => ({ day, by }));
  }

  async reached(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.#find() !== undefined) {
      const state = this.#state();
      if (!state.frozen && state.position >= position) return true;
    }
    return this.news.reached(this.view.name, position, timeoutMs);
  }

  close(): void {
    this.#serving?.db.close();
    this.#serving = undefined;
  }

  #state(): ViewState {
    const [state] = this.#all<{ position: Position }>('SELECT position FROM checkpoint', []);
    return { position: state?.position ?? 0, frozen: this.#serving?.frozen === true };
  }

  #all<T>(text: string, values: readonly Column[]): readonly T[] {
    const serving = this.#find();
    if (serving === undefined) throw new StoreUnavailable(`the view "${this.view.name}" is being built`, { trouble: 'building' });
    let statement = serving.statements.get(text);
    if (statement === undefined) {
      if (serving.statements.size >= maxStatements) serving.statements.clear();
      serving.statements.set(text, (statement = serving.db.prepare(text)));
    }
    return statement.all(...values) as T[];
  }

  /** An old version that still serves may lack a column of today's. */
  #assertBuilt({ sort, where, search }: CheckedQuery): void {
    if (this.#find()?.frozen !== true) return;
    const there = new Set(this.#all<{ name: string }>("SELECT name FROM pragma_table_info('list') UNION SELECT 'search.' || name FROM pragma_table_info('search')", []).map(({ name }) => name));
    const asked = [...(sort === undefined ? [] : [sort]), ...where.map(([column]) => column), ...(search === undefined ? [] : [`search.${search.column}`])];
    const missing = asked.find((column) => !there.has(column));
    if (missing !== undefined) throw new StoreUnavailable(`the column "${missing}" of the view "${this.view.name}" is being built`, { trouble: 'building' });
  }

  #find(): Serving | undefined {
    if (this.#serving !== undefined && existsSync(this.#serving.path)) return this.#serving;
    this.close();
    const files = viewFiles(this.folder, this.view.name);
    const mine = files.filter(({ fingerprint }) => fingerprint === this.identity.fingerprint);
    for (const { path, fingerprint } of [...mine, ...files]) {
      const found = openView(path, { readonly: true });
      if (found?.checkpoint.logId === this.identity.logId) return (this.#serving = { path, db: found.db, frozen: fingerprint !== this.identity.fingerprint, statements: new Map() });
      found?.db.close();
    }
    return undefined;
  }
}

type Sum = { readonly measure: string; readonly value: number };
