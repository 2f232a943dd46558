import { createHash } from 'node:crypto';
import { open, readdir, rename, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileDigest, keptTypes, refuse, StoreUnavailable, type Bytes, type EvidenceStore, type EvidenceStoreRefusal, type FileCondition, type ReadFile, type Recognise, type Refusal, type StoredFile } from '#kernel';
import { makeSyncedFolder, SyncedFolders, syncFolder } from './synced-folder.js';
import { isDiskFull, sweepUploads, Upload } from './upload.js';

export type EvidenceFolderSettings = {
  readonly folder: string;
  readonly recognise: Recognise;
  /** An upload must leave so many bytes of the disk free: the log needs room to be written. */
  readonly keepFreeBytes: number;
};

const pieceBytes = 256 * 1024;
const typeOfEnding = new Map(Object.entries(keptTypes).map(([mediaType, ending]) => [ending, mediaType]));

/** Opens a folder of evidence, makes it where there is none, and removes what dead uploads left. @throws StoreUnavailable */
export async function openEvidenceFolder(settings: EvidenceFolderSettings): Promise<EvidenceStore> {
  return orUnavailable(async () => {
    const uploads = join(settings.folder, 'uploads');
    await makeSyncedFolder(uploads);
    await sweepUploads(uploads);
    return new EvidenceFolder(settings, uploads);
  });
}

/** A folder of evidence for whoever only reads: nothing in it is made, swept or kept. */
export function readEvidenceFolder(folder: string): Pick<EvidenceStore, 'find' | 'verify' | 'read'> {
  return new EvidenceFolder({ folder, recognise: async () => '', keepFreeBytes: 0 }, '');
}

/**
 * Evidence in a folder, `ab/cd/abcd….pdf`: named by SHA-256, the ending by content, so that `sha256sum` checks it and a
 * double click opens it. A file appears under its name only when all of it is on disk.
 */
class EvidenceFolder implements EvidenceStore {
  readonly #folders = new SyncedFolders();

  constructor(
    private readonly settings: EvidenceFolderSettings,
    private readonly uploads: string,
  ) {}

  async put(bytes: Bytes, { maxBytes }: { readonly maxBytes: number }): Promise<StoredFile | Refusal<EvidenceStoreRefusal>> {
    const upload = await orUnavailable(() => Upload.begin(this.uploads));
    try {
      const { bavail, bsize } = await orUnavailable(() => statfs(this.uploads));
      const freeBytes = bavail * bsize;
      if (freeBytes - maxBytes < this.settings.keepFreeBytes) return refuse('evidence-storage-full');
      const written = await upload.write(bytes, maxBytes);
      if (written === 'tooLarge') return refuse('evidence-too-large', { maxBytes });
      if (written === 'full') return refuse('evidence-storage-full');
      if (written.bytes === 0) return refuse('evidence-empty');
      const mediaType = await this.settings.recognise({ bytes: written.bytes, read: (from, length) => readAt(upload.handle, from, length) });
      if (!Object.hasOwn(keptTypes, mediaType)) return refuse('evidence-type-not-allowed', { recognised: mediaType, allowed: Object.values(keptTypes) });
      return await orUnavailable(() => this.#keep(upload, { ...written, mediaType }));
    } finally {
      await upload.discard();
    }
  }

  async find(sha256: string): Promise<StoredFile | undefined> {
    return (await this.#locate(sha256))?.file;
  }

  async verify(sha256: string): Promise<FileCondition> {
    const located = await this.#open(sha256);
    if (located === undefined) return 'missing';
    try {
      return (await digestOf(located.handle)) === sha256 ? 'whole' : 'altered';
    } finally {
      await located.handle.close();
    }
  }

  async read(sha256: string): Promise<ReadFile> {
    const located = await this.#open(sha256);
    if (located === undefined) return { condition: 'missing' };
    const whole = await digestOf(located.handle).then((digest) => digest === sha256, () => false);
    if (!whole) {
      await located.handle.close();
      return { condition: 'altered' };
    }
    // The same open file that was just verified; the stream closes it.
    return { condition: 'whole', file: located.file, bytes: located.handle.createReadStream({ start: 0, highWaterMark: pieceBytes }) };
  }

  /** File before name, name before answer: each is on disk before the next. */
  async #keep(upload: Upload, file: StoredFile): Promise<StoredFile> {
    const known = (await this.#locate(file.sha256))?.file.mediaType ?? file.mediaType;
    const folder = this.#folderOf(file.sha256);
    await upload.sync();
    await this.#folders.make(dirname(folder));
    await this.#folders.make(folder);
    await rename(upload.path, join(folder, `${file.sha256}.${keptTypes[known]}`));
    await syncFolder(folder);
    return { ...file, mediaType: known };
  }

  async #open(sha256: string): Promise<{ readonly handle: FileHandle; readonly file: StoredFile } | undefined> {
    const located = await this.#locate(sha256);
    if (located === undefined) return undefined;
    const handle = await absent(open(located.path, 'r'));
    return handle && { handle, file: located.file };
  }

  async #locate(sha256: string): Promise<{ readonly path: string; readonly file: StoredFile } | undefined> {
    if (!fileDigest.test(sha256)) return undefined;
    const folder = this.#folderOf(sha256);
    for (const name of (await absent(readdir(folder))) ?? []) {
      const mediaType = name.startsWith(`${sha256}.`) ? typeOfEnding.get(name.slice(sha256.length + 1)) : undefined;
      const found = mediaType === undefined ? undefined : await absent(stat(join(folder, name)));
      if (mediaType !== undefined && found?.isFile() === true) return { path: join(folder, name), file: { sha256, bytes: found.size, mediaType } };
    }
    return undefined;
  }

  #folderOf(sha256: string): string {
    return join(this.settings.folder, sha256.slice(0, 2), sha256.slice(2, 4));
  }
}

/** Bytes of an open file from a place on. */
async function readAt(handle: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(buffer, 0, length, from);
  return buffer.subarray(0, bytesRead);
}

async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (let from = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, pieceBytes, from);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    from += bytesRead;
  }
}

/** What is not there is `undefined`; every other failure of the disk is one. */
async function absent<T>(asked: Promise<T>): Promise<T | undefined> {
  return orUnavailable(() => asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }));
}

async function orUnavailable<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw isOfTheSystem(error) ? new StoreUnavailable(`the evidence cannot be read or written: ${error.message}`, { trouble: isDiskFull(error) ? 'diskFull' : 'away', cause: error }) : error;
  }
}

const isOfTheSystem = (error: unknown): error is Error => (error as { syscall?: string }).syscall !== undefined;
