import type { StreamName } from '../vocabulary/naming.js';
import type { Folded } from './load.js';

/** The most events whose folded states are remembered, all streams together. */
export const maxRememberedEvents = 50_000;

/** Folded states of the streams used last, bounded by the number of events they were folded from. */
export class StateCache {
  readonly #states = new Map<StreamName, Folded>();
  #events = 0;

  constructor(private readonly limit = maxRememberedEvents) {}

  get(stream: StreamName): Folded | undefined {
    const folded = this.#states.get(stream);
    if (folded !== undefined) {
      this.#states.delete(stream);
      this.#states.set(stream, folded);
    }
    return folded;
  }

  set(stream: StreamName, folded: Folded): void {
    this.forget(stream);
    this.#states.set(stream, folded);
    this.#events += weight(folded);
    for (const oldest of this.#states.keys()) {
      if (this.#events <= this.limit) return;
      this.forget(oldest);
    }
  }

  forget(stream: StreamName): void {
    const folded = this.#states.get(stream);
    if (folded === undefined) return;
    this.#states.delete(stream);
    this.#events -= weight(folded);
  }
}

const weight = (folded: Folded): number => (folded.revision === 'none' ? 1 : folded.revision + 1);
