import { AppendUnknown, StoreUnavailable, type Appended, type Position, type Revision, type StreamName, type WrittenEvent, type WrongRevision } from '#kernel';
import { Worker, type MessagePort } from 'node:worker_threads';
import { asStoreError } from './log-damage.js';
import type { Answer, Request } from './log-group-commit.js';
import { newsPorts, type NewsPort } from './log-news-port.js';
import { threadEntry } from './log-threads.js';

export type WriterSettings = {
  readonly folder: string;
  /** Pages of 4 KiB the database may have: a full disk, for tests. */
  readonly maxPages?: number;
};
export type ToWriter = readonly Request[] | { readonly open: true } | { readonly subscriber: NewsPort } | { readonly close: true };
export type FromWriter =
  | { readonly answers: readonly Answer[]; readonly end: Position }
  | { readonly opened: Position }
  | { readonly failed: { readonly code: string; readonly message: string } }
  | { readonly noted: string }
  | { readonly closed: true };

/** What waits for the writer at most: requests, and characters of their texts. Beyond, appends are refused. */
export const maxQueued = { requests: 10_000, characters: 64_000_000 };

/** Nursery of the thread's heap: rows pass through, nothing stays. */
const youngMegabytes = 4;

type Caller = { readonly size: number; readonly events: readonly WrittenEvent[]; readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };
type Told = { readonly appended?: (last: Position, events: readonly WrittenEvent[]) => void; readonly grown?: (end: Position) => void; readonly noted?: (note: string) => void; readonly failed?: (error: Error) => void; readonly wentWell?: () => void };

/**
 * The main thread's end of the writer thread. Requests made in one turn of the event loop travel in one message; what
 * queues up while the thread syncs becomes its next group.
 */
export class LogWriter {
  readonly #thread: Worker;
  readonly #callers = new Map<number, Caller>();
  #outgoing: Request[] = [];
  #numbered = 0;
  #characters = 0;
  #gone: Error | undefined;
  #opening: { resolve: (end: Position) => void; reject: (error: Error) => void } | undefined;
  #closing: Promise<void> | undefined;

  /** Starts the thread; it touches no file before {@link open}. */
  constructor(settings: WriterSettings, private readonly told: Told = {}) {
    this.#thread = new Worker(threadEntry(import.meta.url, 'log-writer-thread'), { workerData: settings, name: 'log-writer', resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
    this.#thread.on('message', (message: FromWriter) => this.#hear(message));
    this.#thread.on('error', (error) => this.#lose(error as Error));
    this.#thread.on('exit', () => this.#lose(new StoreUnavailable('the log is closed', { trouble: 'closed' })));
  }

  /** Opens the log in the thread, making it when it is not there. Resolves to its end. @throws StoreUnavailable */
  open(): Promise<Position> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#post({ open: true });
    });
  }

  /** 0 to 1: how full the queue is. Whoever makes work for itself pauses at a half. */
  get load(): number {
    return Math.max(this.#callers.size / maxQueued.requests, this.#characters / maxQueued.characters);
  }

  /** Appends encoded events whose first has the revision `first`. Resolves when they are on disk. @throws as EventWriter.append */
  async append(stream: StreamName, first: Revision, events: readonly WrittenEvent[]): Promise<Appended | WrongRevision> {
    const flat: string[] = [];
    let size = 0;
    for (const { id, type, data, metadata, digest } of events) {
      flat.push(id, type, data, metadata, digest);
      size += data.length + metadata.length;
    }
    const answer = await this.#ask((number) => ['append', number, stream, first, flat], size, events);
    if (answer[0] === 'appended') return { revision: answer[2], position: answer[3] };
    if (answer[0] === 'moved-on') return { wrongRevision: true, actual: answer[2] === -1 ? 'none' : answer[2] };
    throw failureOf(answer);
  }

  /** Keeps a policy's checkpoint. Resolves when it is on disk. */
  async keepCheckpoint(policy: string, position: Position): Promise<void> {
    const answer = await this.#ask((number) => ['checkpoint', number, policy, position], policy.length);
    if (answer[0] !== 'kept') throw failureOf(answer);
  }

  /** News of the log's end; to be handed to another thread, its port as transferred. */
  subscribe(): NewsPort {
    const [subscriber, news] = newsPorts();
    this.#post({ subscriber }, [subscriber.port]);
    return news;
  }

  /** Carries out what is queued, closes the files, ends the thread. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      if (this.#gone !== undefined) return resolve();
      this.#thread.once('exit', () => resolve());
      this.#send();
      this.#post({ close: true });
    });
    return this.#closing;
  }

  #ask(request: (number: number) => Request, size: number, events: readonly WrittenEvent[] = []): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(new StoreUnavailable(this.#gone.message, { cause: this.#gone }));
    if (this.#closing !== undefined) return Promise.reject(new StoreUnavailable('the log is closed', { trouble: 'closed' }));
    if (this.load >= 1) return Promise.reject(new StoreUnavailable(`the writer's queue is full: ${this.#callers.size} requests wait`, { trouble: 'full' }));
    return new Promise((resolve, reject) => {
      const number = ++this.#numbered;
      this.#callers.set(number, { size, events, resolve, reject });
      this.#characters += size;
      // After the promises of this turn have run: their appends then share a message.
      if (this.#outgoing.push(request(number)) === 1) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    if (this.#outgoing.length === 0) return;
    this.#post(this.#outgoing);
    this.#outgoing = [];
  }

  #post(message: ToWriter, transfer: readonly MessagePort[] = []): void {
    this.#thread.postMessage(message, transfer);
  }

  #hear(message: FromWriter): void {
    if ('answers' in message) {
      for (const answer of message.answers) this.#answer(answer);
      // Whoever is woken finds all of the group told.
      this.told.grown?.(message.end);
    } else if ('opened' in message) this.#opening?.resolve(message.opened);
    else if ('failed' in message) this.#opening?.reject(asStoreError(message.failed));
    else if ('noted' in message) this.told.noted?.(message.noted);
  }

  #answer(answer: Answer): void {
    const caller = this.#callers.get(answer[1]);
    if (caller === undefined) return;
    this.#callers.delete(answer[1]);
    this.#characters -= caller.size;
    if (answer[0] === 'appended') this.told.appended?.(answer[3], caller.events);
    caller.resolve(answer);
    if (answer[0] === 'failed') this.told.failed?.(failureOf(answer));
    // A stream that had moved on was only read.
    else if (answer[0] !== 'moved-on') this.told.wentWell?.();
  }

  /** The thread is gone: nobody knows what became of what it had. */
  #lose(error: Error): void {
    if (this.#gone !== undefined) return;
    this.#gone = error;
    this.#opening?.reject(asStoreError(error));
    for (const { reject } of this.#callers.values()) reject(new AppendUnknown(`the writer thread ended: ${error.message}`, { cause: error }));
    this.#callers.clear();
    if (this.#closing === undefined) this.told.failed?.(error);
  }
}

/** Starts a writer and opens its log. Whoever calls this holds the folder's lock and has inspected the log. */
export async function openLogWriter(settings: WriterSettings, told: Told = {}): Promise<LogWriter> {
  const writer = new LogWriter(settings, told);
  await writer.open();
  return writer;
}

function failureOf(answer: Answer): Error {
  if (answer[0] !== 'failed') return new Error(`the writer answered "${answer[0]}"`);
  const [, , code, message, written] = answer;
  return written === 'unknown' ? new AppendUnknown(`${message} (${code})`) : asStoreError({ code, message });
}
