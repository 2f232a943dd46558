import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { maxParts, maxSmallPartBytes, maxUnpackedBytes, maxUnpackedRatio, ratioCountsFromBytes } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';

/** After so many bytes others have their turn on this thread. */
const bytesInATurn = 1_000_000;

/** The parts of a ZIP by name. What they unpack to is limited before anything is unpacked, and held to while it is. */
export class ZipParts {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** @throws WorkbookFault for a ZIP that is damaged, encrypted or unpacks to too much */
  static async open(bytes: Buffer): Promise<ZipParts> {
    const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
      yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) => (error ? reject(damaged(error)) : resolve(opened))),
    );
    return new ZipParts(zip, await entriesOf(zip));
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has = (name: string): boolean => this.entries.has(name);

  /** The bytes of a part, piece by piece. @throws WorkbookFault where they are not what the directory says */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new WorkbookFault('workbook-damaged', { part: name });
    const stream = await new Promise<Readable>((resolve, reject) => this.zip.openReadStream(entry, (error, opened) => (error ? reject(damaged(error, name)) : resolve(opened))));
    let [unpacked, sinceTurn] = [0, 0];
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        unpacked += piece.length;
        refuseSwollen(entry, unpacked);
        yield piece;
        if ((sinceTurn += piece.length) < bytesInATurn) continue;
        sinceTurn = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch (error) {
      throw error instanceof WorkbookFault ? error : damaged(error as Error, name);
    } finally {
      stream.destroy();
    }
  }

  /** The text of a small part; nothing where there is no such part. */
  async text(name: string): Promise<string | undefined> {
    if (!this.has(name)) return undefined;
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of this.read(name)) {
      bytes += piece.length;
      if (bytes > maxSmallPartBytes) throw new WorkbookFault('workbook-too-large-inside', { part: name, mostMegabytes: maxSmallPartBytes / 1_000_000 });
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}

function entriesOf(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  return new Promise((resolve, reject) => {
    const stop = (fault: WorkbookFault) => {
      zip.removeAllListeners('entry');
      reject(fault);
    };
    zip.on('error', (error: Error) => stop(damaged(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      unpacked += entry.uncompressedSize;
      if (entry.isEncrypted()) return stop(new WorkbookFault('workbook-encrypted'));
      if (unpacked > maxUnpackedBytes) return stop(new WorkbookFault('workbook-too-large-inside', { part: entry.fileName.slice(0, 100), mostMegabytes: maxUnpackedBytes / 1_000_000 }));
      const swollen = faultOfSwollen(entry, entry.uncompressedSize);
      if (swollen !== undefined) return stop(swollen);
      if (entries.size >= maxParts) return stop(new WorkbookFault('workbook-damaged', { part: entry.fileName.slice(0, 100) }));
      // The first of a name counts; another after it is what a second program would see.
      if (entries.has(entry.fileName)) return stop(new WorkbookFault('workbook-damaged', { part: entry.fileName.slice(0, 100) }));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** A part that unpacks to many times what it is packed in says nothing but the same over and over: no table does. */
function faultOfSwollen({ fileName, compressedSize }: yauzl.Entry, unpacked: number): WorkbookFault | undefined {
  const part = fileName.slice(0, 100);
  if (unpacked > maxUnpackedBytes) return new WorkbookFault('workbook-too-large-inside', { part, mostMegabytes: maxUnpackedBytes / 1_000_000 });
  return unpacked > ratioCountsFromBytes && unpacked > compressedSize * maxUnpackedRatio ? new WorkbookFault('workbook-beyond-limits', { part, ratio: maxUnpackedRatio }) : undefined;
}

function refuseSwollen(entry: yauzl.Entry, unpacked: number): void {
  const fault = faultOfSwollen(entry, unpacked);
  if (fault !== undefined) throw fault;
}

const damaged = (error: Error, part = ''): WorkbookFault => new WorkbookFault('workbook-damaged', { part, reason: error.message.slice(0, 200) });
