import type { Position, StoredEvent, TypedBatch } from '#kernel';
import { Worker } from 'node:worker_threads';
import { threadEntry } from './log-threads.js';

/** What lies after a position of some types; the number finds the way back. */
export type Scouting = readonly [number: number, types: readonly string[], after: Position];
/** How far it looked, and what it found; nothing but the number where it could not. */
export type Scouted = readonly [number: number, position: Position, events: readonly StoredEvent[]] | readonly [number: number];

/** Whoever is behind by more events than this does not read them on its own thread: about 20 ms. */
export const scoutFrom = 2_000;
/** With nothing left to look for the thread ends, in milliseconds: it takes memory, and is needed after a start at most. */
const idleMs = 5_000;
/** Heap of the thread in MB: pages pass through. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

type Asker = { readonly after: Position; readonly resolve: (batch: TypedBatch | undefined) => void };

/**
 * Policies that start far behind pass over some hundred thousand events of which they want a few. One thread reads and checks
 * them for all, so that the main thread, which answers people, has its turns.
 */
export class LogScout {
  readonly #askers = new Map<number, Asker>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #numbered = 0;
  #closed = false;

  constructor(private readonly folder: string) {}

  /** The next events of these types; `undefined` where the thread cannot say: whoever asks reads by itself. */
  look(types: ReadonlySet<string>, after: Position): Promise<TypedBatch | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const number = ++this.#numbered;
      this.#askers.set(number, { after, resolve });
      clearTimeout(this.#idle);
      this.#thread ??= this.#start();
      this.#thread.postMessage([number, [...types], after] satisfies Scouting, []);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  #start(): Worker {
    const thread = new Worker(threadEntry(import.meta.url, 'log-scout-thread'), { workerData: { folder: this.folder }, name: 'log-scout', execArgv: [], resourceLimits });
    thread.unref();
    thread.on('message', (answer: Scouted) => this.#hear(answer));
    // An error is followed by the exit.
    thread.on('error', () => {});
    thread.on('exit', () => this.#lose(thread));
    return thread;
  }

  #hear([number, position, events]: Scouted): void {
    const asker = this.#askers.get(number);
    if (asker === undefined) return;
    this.#askers.delete(number);
    if (this.#askers.size === 0) this.#idle = setTimeout(() => void this.#end(), idleMs).unref();
    const { after, resolve } = asker;
    resolve(position === undefined || events === undefined || position === after ? undefined : { events, position, passedOver: position - after - events.length });
  }

  /** Lets the thread end what it is at. Whoever waits is told nothing. */
  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    if (thread === undefined) return;
    const ended = new Promise<void>((resolve) => void thread.once('exit', () => resolve()));
    thread.postMessage('close', []);
    this.#lose(thread);
    await ended;
  }

  #lose(thread: Worker): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    for (const { resolve } of this.#askers.values()) resolve(undefined);
    this.#askers.clear();
  }
}
