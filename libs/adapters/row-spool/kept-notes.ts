import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailable } from '#kernel';

/** The most notes that are read; what is more was forgotten by everybody. */
const mostNotes = 1_000;

/** Notes on disk, each under its key: unlike rows they outlast the process. One replaced while it dies is the old one or the new, never half of it. */
export class KeptNotes<Note> {
  constructor(private readonly folder: string) {}

  /** Resolves when it is on disk. @throws StoreUnavailable where the folder cannot be written */
  async put(key: string, note: Note): Promise<void> {
    const written = join(this.folder, `${randomUUID()}.new`);
    await reachable(async () => {
      await mkdir(this.folder, { recursive: true });
      const file = await open(written, 'w');
      try {
        await file.writeFile(JSON.stringify(note));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(written, this.#path(key));
    });
  }

  /** @throws StoreUnavailable */
  async take(key: string): Promise<void> {
    await reachable(() => rm(this.#path(key), { force: true }));
  }

  /** The note of a key; absent: there is none. @throws StoreUnavailable */
  get = (key: string): Promise<Note | undefined> => this.#read(this.#path(key));

  /** All notes, in no order. @throws StoreUnavailable */
  async all(): Promise<readonly Note[]> {
    const names = await reachable(() => readdir(this.folder).catch(nothing<string[]>));
    const notes = await Promise.all((names ?? []).filter((name) => name.endsWith('.note')).slice(0, mostNotes).map((name) => this.#read(join(this.folder, name))));
    return notes.filter((note) => note !== undefined);
  }

  /** One that was taken meanwhile is none. */
  async #read(path: string): Promise<Note | undefined> {
    const text = await reachable(() => readFile(path, 'utf8').catch(nothing<string>));
    return text === undefined ? undefined : (JSON.parse(text) as Note);
  }

  #path = (key: string): string => join(this.folder, `${createHash('sha256').update(key).digest('hex')}.note`);
}

/** What is not there is nothing; any other trouble is one. */
function nothing<T>(error: NodeJS.ErrnoException): T | undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreUnavailable(`notes cannot be kept on disk: ${(error as Error).message}`, { cause: error });
  }
}
