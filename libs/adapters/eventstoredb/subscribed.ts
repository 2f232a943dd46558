import { setImmediate as nextTurn } from 'node:timers/promises';
import { START, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '#kernel';

/** The most events handed out at once, and buffered: with more the server waits. */
const maxBatch = 500;
/** Streams named as ours are. What the server can sift out is not sent: its own streams, and the policies' checkpoints. */
const ourStreams = '^[a-z]{1,20}-[a-z0-9][a-z0-9_.]*$';
/**
 * The server tells how far it has looked once in this many times 32 events. A sign of life, no more: such a position is
 * that of an event not yet looked at, and a subscription from there would leave it out.
 */
const checkpointInterval = 1_000;

/** One subscription to the whole log, from its start to its end, read by pulling. */
export class Subscribed {
  readonly #subscription: AllStreamSubscription;
  #failure: Error | undefined;
  #wake: () => void = () => {};
  #heardAt = performance.now();

  constructor(client: EventStoreDBClient, after: Position, private readonly signal: AbortSignal) {
    const fromPosition = after === 0 ? START : { commit: BigInt(after), prepare: BigInt(after) };
    const filter = streamNameFilter({ regex: ourStreams, checkpointInterval, checkpointReached: () => void (this.#heardAt = performance.now()) });
    this.#subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: maxBatch });
    this.#subscription.on('readable', () => this.#wake());
    // Stays attached: an error nobody listens to ends the process.
    this.#subscription.on('error', (error) => this.#fail(error));
    this.#subscription.on('end', () => this.#fail(new Error('the server ended the subscription')));
    signal.addEventListener('abort', this.#abort);
  }

  /**
   * The events that come next; none when nothing was heard for `silenceMs`, not even that the server is passing over
   * what others wrote; `undefined` once the signal has aborted.
   * @throws whatever ended the subscription
   */
  async next(silenceMs: number): Promise<readonly AllStreamResolvedEvent[] | undefined> {
    this.#heardAt = performance.now();
    while (!this.signal.aborted) {
      const events = this.#take();
      if (events.length > 0) return events;
      if (this.#failure !== undefined) throw this.#failure;
      const leftMs = this.#heardAt + silenceMs - performance.now();
      if (leftMs <= 0) return [];
      await this.#woken(leftMs);
      // Events trickle in one by one: one turn later all that came with this one is there, and is handed out together.
      await nextTurn();
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

  #woken(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(this.#wake, withinMs);
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
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
