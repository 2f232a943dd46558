import {
  assertGroups,
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
import { existsSync } from 'node:fs';
import { checkedRow, fitsQuery } from './view-checks.js';
import { DamagedView } from './view-damage.js';
import { setAside, viewFiles } from './view-database.js';
import { checkpointDigest } from './view-digest.js';
import { countsSql, leadingRows, listSql } from './view-list.js';
import { ViewMemory } from './view-memory.js';
import { isDamage, openView } from './view-open.js';
import type { ViewScans } from './view-scans.js';
import { AskedTogether, read, snapshot, type Serving } from './view-serving.js';
import { deltasSql, fewTotalsAsOfSql, groupsSql, provenAsOf, provenDeltas, provenGroups, ProvenTotals, standsSql, totalsAsOfSql, totalsSql, type AsOfLine, type DeltaLine, type GroupLine, type StandsLine, type TotalsLine } from './view-totals.js';

type ListedRow = { readonly key: string; readonly value: Column; readonly json: string; readonly digest: string };

/** What a reader shares with the other readers of its store. */
export type Reading = {
  readonly folder: string;
  readonly news: ViewNews;
  readonly scans: ViewScans;
  /** See {@link leadingRows}; absent: that many. */
  readonly leadingRows?: number;
  /** Told of a view that was set aside because it was damaged: somebody has to build it anew. */
  readonly damaged: (view: string, damage: DamagedView) => void;
};

/**
 * Reads a view: single rows on a connection of its own, lists and totals in the reader thread. A file serves as long as it
 * exists: whoever replaces it deletes it. What is read is checked; a damaged view is set aside and served no more.
 */
export class SqliteViewReader<Row> implements ViewReader<Row> {
  #serving: Serving | undefined;
  readonly #memory: ViewMemory<Row>;
  readonly #totals: ProvenTotals;
  readonly #asked = new AskedTogether(() => snapshot(this.#find()));

  constructor(private readonly reading: Reading, private readonly view: View<Row>, private readonly identity: ViewIdentity) {
    this.#memory = new ViewMemory(view);
    this.#totals = new ProvenTotals(view.name);
  }

  async state(): Promise<ViewState> {
    return this.#state();
  }

  async get(key: string): Promise<Row | undefined> {
    return this.#together(`row ${key}`, (serving) => {
      const [row] = read<Pick<ListedRow, 'key' | 'json' | 'digest'>>(serving, 'SELECT key, json, digest FROM list JOIN rows USING (id) WHERE key = ?', [key]);
      return row === undefined ? undefined : this.#memory.row(row);
    });
  }

  async list(query: ListQuery): Promise<ListPage<Row>> {
    const checked = checkedQuery(this.view, query);
    this.#assertBuilt(checked);
    const { text, values } = listSql(checked, await this.#memory.wide(checked, () => this.#wideOf(checked)));
    return this.#scan<ListedRow, ListPage<Row>>(text, values, (found, { frozen }) => {
      const page = found.slice(0, checked.limit);
      const rows = page.map((listed) => [listed.key, checkedRow(this.view, listed)] as const);
      // An older version had columns of its own.
      if (!frozen) page.forEach((listed, index) => fitsQuery(this.view, checked, { ...listed, row: rows[index]?.[1] as Row }));
      const last = page.at(-1);
      return found.length > page.length && last !== undefined ? { rows, next: cursorOf(checked, last) } : { rows };
    });
  }

  /** Conditions that too many rows fulfil: counted first, which takes a few milliseconds at the most. */
  async #wideOf(checked: CheckedQuery): Promise<ReadonlySet<number>> {
    const most = this.reading.leadingRows ?? leadingRows;
    const counts = countsSql(checked, most);
    if (counts === undefined) return new Set();
    const [found = {}] = await this.#scan<Readonly<Record<string, number>>, readonly Readonly<Record<string, number>>[]>(counts.text, counts.values, (lines) => lines);
    return new Set(Object.keys(found).flatMap((condition) => ((found[condition] ?? 0) > most ? [Number(condition)] : [])));
  }

  groups(): Promise<readonly string[]> {
    return this.#scan<GroupLine, readonly string[]>(groupsSql, [], (lines) => provenGroups(this.view.name, lines));
  }

  async totals(group: string, asOf?: PlainDate, only?: readonly string[]): Promise<Readonly<Record<string, number>>> {
    if (asOf === undefined) {
      const all = (await this.totalsOf([group])).get(group) ?? {};
      return only === undefined ? all : Object.fromEntries(Object.entries(all).filter(([measure]) => only.includes(measure)));
    }
    const [text, values] = only === undefined ? [totalsAsOfSql, [group, asOf, group]] : [fewTotalsAsOfSql, [group, JSON.stringify(only), asOf, group, JSON.stringify(only)]];
    return this.#scan<AsOfLine, Record<string, number>>(text, values, (lines) => provenAsOf(this.view.name, lines));
  }

  async totalsOf(groups: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    assertGroups(groups);
    return this.#together(`totals ${JSON.stringify(groups)}`, (serving) => {
      const ofGroups = <Line>(text: string, asked: readonly string[]) => read<Line>(serving, text, [JSON.stringify(asked)]);
      return serving.db.transaction(() => this.#totals.standing(groups, ofGroups<StandsLine>(standsSql, groups), (changed) => ofGroups<TotalsLine>(totalsSql, changed)))();
    });
  }

  deltas(group: string): Promise<readonly Omit<TotalsChange, 'group'>[]> {
    return this.#scan<DeltaLine, readonly Omit<TotalsChange, 'group'>[]>(deltasSql, [group, group], (lines) => {
      const days = new Map<PlainDate, Record<string, number>>();
      for (const { day, measure, value } of provenDeltas(this.view.name, lines)) if (value !== 0) days.set(day, { ...days.get(day), [measure]: value });
      return [...days].map(([day, by]) => ({ day, by }));
    });
  }

  async reached(position: Position, timeoutMs: number): Promise<boolean> {
    // As a rule the projector has told it long ago.
    if ((this.reading.news.at(this.view.name) ?? -1) >= position) return true;
    const state = this.#find() === undefined ? undefined : this.#state();
    if (state?.frozen === false && state.position >= position) return true;
    return this.reading.news.reached(this.view.name, position, timeoutMs);
  }

  close(): void {
    this.#asked.answerAll();
    this.#letGo();
  }

  #letGo(): void {
    this.#serving?.db.close();
    this.#serving = undefined;
    this.#totals.clear();
  }

  #state(): ViewState {
    return this.#here((serving) => {
      const [state] = read<{ logId: string; fingerprint: string; position: Position; digest: string }>(serving, 'SELECT log_id AS logId, fingerprint, position, digest FROM checkpoint', []);
      if (state === undefined || checkpointDigest(serving.layout, state) !== state.digest) throw new DamagedView(this.view.name, 'its checkpoint');
      // What touched none of its rows the file may not say yet.
      return { position: Math.max(state.position, serving.frozen ? 0 : (this.reading.news.at(this.view.name) ?? 0)), frozen: serving.frozen };
    });
  }

  /** Reads on the caller's thread, with all that is asked in the same turn. */
  #together<T>(question: string, work: (serving: Serving) => T): Promise<T> {
    return this.#asked.ask(question, () => this.#here(work));
  }

  /** Reads on the caller's thread: what is found by its key. */
  #here<T>(work: (serving: Serving) => T): T {
    const serving = this.#serve();
    try {
      return work(serving);
    } catch (error) {
      throw this.#judged(error, serving);
    }
  }

  /** Reads in the reader thread: whatever may have to look at many rows. */
  async #scan<Line, T>(text: string, values: readonly Column[], check: (lines: readonly Line[], serving: Serving) => T): Promise<T> {
    for (;;) {
      const serving = this.#serve();
      try {
        return check(await this.reading.scans.all<Line>(serving.path, text, values), serving);
      } catch (error) {
        // Replaced meanwhile: the new one is asked.
        if (!existsSync(serving.path) && this.#find() !== undefined) continue;
        throw this.#judged(error, serving);
      }
    }
  }

  /** Sets a damaged view aside, and has it built anew. Other errors pass. */
  #judged(error: unknown, { path }: Serving): unknown {
    if (!(error instanceof DamagedView) && !isDamage(error)) return error;
    const damage = error instanceof DamagedView ? error : new DamagedView(this.view.name, (error as Error).message);
    this.#letGo();
    if (existsSync(path)) {
      setAside(path);
      this.reading.damaged(this.view.name, damage);
    }
    return damage;
  }

  #serve(): Serving {
    const serving = this.#find();
    if (serving === undefined) throw new StoreUnavailable(`the view "${this.view.name}" is being built`, { trouble: 'building' });
    return serving;
  }

  /** An old version that still serves may lack a column of today's. */
  #assertBuilt({ sort, where, between, search }: CheckedQuery): void {
    if (this.#find()?.frozen !== true) return;
    const columns = "SELECT name FROM pragma_table_info('list') UNION SELECT 'search.' || name FROM pragma_table_info('search')";
    const there = new Set(this.#here((serving) => read<{ name: string }>(serving, columns, [])).map(({ name }) => name));
    const asked = [...(sort === undefined ? [] : [sort]), ...[...where, ...between].map(([column]) => column), ...(search === undefined ? [] : [`search.${search.column}`])];
    const missing = asked.find((column) => !there.has(column));
    if (missing !== undefined) throw new StoreUnavailable(`the column "${missing}" of the view "${this.view.name}" is being built`, { trouble: 'building' });
  }

  #find(): Serving | undefined {
    if (this.#serving !== undefined && (this.#asked.isTogether || existsSync(this.#serving.path))) return this.#serving;
    this.#letGo();
    const files = viewFiles(this.reading.folder, this.view.name);
    const mine = files.filter(({ fingerprint }) => fingerprint === this.identity.fingerprint);
    for (const { path, fingerprint } of [...mine, ...files]) {
      const found = openView(path, { readonly: true });
      if (found?.checkpoint.logId === this.identity.logId) return (this.#serving = { path, ...found, frozen: fingerprint !== this.identity.fingerprint, statements: new Map() });
      found?.db.close();
    }
    return undefined;
  }
}
