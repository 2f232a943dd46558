import { columnName, type AnyView, type ViewIdentity } from '#kernel';
import Database from 'better-sqlite3';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, format, kibibytesCached, waitForLockMs, type ViewConnection } from './view-open.js';

/** A view's file. `build` counts upwards over all files of one view, so that none ever takes another's name. */
export type ViewFile = { readonly path: string; readonly view: string; readonly fingerprint: string; readonly build: number };

const wholeFile = /^([A-Za-z][A-Za-z0-9]{0,63})\.v\d+\.([0-9a-z]+)\.(\d+)\.view\.db(\.damaged)?$/;

/** Whole views in a folder, newest first; those that were set aside are left out. */
export const viewFiles = (folder: string, view?: string): readonly ViewFile[] => allFiles(folder, view).filter(({ path }) => !path.endsWith(damaged));

const damaged = '.damaged';

function allFiles(folder: string, view: string | undefined): readonly ViewFile[] {
  const files = readdirSync(folder).flatMap((name): ViewFile[] => {
    const [, of, fingerprint, build] = wholeFile.exec(name) ?? [];
    return of === undefined || fingerprint === undefined || (view !== undefined && of !== view) ? [] : [{ path: join(folder, name), view: of, fingerprint, build: Number(build) }];
  });
  return files.sort((one, other) => other.build - one.build);
}

/** Name of the file that comes after all there are. @throws RangeError when view or fingerprint cannot stand in a file's name. */
export function nextFile(folder: string, view: AnyView, { fingerprint }: ViewIdentity): string {
  const build = (allFiles(folder, view.name)[0]?.build ?? 0) + 1;
  const name = `${view.name}.v${view.version}.${fingerprint}.${build}.view.db`;
  if (!wholeFile.test(name)) throw new RangeError(`"${name}" is no name for a view's file`);
  return join(folder, name);
}

/**
 * Takes a damaged view out of service. It keeps its number until another is built: a file of the same name would look
 * unchanged to whoever has this one open.
 */
export function setAside(path: string): void {
  try {
    renameSync(path, path + damaged);
  } catch (error) {
    // Another thread was first.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Deletes all files of a view but one. */
export function deleteOthers(folder: string, view: string, mine: string): void {
  for (const { path } of allFiles(folder, view)) if (path !== mine) deleteFile(path.endsWith(damaged) ? path.slice(0, -damaged.length) : path);
}

/** Deletes a view's file with what SQLite keeps beside it. Whoever has it open reads on until it lets go. */
export function deleteFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', damaged]) rmSync(path + suffix, { force: true });
}

/** Deletes what a rebuild left that never came to its end. */
export function deleteUnfinished(folder: string, view: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(`${view}.v`) && /\.building(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
}

/** The columns of a view's narrow table, those in which most rows hold nothing, and those in which lists search: all that its file needs to know of it. */
export type ViewShape = { readonly columns: readonly string[]; readonly sparse: readonly string[]; readonly searched: readonly string[] };
export const shapeOf = (view: AnyView): ViewShape => ({ columns: columnsOf(view), sparse: view.sparse ?? [], searched: searchedOf(view) });

/** Makes an empty view in a file that nobody reads yet: without journal, since a half-built file is thrown away. */
export function createView(path: string, { columns, searched }: ViewShape): ViewConnection {
  deleteFile(path);
  const db = new Database(path, { timeout: waitForLockMs });
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${kibibytesCached * 4}`);
  db.pragma(`user_version = ${format}`);
  db.exec(`
    CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), log_id TEXT NOT NULL, fingerprint TEXT NOT NULL, position INTEGER NOT NULL, digest TEXT NOT NULL);
    CREATE TABLE rows (id INTEGER PRIMARY KEY, json TEXT NOT NULL, digest TEXT NOT NULL);
    CREATE TABLE list (id INTEGER PRIMARY KEY, key TEXT NOT NULL${columns.map((column) => `, "${column}"`).join('')});
    CREATE TABLE groups (federation TEXT, id INTEGER, PRIMARY KEY (federation, id)) WITHOUT ROWID;
    CREATE TABLE totals (federation TEXT, measure TEXT, value INTEGER NOT NULL, moment INTEGER NOT NULL, PRIMARY KEY (federation, measure)) WITHOUT ROWID;
    CREATE TABLE deltas (federation TEXT, day TEXT, measure TEXT, value INTEGER NOT NULL, PRIMARY KEY (federation, day, measure)) WITHOUT ROWID;
    CREATE TABLE days (day TEXT PRIMARY KEY, weight INTEGER NOT NULL) WITHOUT ROWID;
  `);
  // One character a token: SQLite's trigrams find no word of two characters.
  if (searched.length > 0) db.exec(`CREATE VIRTUAL TABLE search USING fts5 (${searched.map((column) => `"${column}"`).join(', ')}, content = '', contentless_delete = 1, tokenize = 'ascii')`);
  return db;
}

/** Indexes are made when all rows are there: sorting once is faster than keeping order. */
export function indexView(db: ViewConnection, { columns, sparse, searched }: ViewShape): void {
  db.exec('CREATE UNIQUE INDEX list_by_key ON list (key)');
  for (const column of columns) db.exec(`CREATE INDEX "list_by_${column}" ON list ("${column}", key)${sparse.includes(column) ? ` WHERE "${column}" IS NOT NULL` : ''}`);
  if (searched.length > 0) db.exec("INSERT INTO search (search) VALUES ('optimize')");
}

/** @throws RangeError for a name that no column may bear. */
export function columnsOf(view: AnyView): readonly string[] {
  const columns = Object.keys(view.columns);
  const odd = columns.find((column) => !columnName.test(column));
  if (odd !== undefined) throw new RangeError(`the view "${view.name}" cannot have a column "${odd}"`);
  return columns;
}

export const searchedOf = (view: AnyView): readonly string[] => view.searched ?? [];
