import { scopesOf, type Column, type View } from '#kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkedRow } from './view-checks.js';
import { DamagedView } from './view-damage.js';
import { columnsOf } from './view-database.js';
import type { ViewConnection } from './view-open.js';
import { SearchInspection } from './view-search-inspection.js';
import { deltasSql, groupsSql, provenDeltas, provenGroups, ProvenTotals, totalsSql, type DeltaLine, type GroupLine, type TotalsLine } from './view-totals.js';

/** Rows between two turns of the event loop: some milliseconds. */
const slice = 100;

type Stored = { readonly id: number; readonly key: string; readonly json: string; readonly digest: string } & { readonly [column: string]: Column };

/**
 * Looks through a whole view once, while it serves and grows. What a question shows is checked when it is read; what a
 * damaged index or narrow table leaves out is seen only here. Ends early when the connection was closed. `rewritten`: rows whose
 * entries for searches are written meanwhile.
 * @throws DamagedView; SqliteError
 */
export async function inspectView<Row>(db: ViewConnection, view: View<Row>, rewritten: ReadonlySet<number> = new Set()): Promise<void> {
  assertPages(db, view.name);
  const search = new SearchInspection(db, view, rewritten);
  const rows = new RowInspection(db, view, search);
  for (let after: number | undefined = 0; after !== undefined; await nextTurn()) {
    if (!db.open) return;
    after = rows.look(after);
  }
  await search.compare();
  if (!db.open) return;
  const groups = provenGroups(view.name, db.prepare(groupsSql).all() as GroupLine[]);
  for (const group of groups) {
    await nextTurn();
    if (!db.open) return;
    new ProvenTotals(view.name).of(db.prepare(totalsSql).all(JSON.stringify([group])) as TotalsLine[]);
    provenDeltas(view.name, db.prepare(deltasSql).all(group, group) as DeltaLine[]);
  }
}

/** Pages in order, and every index with the entries of its table; as many wide rows as narrow ones. */
function assertPages(db: ViewConnection, name: string): void {
  const verdict = db.pragma('integrity_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedView(name, `SQLite says "${String(verdict)}"`);
  const equal = db.prepare('SELECT (SELECT count(*) FROM list) = (SELECT count(*) FROM rows JOIN list USING (id))').pluck().get();
  if (equal !== 1) throw new DamagedView(name, 'rows are missing');
}

class RowInspection<Row> {
  readonly #columns: readonly string[];
  readonly #page;
  readonly #inGroup;

  constructor(db: ViewConnection, private readonly view: View<Row>, private readonly search: SearchInspection<Row>) {
    this.#columns = columnsOf(view);
    this.#page = db.prepare(`SELECT * FROM list JOIN rows USING (id) WHERE id > ? ORDER BY id LIMIT ${slice}`);
    this.#inGroup = db.prepare('SELECT 1 FROM groups WHERE federation = ? AND id = ?').pluck();
  }

  /** Looks at the rows that come after an id; gives the last one's, until there are none. @throws DamagedView */
  look(after: number): number | undefined {
    const stored = this.#page.all(after) as Stored[];
    for (const one of stored) this.#assertRow(one, checkedRow(this.view, one));
    return stored.at(-1)?.id;
  }

  #assertRow(stored: Stored, row: Row): void {
    const column = (name: string): Column => this.view.columns[name]?.(row) ?? null;
    const whole =
      this.#columns.every((name) => column(name) === stored[name]) &&
      scopesOf(this.view, row).every((group) => this.#inGroup.get(group, stored.id) === 1);
    this.search.expect(stored.id, row);
    if (!whole) throw new DamagedView(this.view.name, `the entries for "${stored.key}" in its lists`);
  }
}
