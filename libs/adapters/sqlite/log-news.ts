import { beginning, type Position } from '#kernel';
import { endCell, waitsCell, type NewsPort } from './log-news-port.js';

/** Tells those who wait that the log has grown. */
export interface News {
  /** The last end of the log heard of; the log may be longer, never shorter. */
  readonly end: Position;
  /** Resolves when the log may hold something after this position, the signal aborts, or there will be no more news. */
  after(position: Position, signal: AbortSignal): Promise<void>;
  /** The type of an event that was appended lately, where it is known without reading. */
  typeAt(position: Position): string | undefined;
  close(): void;
}

/**
 * Of so many events at the log's end the types are remembered, two bytes each, so that followers pass over the others without
 * reading: a policy that opens 200,000 evaluations is behind its own events by as many.
 */
export const typesRemembered = 2 ** 18;

/** News by word of mouth: somebody calls {@link announce}. */
export class LogNews implements News {
  #end: Position;
  #closed = false;
  readonly #waiting = new Set<() => void>();
  /** Numbers of types by position, for all positions from {@link #typesFrom} to {@link #typesUntil} without a gap, as far as there is room. */
  #types = new Uint16Array(0);
  #typesFrom = 1;
  #typesUntil = 0;
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  constructor(end: Position = beginning) {
    this.#end = end;
  }

  get end(): Position {
    return this.#end;
  }

  /** An event that this process itself has just appended: what type it is needs no reading. */
  appended(position: Position, type: string): void {
    if (this.#types.length === 0) this.#types = new Uint16Array(typesRemembered);
    if (position !== this.#typesUntil + 1) this.#typesFrom = position;
    this.#typesUntil = position;
    this.#types[position % typesRemembered] = this.#numberOf(type);
  }

  /** The type of an event that was appended lately, as far as it is known. */
  typeAt(position: Position): string | undefined {
    const isKnown = position >= this.#typesFrom && position <= this.#typesUntil && position > this.#typesUntil - typesRemembered;
    return isKnown ? this.#names[this.#types[position % typesRemembered] ?? 0] : undefined;
  }

  #numberOf(type: string): number {
    let number = this.#numbers.get(type);
    if (number === undefined) this.#numbers.set(type, (number = this.#names.push(type) - 1));
    return number;
  }

  announce(end: Position): void {
    if (end <= this.#end) return;
    this.#end = end;
    this.wake();
  }

  /** Lets all who wait look for themselves. */
  protected wake(): void {
    for (const wake of this.#waiting) wake();
  }

  after(position: Position, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#closed || this.#end > position) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  close(): void {
    this.#closed = true;
    this.wake();
  }
}

/** News from the writer thread, in another thread of the same process. */
export class PortNews extends LogNews {
  constructor(private readonly from: NewsPort) {
    super();
    // Whoever came to wait between the writer's two steps has its bell rung for what it knows: woken all the same, it waits anew and says so.
    from.port.on('message', () => {
      this.#look();
      this.wake();
    });
  }

  override get end(): Position {
    this.#look();
    return super.end;
  }

  override after(position: Position, signal: AbortSignal): Promise<void> {
    Atomics.store(this.from.cells, waitsCell, 1n);
    // Only now: for what was written before it was known that somebody waits, no message comes.
    this.#look();
    return super.after(position, signal);
  }

  override close(): void {
    super.close();
    this.from.port.close();
  }

  #look(): void {
    this.announce(Number(Atomics.load(this.from.cells, endCell)));
  }
}

/** How often another process looks whether the log has grown. */
export const lookEveryMs = 250;

/** For a reader in another process: nobody tells it, so it looks again after {@link lookEveryMs}. */
export class NoNews implements News {
  readonly end = beginning;
  readonly #stop = new AbortController();

  typeAt(): undefined {
    return undefined;
  }

  after(_position: Position, signal: AbortSignal): Promise<void> {
    const ends = AbortSignal.any([signal, this.#stop.signal]);
    if (ends.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        ends.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, lookEveryMs);
      ends.addEventListener('abort', done);
    });
  }

  close(): void {
    this.#stop.abort();
  }
}
