import { randomUUID } from 'node:crypto';
import { close, mkdirSync, openSync, read, rmSync, write } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StoreUnavailable } from '#kernel';

const [writeTo, readFrom] = [promisify(write), promisify(read)];
/** What is written or read at once, in bytes. */
const pieceBytes = 256 * 1024;
/** Files whose spools nobody holds any more are closed, which is when the disk has their room again. */
const forgotten = new FinalizationRegistry<number>((file) => close(file, () => {}));

/**
 * Rows on disk instead of in memory, as lines of JSON: written one after another, then read in order or by their number. The
 * file has no name, so that nothing is left when the process ends, however it ends.
 */
export class RowSpool<Row> {
  /** Where each row begins, in bytes; behind the last, where it ends. */
  #begins = new Float64Array(1_024);
  #rows = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #written = 0;
  #flushed: Promise<void> = Promise.resolve();

  private constructor(private readonly file: number) {
    forgotten.register(this, file);
  }

  /** @throws StoreUnavailable where the folder cannot be written */
  static in<Row>(folder: string): RowSpool<Row> {
    const path = join(folder, `rows-${randomUUID()}`);
    try {
      mkdirSync(folder, { recursive: true });
      const file = openSync(path, 'wx+');
      rmSync(path);
      return new RowSpool(file);
    } catch (error) {
      throw unavailable(error);
    }
  }

  get length(): number {
    return this.#rows;
  }

  /** Puts a row behind the others. @throws StoreUnavailable where the disk is full */
  async add(row: Row): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(row)}\n`);
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    if (this.#rows + 2 > this.#begins.length) {
      const longer = new Float64Array(this.#begins.length * 2);
      longer.set(this.#begins);
      this.#begins = longer;
    }
    this.#rows++;
    this.#begins[this.#rows] = (this.#begins[this.#rows - 1] ?? 0) + line.length;
    if (this.#waitingBytes >= pieceBytes) await this.#flush();
  }

  /** All rows in their order, from one on; those added while they are read may be missing. */
  async *rows(from = 0): AsyncGenerator<Row> {
    for (let first = from; first < this.#rows; ) {
      let last = first;
      const begin = this.#begins[first] ?? 0;
      while (last < this.#rows && (this.#begins[last + 1] ?? 0) - begin <= pieceBytes) last++;
      last = Math.max(last, first + 1);
      for (const line of (await this.#read(begin, this.#begins[last] ?? 0)).toString('utf8').split('\n')) if (line !== '') yield JSON.parse(line) as Row;
      first = last;
    }
  }

  /** The rows of these numbers, in that order. */
  async at(numbers: readonly number[]): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (const number of numbers) found.push(JSON.parse((await this.#read(this.#begins[number] ?? 0, this.#begins[number + 1] ?? 0)).toString('utf8')) as Row);
    return found;
  }

  async #read(begin: number, end: number): Promise<Buffer> {
    await this.#flush();
    const bytes = Buffer.allocUnsafe(end - begin);
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await readFrom(this.file, bytes, done, bytes.length - done, begin + done).catch((error: unknown) => { throw unavailable(error); });
      if (bytesRead === 0) throw unavailable(new Error('the file is shorter than what was written'));
      done += bytesRead;
    }
    return bytes;
  }

  /** Resolves when all that was put is in the file. */
  #flush(): Promise<void> {
    if (this.#waitingBytes > 0) this.#flushed = Promise.all([this.#flushed, this.#writeWaiting()]).then(() => {});
    return this.#flushed;
  }

  async #writeWaiting(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    [this.#waiting, this.#waitingBytes] = [[], 0];
    const at = this.#written;
    this.#written += bytes.length;
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await writeTo(this.file, bytes, done, bytes.length - done, at + done).catch((error: unknown) => { throw unavailable(error); });
      done += bytesWritten;
    }
  }
}

const unavailable = (error: unknown): StoreUnavailable => new StoreUnavailable(`rows cannot be kept on disk: ${(error as Error).message}`, { cause: error });
