import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and those above it, each on disk in the one above. @throws the system's error */
export async function makeSyncedFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeSyncedFolder(dirname(path));
    // Once: where a file system takes no folders and says "no such file" for it, this says so again.
    await mkdir(path).catch(unlessThere);
  }
  await syncFolder(dirname(path));
}

/**
 * Folders of which it is known that their names are on disk. That one is there says nothing: another upload, or a process that
 * was killed, may have made it a moment ago.
 */
export class SyncedFolders {
  readonly #known = new Set<string>();

  /** Makes a folder in one that is on disk. @throws the system's error */
  async make(path: string): Promise<void> {
    if (this.#known.has(path)) return;
    await mkdir(path).catch(unlessThere);
    await syncFolder(dirname(path));
    this.#known.add(path);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Puts the names in a folder on disk. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps names by its journal.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
