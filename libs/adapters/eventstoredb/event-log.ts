import { NO_STREAM } from '@eventstore/db-client';
import {
  AppendUnknown,
  assertAppendable,
  beginning,
  DamagedEvent,
  maxPage,
  StoreUnavailable,
  type Appended,
  type EventLog,
  type Hashing,
  type NewEvent,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamName,
  type WrittenEvent,
  type WrongRevision,
} from '#kernel';
import { connect, type Connection } from './client.js';
import { appendFailure, isWrongExpectedVersion, withinLimit } from './failures.js';
import { feed } from './feed.js';
import { Pages } from './pages.js';
import { fromStore, positionOf, safeInteger, toBeAppended } from './stored-form.js';

export type EventStoreLogOptions = {
  /** Connection string, as `esdb://host:2113?tls=false`. A process uses one. */
  readonly url: string;
  readonly hashing: Hashing;
  /** How long a call waits for the server, in milliseconds; an append beyond it is AppendUnknown. Default 5,000. */
  readonly timeLimitMs?: number;
  /** How long a subscription may say nothing before the log's end is compared, in milliseconds. Default 10,000. */
  readonly silenceMs?: number;
  /** Told when a subscription has ended by itself or fell silent, before the next try. */
  readonly interrupted?: (error: unknown, retryInMs: number) => void;
};

export const defaultTimeLimitMs = 5_000;

/** The fewest events asked for at once: with less, other programs' events would cost a round trip each. */
const smallestPage = 64;

/** A log in EventStoreDB. Connects when first used. @throws Error for a malformed connection string, or a second one. */
export function openEventStoreLog(options: EventStoreLogOptions): EventLog {
  return new EventStoreLog(options, connect(options.url));
}

class EventStoreLog implements EventLog {
  readonly soleWriter = false;
  readonly #pages: Pages;
  readonly #limitMs: number;
  readonly #closing = new AbortController();

  constructor(private readonly options: EventStoreLogOptions, private readonly connection: Connection) {
    this.#limitMs = options.timeLimitMs ?? defaultTimeLimitMs;
    this.#pages = new Pages(connection.client, this.#limitMs);
  }

  async append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision> {
    this.#assertOpen();
    const first = expected === 'none' ? 0 : expected + 1;
    const ready = toBeAppended(stream, first, events, this.options.hashing);
    const written = ready.map((event) => event.written);
    // Before the call: what the server or the client cannot take harms other appends too.
    assertAppendable(stream, expected, written);
    try {
      const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
      const call = this.connection.client.appendToStream(stream, ready.map(({ form }) => form), { expectedRevision, deadline: this.#limitMs });
      const { nextExpectedRevision, position } = await withinLimit(call, this.#limitMs);
      const revision = safeInteger(nextExpectedRevision);
      if (position !== undefined && revision === first + written.length - 1) return { revision, position: safeInteger(position.commit) };
    } catch (error) {
      if (!isWrongExpectedVersion(error)) throw appendFailure(error);
      const actual = error.actualVersion === NO_STREAM ? 'none' : safeInteger(error.actualVersion as bigint);
      return (await this.#firstAnswer(stream, first, written)) ?? { wrongRevision: true, actual };
    }
    const answer = await this.#firstAnswer(stream, first, written);
    if (answer === undefined) throw new AppendUnknown('EventStoreDB says it wrote, and the events are not there');
    return answer;
  }

  async read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    assertPage(from, limit);
    const page = await this.#pages.stream(stream, from, limit);
    return page.map((read, index) => {
      const event = fromStore(read, this.options.hashing);
      const revision = from + index;
      // Whoever folds the stream would otherwise go on without what is missing.
      if (event?.revision !== revision) throw new DamagedEvent({ stream, revision, position: positionOf(read) }, 'another event stands in its place, or none');
      return event;
    });
  }

  async readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    this.#assertOpen();
    assertPage(after, limit);
    const found: StoredEvent[] = [];
    for (let position = after; ; ) {
      const count = Math.min(maxPage, Math.max(limit - found.length, smallestPage));
      const page = await this.#pages.after(position, count);
      for (const read of page) {
        const event = fromStore(read, this.options.hashing);
        if (event !== undefined && found.push(event) === limit) return found;
        position = positionOf(read);
      }
      if (page.length < count) return found;
    }
  }

  async head(stream: StreamName): Promise<Revision | 'none'> {
    this.#assertOpen();
    const last = await this.#pages.last(stream);
    return last?.event === undefined ? 'none' : safeInteger(last.event.revision);
  }

  async end(): Promise<Position> {
    this.#assertOpen();
    for (let position: Position | 'end' = 'end', count = smallestPage; ; count = maxPage) {
      const page = await this.#pages.before(position, count);
      const last = page.find((read) => fromStore(read, this.options.hashing) !== undefined);
      if (last !== undefined) return positionOf(last);
      const first = page.at(-1);
      if (first === undefined || page.length < count) return beginning;
      position = positionOf(first);
    }
  }

  follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    this.#assertOpen();
    assertPage(after, maxPage);
    const { hashing, interrupted, silenceMs } = this.options;
    const { client } = this.connection;
    return feed({ client, pages: this.#pages, hashing, interrupted, silenceMs }, after, AbortSignal.any([signal, this.#closing.signal]));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.connection.release();
  }

  /** The answer these very events got, where they stand at that revision already. */
  async #firstAnswer(stream: StreamName, first: Revision, written: readonly WrittenEvent[]): Promise<Appended | undefined> {
    let last: StoredEvent | undefined;
    for (let done = 0; done < written.length; done += maxPage) {
      const wanted = written.slice(done, done + maxPage);
      const there = await this.#readBack(stream, first + done, wanted.length);
      if (there.length < wanted.length || there.some((event, index) => event.id !== wanted[index]?.id)) return undefined;
      last = there.at(-1);
    }
    return last === undefined ? undefined : { revision: last.revision, position: last.position };
  }

  async #readBack(stream: StreamName, from: Revision, count: number): Promise<readonly StoredEvent[]> {
    try {
      return await this.read(stream, from, count);
    } catch (error) {
      // Nothing was written now, but an earlier try of the same append may have been.
      if (error instanceof StoreUnavailable) throw new AppendUnknown(`the stream moved on, by whose hand could not be read: ${error.message}`, { cause: error });
      throw error;
    }
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreUnavailable('the log is closed', { trouble: 'closed' });
  }
}

function assertPage(from: number, limit: number): void {
  if (!Number.isSafeInteger(from) || from < 0) throw new RangeError(`${from} is neither a revision nor a position`);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPage) throw new RangeError(`a page holds 1 to ${maxPage} events, not ${limit}`);
}
