import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '#kernel';

/** What is neither of a process that runs here nor younger than this is nobody's any more: processes may share the folder. */
const abandonedAfterMs = 24 * 3_600_000;

const host = hostname().replaceAll(/[^a-zA-Z0-9]/g, '_').slice(0, 60);

/** A file on its way in, under a name that says whose it is: `host.pid.uuid`. */
export class Upload {
  private constructor(
    readonly path: string,
    readonly handle: FileHandle,
  ) {}

  static async begin(folder: string): Promise<Upload> {
    const path = join(folder, `${host}.${process.pid}.${randomUUID()}`);
    return new Upload(path, await open(path, 'wx+'));
  }

  /** Writes piece by piece, hashing on the way, and stops at the limit. @throws whatever the bytes end in */
  async write(bytes: Bytes, maxBytes: number): Promise<{ readonly sha256: string; readonly bytes: number } | 'tooLarge' | 'full'> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of bytes) {
      size += piece.length;
      if (size > maxBytes) return 'tooLarge';
      hash.update(piece);
      if (!(await this.#append(piece))) return 'full';
    }
    return { sha256: hash.digest('hex'), bytes: size };
  }

  sync(): Promise<void> {
    return this.handle.sync();
  }

  /** Closes it, and removes what still stands under its own name. */
  async discard(): Promise<void> {
    await this.handle.close();
    await removed(this.path);
  }

  /** False when the disk is full. */
  async #append(piece: Uint8Array): Promise<boolean> {
    try {
      await this.handle.appendFile(piece);
      return true;
    } catch (error) {
      if (isDiskFull(error)) return false;
      throw error;
    }
  }
}

/** No room, or none that this user may take. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Removes what uploads left whose process is dead or that are a day old. */
export async function sweepUploads(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (isDead(name) || (await isAbandoned(path))) await removed(path);
  }
}

function isDead(name: string): boolean {
  const [where, pid = ''] = name.split('.');
  if (where !== host || !/^\d+$/.test(pid)) return false;
  // A process sweeps before its first upload: what bears its own number is of one before it (in a container all are number 1).
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs;
}

async function removed(path: string): Promise<void> {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
