import { StoreUnavailable, type Column, type StoreTrouble } from '#kernel';
import { Worker } from 'node:worker_threads';
import { threadEntry } from './log-threads.js';

/** A question to a view's file: where the file is, SQL, its values. The number finds the way back. */
export type Scan = readonly [number: number, path: string, text: string, values: readonly Column[]];
export type ScanAnswer = readonly [number: number, 'found', rows: readonly unknown[]] | readonly [number: number, 'failed', code: string, message: string];

export type ScanLimits = {
  /** How long a scan may take, in milliseconds, waiting for its turn included. Default 5,000. */
  readonly limitMs?: number;
  /** How many scans may wait. Default 256. */
  readonly waiting?: number;
};

/** Heap of the thread in MB: a page of 200 rows passes through, nothing stays. SQLite's own memory is not part of it. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 48 };

type Asker = { readonly resolve: (rows: readonly unknown[]) => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout };

/**
 * Lists and totals of views in a thread of their own: the main thread, which takes the commands, never waits for a
 * scan. The thread starts with the first one, since it takes memory. When it is lost or stuck, all that wait are told, and
 * the next scan gets another.
 */
export class ViewScans {
  readonly #askers = new Map<number, Asker>();
  readonly #limitMs: number;
  readonly #waiting: number;
  #thread: Worker | undefined;
  #numbered = 0;
  #closed = false;

  constructor({ limitMs = 5_000, waiting = 256 }: ScanLimits = {}) {
    this.#limitMs = limitMs;
    this.#waiting = waiting;
  }

  /**
   * All rows that a statement finds in a view's file.
   * @throws StoreUnavailable when it took too long, too many wait, or the thread was lost; an error with SQLite's `code`
   */
  all<T>(path: string, text: string, values: readonly Column[]): Promise<readonly T[]> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the views are closed', { trouble: 'closed' }));
    if (this.#askers.size >= this.#waiting) return Promise.reject(new StoreUnavailable(`${this.#askers.size} questions to the views wait`, { trouble: 'full' }));
    return new Promise((resolve, reject) => {
      const number = ++this.#numbered;
      const timer = setTimeout(() => this.#lose(this.#thread, `a question to a view took longer than ${this.#limitMs} ms`), this.#limitMs);
      this.#askers.set(number, { resolve: resolve as Asker['resolve'], reject, timer });
      const thread = (this.#thread ??= this.#start());
      thread.ref();
      thread.postMessage([number, path, text, values] satisfies Scan);
    });
  }

  /** Lets the scan under way end, then the thread. Whoever waits is told that the views are closed. */
  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    this.#thread = undefined;
    this.#rejectAll('the views are closed', 'closed');
    if (thread === undefined) return;
    const ended = new Promise<void>((resolve) => void thread.once('exit', () => resolve()));
    thread.postMessage('close');
    const late = setTimeout(() => void thread.terminate(), this.#limitMs);
    await ended;
    clearTimeout(late);
  }

  #start(): Worker {
    const thread = new Worker(threadEntry(import.meta.url, 'view-scan-thread'), { name: 'view-reader', execArgv: [], resourceLimits });
    thread.on('message', (answer: ScanAnswer) => this.#hear(answer));
    thread.on('error', (error) => this.#lose(thread, `the reader thread was lost: ${(error as Error).message}`));
    thread.on('exit', (code) => this.#lose(thread, `the reader thread ended with code ${code}`));
    return thread;
  }

  #hear([number, kind, ...rest]: ScanAnswer): void {
    const asker = this.#askers.get(number);
    if (asker === undefined) return;
    this.#askers.delete(number);
    clearTimeout(asker.timer);
    // Waiting for nothing, it does not keep the process alive.
    if (this.#askers.size === 0) this.#thread?.unref();
    if (kind === 'found') asker.resolve(rest[0] as readonly unknown[]);
    else asker.reject(Object.assign(new Error(rest[1] as string), { code: rest[0] }));
  }

  /** A stuck scan cannot be interrupted: its thread is let go of, and ends when SQLite gives it back. */
  #lose(thread: Worker | undefined, reason: string): void {
    if (thread === undefined || this.#thread !== thread) return;
    this.#thread = undefined;
    thread.unref();
    void thread.terminate();
    this.#rejectAll(reason);
  }

  #rejectAll(reason: string, trouble: StoreTrouble = 'away'): void {
    for (const { reject, timer } of this.#askers.values()) {
      clearTimeout(timer);
      reject(new StoreUnavailable(reason, { trouble }));
    }
    this.#askers.clear();
  }
}
