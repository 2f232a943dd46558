import Database from 'better-sqlite3';
import { join } from 'node:path';

export type Connection = Database.Database;

/** The files of a log in its folder. */
export const logFile = (folder: string): string => join(folder, 'log.db');
export const headFile = (folder: string): string => join(folder, 'head');

/**
 * The layout, statement by statement as SQLite keeps it: opening compares it letter by letter, because a flipped byte in
 * the schema can change how values are stored.
 */
export const layout: Readonly<Record<string, string>> = {
  events:
    'CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, digest BLOB NOT NULL, chain BLOB NOT NULL)',
  events_by_stream: 'CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)',
  policy_checkpoints: 'CREATE TABLE policy_checkpoints (policy TEXT PRIMARY KEY, position INTEGER NOT NULL, saves INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID',
};

const waitForLockMs = 5_000;
const kibibytesCached = { writing: 8_000, reading: 8_000 };

/** Opens the log for its one writer, making file and tables when they are not there. @throws SqliteError */
export function openForWriting(folder: string, maxPages?: number): Connection {
  const db = new Database(logFile(folder), { timeout: waitForLockMs });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cell_size_check = ON');
  db.pragma(`cache_size = -${kibibytesCached.writing}`);
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
  db.transaction(() => {
    for (const [name, sql] of Object.entries(layout)) {
      const there = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name);
      if (there === undefined) db.exec(sql);
    }
  }).immediate();
  return db;
}

/** Opens the log for reading pages. Any process may; nothing is locked between two reads. @throws SqliteError */
export function openForReading(folder: string): Connection {
  const db = new Database(logFile(folder), { readonly: true, fileMustExist: true, timeout: waitForLockMs });
  db.pragma('cell_size_check = ON');
  db.pragma(`cache_size = -${kibibytesCached.reading}`);
  return db;
}
