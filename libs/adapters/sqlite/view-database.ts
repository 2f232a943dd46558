import { columnName, type AnyView, type ViewCheckpoint, type ViewIdentity } from '#kernel';
import Database from 'better-sqlite3';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type ViewConnection = Database.Database;

/** A view's file. `build` counts upwards over all files of one view, so that none ever takes another's name. */
export type ViewFile = { readonly path: string; readonly view: string; readonly fingerprint: string; readonly build: number };

const wholeFile = /^([A-Za-z][A-Za-z0-9]{0,63})\.v\d+\.([0-9a-z]+)\.(\d+)\.view\.db$/;
const waitForLockMs = 5_000;
const kibibytesCached = 2_000;
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

/** True when SQLite says that a file is damaged, or none of its own. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(codeOf(error));

/** Whole views in a folder, newest first. */
export function viewFiles(folder: string, view?: string): readonly ViewFile[] {
  const files = readdirSync(folder).flatMap((name): ViewFile[] => {
    const [, of, fingerprint, build] = wholeFile.exec(name) ?? [];
    return of === undefined || fingerprint === undefined || (view !== undefined && of !== view) ? [] : [{ path: join(folder, name), view: of, fingerprint, build: Number(build) }];
  });
  return files.sort((one, other) => other.build - one.build);
}

/** Name of the file that comes after all there are. @throws RangeError when view or fingerprint cannot stand in a file's name. */
export function nextFile(folder: string, view: AnyView, { fingerprint }: ViewIdentity): string {
  const build = (viewFiles(folder, view.name)[0]?.build ?? 0) + 1;
  const name = `${view.name}.v${view.version}.${fingerprint}.${build}.view.db`;
  if (!wholeFile.test(name)) throw new RangeError(`"${name}" is no name for a view's file`);
  return join(folder, name);
}

/** Deletes a view's file with what SQLite keeps beside it. Whoever has it open reads on until it lets go. */
export function deleteFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** Deletes what a rebuild left that never came to its end. */
export function deleteUnfinished(folder: string, view: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(`${view}.v`) && /\.building(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
}

/** Opens a whole view; `undefined` when the file is gone or damaged: a view is built anew rather than repaired. */
export function openView(path: string, options: { readonly readonly: boolean }): { readonly db: ViewConnection; readonly checkpoint: ViewCheckpoint } | undefined {
  let db: ViewConnection | undefined;
  try {
    db = new Database(path, { ...options, fileMustExist: true, timeout: waitForLockMs });
    db.pragma('synchronous = NORMAL');
    db.pragma(`cache_size = -${kibibytesCached}`);
    const checkpoint = db.prepare('SELECT log_id AS logId, fingerprint, position FROM checkpoint').get() as ViewCheckpoint | undefined;
    if (checkpoint !== undefined) return { db, checkpoint };
  } catch (error) {
    db?.close();
    if (isDamage(error) || codeOf(error).startsWith('SQLITE_CANTOPEN') || codeOf(error) === 'SQLITE_ERROR') return undefined;
    throw error;
  }
  db.close();
  return undefined;
}

/** Makes an empty view in a file that nobody reads yet: without journal, since a half-built file is thrown away. */
export function createView(path: string, view: AnyView): ViewConnection {
  deleteFile(path);
  const db = new Database(path, { timeout: waitForLockMs });
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${kibibytesCached * 4}`);
  const columns = columnsOf(view);
  db.exec(`
    CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), log_id TEXT NOT NULL, fingerprint TEXT NOT NULL, position INTEGER NOT NULL);
    CREATE TABLE rows (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
    CREATE TABLE list (id INTEGER PRIMARY KEY, key TEXT NOT NULL${columns.map((column) => `, "${column}"`).join('')});
    CREATE TABLE groups (federation TEXT, id INTEGER, PRIMARY KEY (federation, id)) WITHOUT ROWID;
    CREATE TABLE totals (federation TEXT, measure TEXT, value INTEGER NOT NULL, PRIMARY KEY (federation, measure)) WITHOUT ROWID;
    CREATE TABLE deltas (federation TEXT, day TEXT, measure TEXT, value INTEGER NOT NULL, PRIMARY KEY (federation, day, measure)) WITHOUT ROWID;
  `);
  // One character a token: SQLite's trigrams find no word of two characters.
  if (searchedOf(view).length > 0) db.exec(`CREATE VIRTUAL TABLE search USING fts5 (${searchedOf(view).map((column) => `"${column}"`).join(', ')}, content = '', contentless_delete = 1, tokenize = 'ascii')`);
  return db;
}

/** Indexes are made when all rows are there: sorting once is faster than keeping order. */
export function indexView(db: ViewConnection, view: AnyView): void {
  db.exec('CREATE UNIQUE INDEX list_by_key ON list (key)');
  for (const column of columnsOf(view)) db.exec(`CREATE INDEX "list_by_${column}" ON list ("${column}", key)`);
  if (searchedOf(view).length > 0) db.exec("INSERT INTO search (search) VALUES ('optimize')");
}

/** @throws RangeError for a name that no column may bear. */
export function columnsOf(view: AnyView): readonly string[] {
  const columns = Object.keys(view.columns);
  const odd = columns.find((column) => !columnName.test(column));
  if (odd !== undefined) throw new RangeError(`the view "${view.name}" cannot have a column "${odd}"`);
  return columns;
}

export const searchedOf = (view: AnyView): readonly string[] => view.searched ?? [];
