// Imports nothing but types of the kernel: the reader thread loads this, and is ready in a moment because it loads little else.
import type { ViewCheckpoint } from '#kernel';
import Database from 'better-sqlite3';
import { checkpointDigest } from './view-digest.js';

export type ViewConnection = Database.Database;

/** Raised with the layout of the tables, or with how a view's rows are kept: a file of another format is built anew. */
export const format = 5;
export const waitForLockMs = 5_000;
export const kibibytesCached = 2_000;
export const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

/** True when SQLite says that a file is damaged, or none of its own. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(codeOf(error));

export type OpenView = { readonly db: ViewConnection; readonly checkpoint: ViewCheckpoint; readonly layout: string };

/**
 * Opens a whole view; `undefined` when the file is gone or damaged, or of another format: a view is built anew rather than
 * repaired.
 */
export function openView(path: string, options: { readonly readonly: boolean }): OpenView | undefined {
  let db: ViewConnection | undefined;
  try {
    db = new Database(path, { ...options, fileMustExist: true, timeout: waitForLockMs });
    db.pragma('synchronous = NORMAL');
    db.pragma('cell_size_check = ON');
    db.pragma(`cache_size = -${kibibytesCached}`);
    const layout = layoutOf(db);
    const { digest, ...checkpoint } = (db.prepare('SELECT log_id AS logId, fingerprint, position, digest FROM checkpoint').get() ?? {}) as ViewCheckpoint & { readonly digest: string };
    if (db.pragma('user_version', { simple: true }) === format && checkpointDigest(layout, checkpoint) === digest) return { db, checkpoint, layout };
  } catch (error) {
    db?.close();
    if (isDamage(error) || codeOf(error).startsWith('SQLITE_CANTOPEN') || codeOf(error) === 'SQLITE_ERROR') return undefined;
    throw error;
  }
  db.close();
  return undefined;
}

/** All statements that made the file's tables and indexes. */
export const layoutOf = (db: ViewConnection): string =>
  (db.prepare('SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY name').raw().all() as (string | number | null)[][]).map((statement) => statement.join('\n')).join('\n');
