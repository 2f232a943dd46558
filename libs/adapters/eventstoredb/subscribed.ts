import { START, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '#kernel';
import { positionOf, safeInteger } from './stored-form.js';

/** What came: events, or only news of how far the server has looked without finding any. */
export type Arrived = { readonly events: readonly AllStreamResolvedEvent[]; readonly position: Position };

/** The most events handed out at once, and buffered: with more the server waits. */
const maxBatch = 500;
/** The server tells how far it has looked once in this many events (it counts in 32s). */
const checkpointInterval = 1_024 / 32;
/** Streams named as ours are. What the server can sift out is not sent: its own streams, and the policies' checkpoints. */
const ourStreams = '^[a-z]{1,20}-[a-z0-9][a-z0-9_.]*$';

/** One subscription to the whole log, from its start to its end, read by pulling. */
export class Subscribed {
  readonly #subscription: AllStreamSubscription;
  #looked: Position;
  #told: Position;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(client: EventStoreDBClient, after: Position, private readonly signal: AbortSignal) {
    this.#looked = after;
    this.#told = after;
    const checkpointReached = async (_: unknown, { commit }: { commit: bigint }) => this.#notice(() => (this.#looked = safeInteger(commit)));
    const filter = streamNameFilter({ regex: ourStreams, checkpointInterval, checkpointReached });
    const fromPosition = after === 0 ? START : { commit: BigInt(after), prepare: BigInt(after) };
    this.#subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: maxBatch });
    this.#subscription.on('readable', () => this.#wake());
    // Stays attached until the end of the process: an error nobody listens to would be that end.
    this.#subscription.on('error', (error) => this.#notice(() => (this.#failure ??= error)));
    this.#subscription.on('end', () => this.#notice(() => (this.#failure ??= new Error('the server ended the subscription'))));
    signal.addEventListener('abort', this.#abort);
  }

  /** What comes next; `undefined` once the signal has aborted. @throws whatever ended the subscription */
  async next(): Promise<Arrived | undefined> {
    while (!this.signal.aborted) {
      const events = this.#take();
      const last = events.at(-1);
      if (last !== undefined) return { events, position: (this.#told = positionOf(last)) };
      // Nothing is buffered, so everything before this position has been handed out.
      if (this.#looked > this.#told) return { events, position: (this.#told = this.#looked) };
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return undefined;
  }

  /** Ends it, whatever state it is in. */
  end(): void {
    this.signal.removeEventListener('abort', this.#abort);
    // Rejects where it never began; there is nothing to end then.
    this.#subscription.unsubscribe().catch(() => {});
  }

  readonly #abort = () => this.#wake();

  #notice(change: () => void): void {
    change();
    this.#wake();
  }

  #take(): readonly AllStreamResolvedEvent[] {
    const events: AllStreamResolvedEvent[] = [];
    while (events.length < maxBatch) {
      const read = this.#subscription.read() as AllStreamResolvedEvent | null;
      if (read === null) break;
      events.push(read);
    }
    return events;
  }
}
