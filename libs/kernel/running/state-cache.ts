import type { StreamName } from '../vocabulary/naming.js';
import type { Folded } from './load.js';

/** How much is remembered, all streams together: an event weighs 1, a stream 10 beside its events. */
export const maxRememberedWeight = 30_000;
const weightOfStream = 10;

/**
 * Folded states of the streams used last, bounded by the number of streams and of events they were folded from. Two
 * generations: what is used moves into the young one, and when that has half the weight allowed, the old one goes. Nothing
 * is reordered on each use, which a map with many thousand entries would pay for dearly.
 */
export class StateCache {
  #young = new Map<StreamName, Folded>();
  #old = new Map<StreamName, Folded>();
  #youngWeight = 0;
  #forgotten = 0;

  constructor(private readonly limit = maxRememberedWeight) {}

  /** How often something was forgotten for being in doubt: what was read before that may be in doubt as well. */
  get doubts(): number {
    return this.#forgotten;
  }

  get(stream: StreamName): Folded | undefined {
    const young = this.#young.get(stream);
    if (young !== undefined) return young;
    const old = this.#old.get(stream);
    if (old !== undefined) this.#remember(stream, old, 0);
    return old;
  }

  /** Remembers a state, unless a later one of the stream is remembered already: two loads may end in the wrong order. */
  set(stream: StreamName, folded: Folded): void {
    const young = this.#young.get(stream);
    const before = young ?? this.#old.get(stream);
    if (before !== undefined && length(before) > length(folded)) return;
    this.#remember(stream, folded, young === undefined ? 0 : weight(young));
  }

  /** Forgets a state that may not be the stream's any more. */
  forget(stream: StreamName): void {
    this.#forgotten++;
    this.#old.delete(stream);
    const young = this.#young.get(stream);
    if (young === undefined) return;
    this.#young.delete(stream);
    this.#youngWeight -= weight(young);
  }

  #remember(stream: StreamName, folded: Folded, weightBefore: number): void {
    this.#young.set(stream, folded);
    this.#youngWeight += weight(folded) - weightBefore;
    if (this.#youngWeight <= this.limit / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngWeight = 0;
  }
}

const length = ({ revision }: Folded): number => (revision === 'none' ? 0 : revision + 1);
const weight = (folded: Folded): number => weightOfStream + length(folded);
