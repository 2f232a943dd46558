import { rowFromJson, type Position, type Replacement, type View, type ViewChange, type ViewIdentity, type ViewWriter } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { toDisk } from './view-build.js';
import { deleteOthers, deleteUnfinished, nextFile, setAside, viewFiles } from './view-database.js';
import { DamagedView } from './view-damage.js';
import { checkpointDigest, rowDigest } from './view-digest.js';
import { inspectView } from './view-inspection.js';
import { isDamage, openView, type ViewConnection } from './view-open.js';
import { RecentRows } from './view-recent.js';
import { SqliteReplacement } from './view-replacement.js';
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

  constructor(private readonly folder: string, private readonly view: View<Row>, private readonly identity: ViewIdentity, inspecting: Inspecting, private readonly threadFrom?: number) {
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
        rows.set(key, rowFromJson(this.view, json));
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
    return new SqliteReplacement<Row>({
      path: building,
      view: this.view,
      identity: this.identity,
      ...(this.threadFrom === undefined ? {} : { threadFrom: this.threadFrom }),
      whole: async () => {
        renameSync(building, path);
        toDisk(dirname(path));
        await this.close();
        this.#open = this.#find();
        deleteOthers(this.folder, this.view.name, path);
      },
    });
  }

  async close(): Promise<void> {
    this.#open?.db.close();
    this.#open = undefined;
    this.#recent.clear();
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
