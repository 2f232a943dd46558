import { vaultKey, type Kept, type Vault } from '#kernel';
import Database from 'better-sqlite3';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { asStoreError } from './log-damage.js';
import { makeFolder } from './make-folder.js';

/**
 * A vault in a file of its own, `vault.db`: what is deleted here is overwritten on disk, which the log never does.
 * Its owner alone reads it (mode 600). Small and rare, so it is read and written on the calling thread. Versions never repeat, also after a delete.
 */
export class SqliteVault implements Vault {
  private constructor(private readonly db: Database.Database) {}

  /** @throws StoreUnavailable */
  static open(folder: string): SqliteVault {
    try {
      makeFolder(folder);
      const file = join(folder, 'vault.db');
      ownersOnly(file);
      const db = new Database(file);
      // A rollback journal, emptied after each change: a WAL would keep deleted secrets until its next turn.
      db.pragma('journal_mode = DELETE');
      db.pragma('synchronous = FULL');
      db.pragma('secure_delete = ON');
      db.exec('CREATE TABLE IF NOT EXISTS kept (version INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL)');
      return new SqliteVault(db);
    } catch (error) {
      throw asStoreError(error);
    }
  }

  async get(key: string): Promise<Kept | undefined> {
    return this.#run(key, () => {
      const [version, value] = (this.db.prepare('SELECT version, value FROM kept WHERE key = ?').raw().get(key) as [number, Buffer] | undefined) ?? [];
      return value === undefined ? undefined : { value: Uint8Array.from(value), version: String(version) };
    });
  }

  async putIfAbsent(key: string, value: Uint8Array): Promise<boolean> {
    return this.#run(key, () => this.db.prepare('INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(key, Buffer.from(value)).changes === 1);
  }

  async replaceIf(key: string, version: string, value: Uint8Array): Promise<boolean> {
    return this.#run(key, () =>
      this.db
        .transaction(() => {
          if (this.db.prepare('DELETE FROM kept WHERE key = ? AND version = ?').run(key, Number(version)).changes === 0) return false;
          this.db.prepare('INSERT INTO kept (key, value) VALUES (?, ?)').run(key, Buffer.from(value));
          return true;
        })
        .immediate(),
    );
  }

  async delete(key: string): Promise<boolean> {
    return this.#run(key, () => this.db.prepare('DELETE FROM kept WHERE key = ?').run(key).changes === 1);
  }

  close(): void {
    this.db.close();
  }

  #run<T>(key: string, change: () => T): T {
    if (!vaultKey.test(key)) throw new RangeError(`"${key}" is not a vault key`);
    try {
      return change();
    } catch (error) {
      throw asStoreError(error);
    }
  }
}

/** Made with the mode it is to have, before anything stands in it; what SQLite puts beside it takes the same. */
function ownersOnly(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}
