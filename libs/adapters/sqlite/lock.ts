import { StoreUnavailable } from '#kernel';
import Database from 'better-sqlite3';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { asStoreError } from './log-damage.js';

/** Who holds a folder. */
export type Owner = { readonly pid: number; readonly host: string; readonly since: string };

/** Another process (or this one, a second time) works on the folder. */
export class FolderInUse extends StoreUnavailable {
  override readonly name = 'FolderInUse';

  constructor(readonly folder: string, readonly owner: Owner | undefined) {
    super(`${folder} is in use${owner === undefined ? '' : ` by process ${owner.pid} on ${owner.host} since ${owner.since}`}`);
  }
}

/**
 * Takes the folder for this process: an exclusive transaction on `lock.db`, which the kernel drops when the process ends,
 * however it ends. Who holds it stands in `owner.json`, because nothing but SQLite may open `lock.db`: closing it again
 * would drop the holder's lock (POSIX).
 * @returns gives the folder back.
 * @throws FolderInUse, StoreUnavailable
 */
export function lockFolder(folder: string): () => void {
  const ownerFile = join(folder, 'owner.json');
  let db: Database.Database | undefined;
  try {
    db = new Database(join(folder, 'lock.db'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    const owner: Owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(`${ownerFile}.new`, `${JSON.stringify(owner)}\n`);
    renameSync(`${ownerFile}.new`, ownerFile);
  } catch (error) {
    db?.close();
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? new FolderInUse(folder, ownerIn(ownerFile)) : asStoreError(error);
  }
  const held = db;
  return () => held.close();
}

function ownerIn(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
