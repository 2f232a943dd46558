import type { Position, Replacement, TotalsChange, View, ViewChange, ViewIdentity, ViewWriter } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createView, deleteFile, deleteOthers, deleteUnfinished, indexView, nextFile, setAside, viewFiles } from './view-database.js';
import { DamagedView } from './view-damage.js';
import { checkpointDigest, rowDigest } from './view-digest.js';
import { inspectView } from './view-inspection.js';
import { isDamage, layoutOf, openView, type ViewConnection } from './view-open.js';
import { RecentRows } from './view-recent.js';
import { ViewStatements } from './view-statements.js';

type Open<Row> = { readonly path: string; readonly db: ViewConnection; readonly layout: string; readonly statements: ViewStatements<Row>; readonly rowOf: Statement; readonly position: Statement; readonly advance: Statement };

/** Looking through a stored view: how long after it was opened, in milliseconds, and who is told of damage. */
export type Inspecting = { readonly afterMs: number; readonly damaged: (damage: DamagedView) => void };

/** Writes one view. Everything happens on the thread that calls. */
export class SqliteViewWriter<Row> implements ViewWriter<Row> {
  /** Resolves when the stored view has been looked through, or was found damaged and set aside. */
  readonly inspected: Promise<void>;
  readonly #recent = new RecentRows<Row>();
  #open: Open<Row> | undefined;

  constructor(private readonly folder: string, private readonly view: View<Row>, private readonly identity: ViewIdentity, inspecting: Inspecting) {
    deleteUnfinished(folder, view.name);
    this.#open = this.#find();
    if (this.#open !== undefined) deleteOthers(folder, view.name, this.#open.path);
    this.inspected = this.#inspect(this.#open, inspecting);
  }

  async position(): Promise<Position | undefined> {
    return this.#open?.position.get() as Position | undefined;
  }

  async rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    return this.#undamaged(({ rowOf }) => {
      const rows = new Map<string, Row>();
      for (const key of keys) {
        const recent = this.#recent.get(key);
        if (recent !== undefined) rows.set(key, recent);
        if (recent !== undefined) continue;
        const [json, digest] = (rowOf.get(key) as [string, string] | undefined) ?? [];
        if (json === undefined) continue;
        // Whatever is folded on from here gets a digest that fits.
        if (rowDigest(key, json) !== digest) throw new DamagedView(this.view.name, `row "${key}"`);
        rows.set(key, JSON.parse(json) as Row);
      }
      return rows;
    });
  }

  async apply(change: ViewChange<Row>): Promise<void> {
    this.#undamaged((open) => open.db.transaction(() => this.#write(open, change))());
    this.#recent.keep(change.rows);
  }

  #write({ statements, advance, layout }: Open<Row>, { rows, totals, position }: ViewChange<Row>): void {
    for (const [key, { before, after }] of rows) {
      if (before === undefined && after !== undefined) statements.insert(key, after);
      else if (before !== undefined && after === undefined) statements.delete(key, before);
      else if (before !== undefined && after !== undefined && before !== after) statements.update(key, before, after);
    }
    for (const change of totals) {
      statements.addDelta(change);
      statements.addTotal(change);
    }
    advance.run(position, checkpointDigest(layout, { ...this.identity, position }));
  }

  /** A damaged view is set aside on the spot: whoever opens it next finds none, and builds it anew. */
  #undamaged<T>(work: (open: Open<Row>) => T): T {
    const open = this.#open;
    if (open === undefined) throw new Error(`the view "${this.view.name}" was never built: replace it first`);
    try {
      return work(open);
    } catch (error) {
      throw this.#judged(error, open);
    }
  }

  #judged(error: unknown, { db, path }: Open<Row>): unknown {
    if (!isDamage(error) && !(error instanceof DamagedView)) return error;
    db.close();
    this.#open = undefined;
    this.#recent.clear();
    setAside(path);
    return error instanceof DamagedView ? error : new DamagedView(this.view.name, (error as Error).message);
  }

  /** In the background: a view serves and grows meanwhile. */
  async #inspect(open: Open<Row> | undefined, { afterMs, damaged }: Inspecting): Promise<void> {
    if (open === undefined) return;
    await pause(afterMs, undefined, { ref: false });
    const rewritten = new Set<number>();
    open.statements.searchWritten = (id) => rewritten.add(id);
    try {
      if (open.db.open) await inspectView(open.db, this.view, rewritten);
    } catch (error) {
      if (this.#open !== open) return;
      const judged = this.#judged(error, open);
      damaged(judged instanceof DamagedView ? judged : new DamagedView(this.view.name, String(judged)));
    } finally {
      open.statements.searchWritten = undefined;
    }
  }

  async replace(): Promise<Replacement<Row>> {
    const path = nextFile(this.folder, this.view, this.identity);
    const building = `${path}.building`;
    const db = createView(building, this.view);
    const statements = new ViewStatements<Row>(db, this.view);
    db.exec('BEGIN');
    return {
      add: async (rows) => {
        for (const [key, row] of rows) statements.insert(key, row);
      },
      finish: async (totals, position) => {
        this.#complete(db, statements, totals, position);
        toDisk(building);
        renameSync(building, path);
        toDisk(dirname(path));
        await this.close();
        this.#open = this.#find();
        deleteOthers(this.folder, this.view.name, path);
      },
      discard: async () => {
        db.close();
        deleteFile(building);
      },
    };
  }

  async close(): Promise<void> {
    this.#open?.db.close();
    this.#open = undefined;
    this.#recent.clear();
  }

  #complete(db: ViewConnection, statements: ViewStatements<Row>, totals: Iterable<TotalsChange>, position: Position): void {
    for (const change of totals) statements.addDelta(change);
    statements.sumTotals();
    indexView(db, this.view);
    const { logId, fingerprint } = this.identity;
    db.prepare('INSERT INTO checkpoint VALUES (1, ?, ?, ?, ?)').run(logId, fingerprint, position, checkpointDigest(layoutOf(db), { logId, fingerprint, position }));
    db.exec('COMMIT');
    db.pragma('journal_mode = WAL');
    db.close();
  }

  #find(): Open<Row> | undefined {
    for (const { path, fingerprint } of viewFiles(this.folder, this.view.name)) {
      if (fingerprint !== this.identity.fingerprint) continue;
      const found = openView(path, { readonly: false });
      if (found?.checkpoint.logId === this.identity.logId) {
        const { db, layout } = found;
        return {
          path,
          db,
          layout,
          statements: new ViewStatements<Row>(db, this.view),
          rowOf: db.prepare('SELECT json, digest FROM list JOIN rows USING (id) WHERE key = ?').raw(),
          position: db.prepare('SELECT position FROM checkpoint').pluck(),
          advance: db.prepare('UPDATE checkpoint SET position = ?, digest = ?'),
        };
      }
      found?.db.close();
    }
    return undefined;
  }
}

/** The file was written without syncing: it must be on disk before its name says that it is whole. */
function toDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
