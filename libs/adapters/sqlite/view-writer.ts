import type { Position, Replacement, TotalsChange, View, ViewChange, ViewIdentity, ViewWriter } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { createView, deleteFile, deleteUnfinished, indexView, isDamage, nextFile, openView, viewFiles, type ViewConnection } from './view-database.js';
import { ViewStatements } from './view-statements.js';

type Open<Row> = { readonly path: string; readonly db: ViewConnection; readonly statements: ViewStatements<Row>; readonly rowOf: Statement; readonly position: Statement; readonly advance: Statement };

/** Writes one view. Everything happens on the thread that calls. */
export class SqliteViewWriter<Row> implements ViewWriter<Row> {
  #open: Open<Row> | undefined;

  constructor(private readonly folder: string, private readonly view: View<Row>, private readonly identity: ViewIdentity) {
    deleteUnfinished(folder, view.name);
    this.#open = this.#find();
    if (this.#open !== undefined) this.#deleteOthers(this.#open.path);
  }

  async position(): Promise<Position | undefined> {
    return this.#open?.position.get() as Position | undefined;
  }

  async rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    return this.#undamaged(({ rowOf }) => {
      const rows = new Map<string, Row>();
      for (const key of keys) {
        const json = rowOf.get(key) as string | undefined;
        if (json !== undefined) rows.set(key, JSON.parse(json) as Row);
      }
      return rows;
    });
  }

  async apply(change: ViewChange<Row>): Promise<void> {
    this.#undamaged((open) => open.db.transaction(() => this.#write(open, change))());
  }

  #write({ statements, advance }: Open<Row>, { rows, totals, position }: ViewChange<Row>): void {
    for (const [key, { before, after }] of rows) {
      if (before === undefined && after !== undefined) statements.insert(key, after);
      else if (before !== undefined && after === undefined) statements.delete(key, before);
      else if (before !== undefined && after !== undefined && before !== after) statements.update(key, before, after);
    }
    for (const change of totals) {
      statements.addDelta(change);
      statements.addTotal(change);
    }
    advance.run(position);
  }

  /** A damaged view is deleted on the spot: whoever opens it next finds none, and builds it anew. */
  #undamaged<T>(work: (open: Open<Row>) => T): T {
    const open = this.#open;
    if (open === undefined) throw new Error(`the view "${this.view.name}" was never built: replace it first`);
    try {
      return work(open);
    } catch (error) {
      if (isDamage(error)) {
        open.db.close();
        this.#open = undefined;
        deleteFile(open.path);
      }
      throw error;
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
        this.#deleteOthers(path);
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
  }

  #complete(db: ViewConnection, statements: ViewStatements<Row>, totals: Iterable<TotalsChange>, position: Position): void {
    for (const change of totals) statements.addDelta(change);
    db.exec('INSERT INTO totals SELECT federation, measure, sum(value) FROM deltas GROUP BY federation, measure');
    indexView(db, this.view);
    db.prepare('INSERT INTO checkpoint VALUES (1, ?, ?, ?)').run(this.identity.logId, this.identity.fingerprint, position);
    db.exec('COMMIT');
    db.pragma('journal_mode = WAL');
    db.close();
  }

  #find(): Open<Row> | undefined {
    for (const { path, fingerprint } of viewFiles(this.folder, this.view.name)) {
      if (fingerprint !== this.identity.fingerprint) continue;
      const found = openView(path, { readonly: false });
      if (found?.checkpoint.logId === this.identity.logId) {
        const { db } = found;
        return {
          path,
          db,
          statements: new ViewStatements<Row>(db, this.view),
          rowOf: db.prepare('SELECT json FROM list JOIN rows USING (id) WHERE key = ?').pluck(),
          position: db.prepare('SELECT position FROM checkpoint').pluck(),
          advance: db.prepare('UPDATE checkpoint SET position = ?'),
        };
      }
      found?.db.close();
    }
    return undefined;
  }

  #deleteOthers(mine: string): void {
    for (const { path } of viewFiles(this.folder, this.view.name)) if (path !== mine) deleteFile(path);
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
