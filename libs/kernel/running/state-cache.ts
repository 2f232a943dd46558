import type { StreamName } from '../vocabulary/naming.js';
import type { Folded } from './load.js';

/** How much is remembered, all streams together: an event weighs 1, a stream 10 beside its events. */
export const maxRememberedWeight = 100_000;
const weightOfStream = 10;

/** Folded states of the streams used last, bounded by the number of streams and of events they were folded from. */
export class StateCache {
  readonly #states = new Map<StreamName, Folded>();
  #weight = 0;
  #forgotten = 0;

  constructor(private readonly limit = maxRememberedWeight) {}

  /** How often something was forgotten for being in doubt: what was read before that may be in doubt as well. */
  get doubts(): number {
    return this.#forgotten;
  }

  get(stream: StreamName): Folded | undefined {
    const folded = this.#states.get(stream);
    if (folded !== undefined) {
      this.#states.delete(stream);
      this.#states.set(stream, folded);
    }
    return folded;
  }

  /** Remembers a state, unless a later one of the stream is remembered already: two loads may end in the wrong order. */
  set(stream: StreamName, folded: Folded): void {
    const before = this.#states.get(stream);
    if (before !== undefined) {
      if (length(before) > length(folded)) return;
      this.#drop(stream, before);
    }
    this.#states.set(stream, folded);
    this.#weight += weight(folded);
    for (const [name, oldest] of this.#states) {
      if (this.#weight <= this.limit) return;
      this.#drop(name, oldest);
    }
  }

  /** Forgets a state that may not be the stream's any more. */
  forget(stream: StreamName): void {
    this.#forgotten++;
    const folded = this.#states.get(stream);
    if (folded !== undefined) this.#drop(stream, folded);
  }

  #drop(stream: StreamName, folded: Folded): void {
    this.#states.delete(stream);
    this.#weight -= weight(folded);
  }
}

const length = ({ revision }: Folded): number => (revision === 'none' ? 0 : revision + 1);
const weight = (folded: Folded): number => weightOfStream + length(folded);
