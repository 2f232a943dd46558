import { BACKWARDS, END, FORWARDS, START, type AllStreamResolvedEvent, type EventStoreDBClient, type ResolvedEvent, type StreamingRead } from '@eventstore/db-client';
import type { Position, Revision, StreamName } from '#kernel';
import { isStreamNotFound, readFailure, TimeLimitPassed } from './failures.js';
import { positionOf } from './stored-form.js';

/** Reads pages as the server gives them, its own and other programs' events included. Each is read to its end. */
export class Pages {
  constructor(private readonly client: EventStoreDBClient, private readonly limitMs: number) {}

  /** Events of a stream from a revision on; none when there is no such stream. @throws StoreUnavailable */
  stream(stream: StreamName, from: Revision, count: number): Promise<readonly ResolvedEvent[]> {
    return this.#ofStream(this.client.readStream(stream, { direction: FORWARDS, fromRevision: BigInt(from), maxCount: count }));
  }

  /** The last event of a stream. @throws StoreUnavailable */
  async last(stream: StreamName): Promise<ResolvedEvent | undefined> {
    // Without END a read backwards begins at the start.
    return (await this.#ofStream(this.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })))[0];
  }

  /** Up to `count` events after a position. @throws StoreUnavailable; RangeError where no event stands there. */
  async after(position: Position, count: number): Promise<readonly AllStreamResolvedEvent[]> {
    const fromPosition = position === 0 ? START : { commit: BigInt(position), prepare: BigInt(position) };
    // Reading begins with the event at the position itself: one more, and that one is dropped.
    const page = await this.#ofAll(this.client.readAll({ direction: FORWARDS, fromPosition, maxCount: count + 1 }));
    const rest = page.filter((read) => positionOf(read) > position);
    return rest.slice(0, count);
  }

  /** Up to `count` events before a position, or before the end, the last first. @throws StoreUnavailable */
  async before(position: Position | 'end', count: number): Promise<readonly AllStreamResolvedEvent[]> {
    const fromPosition = position === 'end' ? END : { commit: BigInt(position), prepare: BigInt(position) };
    const page = await this.#ofAll(this.client.readAll({ direction: BACKWARDS, fromPosition, maxCount: count + 1 }));
    const rest = position === 'end' ? page : page.filter((read) => positionOf(read) < position);
    return rest.slice(0, count);
  }

  async #ofStream(reading: StreamingRead<ResolvedEvent>): Promise<readonly ResolvedEvent[]> {
    try {
      return await collect(reading, this.limitMs);
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      throw readFailure(error);
    }
  }

  async #ofAll(reading: StreamingRead<AllStreamResolvedEvent>): Promise<readonly AllStreamResolvedEvent[]> {
    try {
      return await collect(reading, this.limitMs);
    } catch (error) {
      throw readFailure(error);
    }
  }
}

/** Everything a read gives, unless the server is silent for longer than the limit, in milliseconds. */
function collect<E>(reading: StreamingRead<E>, limitMs: number): Promise<readonly E[]> {
  return new Promise((resolve, reject) => {
    const events: E[] = [];
    const timer = setTimeout(() => {
      reject(new TimeLimitPassed(limitMs));
      // A read left open keeps the client from ever ending.
      reading.cancel().catch(() => {});
    }, limitMs);
    reading.on('data', (event) => {
      timer.refresh();
      events.push(event);
    });
    reading.on('end', () => {
      clearTimeout(timer);
      resolve(events);
    });
    // Stays attached after the first: an error nobody listens to ends the process.
    reading.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
