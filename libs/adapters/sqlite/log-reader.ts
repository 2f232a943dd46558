import {
  assertUndamaged,
  DamagedEvent,
  decode,
  maxPage,
  StoreUnavailable,
  type EventFeed,
  type EventReader,
  type Hashing,
  type PlacedEvent,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamName,
  type TypedBatch,
} from '#kernel';
import type { Statement } from 'better-sqlite3';
import { Damage, DamagedLog, type DamagedPlace } from './log-damage.js';
import { openForReading, type Connection } from './log-database.js';
import { readHead } from './log-head.js';
import { NoNews, PortNews, type News } from './log-news.js';
import type { NewsPort } from './log-news-port.js';
import type { LogScout } from './log-scout.js';
import { followPage, followTypes } from './log-typed-feed.js';

type Row = readonly [position: unknown, stream: unknown, revision: unknown, id: unknown, type: unknown, data: unknown, metadata: unknown, digest: unknown];
/** What {@link writtenOf} needs. A digest comes as hex from SQLite: a Buffer for each event would make reading a quarter dearer. */
export const columns = "position, stream, revision, id, type, data, metadata, CASE typeof(digest) WHEN 'blob' THEN lower(hex(digest)) END";

/**
 * Reads pages on a connection of its own, on the thread that calls. Checks each event's digest, that revisions and
 * positions follow each other without a gap, and that the log does not end before the end it has heard of.
 */
export class SqliteLogReader implements EventReader, EventFeed {
  readonly #ofStream: Statement;
  readonly #ofLog: Statement;
  readonly #headOf: Statement;
  readonly #end: Statement;
  #closed = false;
  #asked: (() => void)[] = [];

  constructor(
    private readonly db: Connection,
    private readonly hashing: Hashing,
    private readonly news: News,
    private readonly damage: Damage | undefined = undefined,
    private readonly scout: LogScout | undefined = undefined,
  ) {
    this.#ofStream = db.prepare(`SELECT ${columns} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`).raw();
    this.#ofLog = db.prepare(`SELECT ${columns} FROM events WHERE position > ? ORDER BY position LIMIT ?`).raw();
    this.#headOf = db.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1').pluck();
    this.#end = db.prepare('SELECT max(position) FROM events').pluck();
  }

  read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]> {
    return this.#serveTogether({ stream }, () => {
      const events = (this.#ofStream.all(stream, from, page(limit)) as Row[]).map((row) => this.#decode(row));
      events.forEach(({ position, revision }, index) => {
        if (revision !== from + index) throw new DamagedLog({ stream, position }, `revision ${from + index} is missing`);
      });
      return events;
    });
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.#page(after, limit, (row) => this.#decode(row));
  }

  readAllWritten(after: Position, limit: number): Promise<readonly PlacedEvent[]> {
    return this.#page(after, limit, (row) => {
      const event = writtenOf(row);
      assertUndamaged(event.position, event, this.hashing);
      return event;
    });
  }

  #page<T extends { readonly position: Position }>(after: Position, limit: number, read: (row: Row) => T): Promise<readonly T[]> {
    return this.#serve({}, () => {
      const { end } = this.news;
      const events = (this.#ofLog.all(after, page(limit)) as Row[]).map(read);
      // Our writer leaves no gaps, so one is damage (the port promises callers only the order).
      events.forEach(({ position }, index) => {
        if (position !== after + 1 + index) throw new DamagedLog({ position: after + 1 + index }, 'the event is missing');
      });
      if (events.length < limit && after + events.length < end) throw new DamagedLog({ position: after + events.length + 1 }, `the log ends here, but ${end} events were acknowledged`);
      return events;
    });
  }

  head(stream: StreamName): Promise<Revision | 'none'> {
    return this.#serve({ stream }, () => (this.#headOf.get(stream) as Revision | undefined) ?? 'none');
  }

  end(): Promise<Position> {
    return this.#serve({}, () => {
      const heard = this.news.end;
      const end = (this.#end.get() as Position | null) ?? 0;
      if (end < heard) throw new DamagedLog({ position: end + 1 }, `the log ends here, but ${heard} events were acknowledged`);
      return end;
    });
  }

  async *follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    let position = after;
    while (!signal.aborted && !this.#closed) {
      const events = await this.readAll(position, this.news.end - position > maxPage ? maxPage : followPage);
      const last = events.at(-1);
      if (last === undefined) await this.news.after(position, signal);
      else {
        position = last.position;
        yield events;
      }
    }
  }

  followTypes(types: ReadonlySet<string>, after: Position, signal: AbortSignal): AsyncIterable<TypedBatch> {
    const { news, scout } = this;
    return followTypes({ log: this, news, scout, types, after, until: () => signal.aborted || this.#closed }, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.news.close();
    await this.scout?.close();
    this.db.close();
  }

  /**
   * Reads asked for in one turn of the event loop share a snapshot. After each commit a new snapshot costs SQLite its page
   * cache: 64 commands that load 64 streams would read the same upper pages of the index 64 times.
   */
  #serveTogether<T>(where: DamagedPlace, answer: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const asked = this.#asked.push(() => void this.#serve(where, answer).then(resolve, reject));
      if (asked === 1) process.nextTick(() => this.#answerAll());
    });
  }

  #answerAll(): void {
    const answers = this.#asked;
    this.#asked = [];
    const shared = answers.length > 1 && !this.#closed;
    if (shared) this.db.exec('BEGIN');
    for (const answer of answers) answer();
    // After some errors SQLite has ended the transaction itself.
    if (shared && this.db.inTransaction) this.db.exec('COMMIT');
  }

  async #serve<T>(where: DamagedPlace, answer: () => T): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('the log is closed', { trouble: 'closed' });
    const damage = this.damage ?? new Damage();
    if (damage.known !== undefined) throw damage.known;
    try {
      return answer();
    } catch (error) {
      throw damage.learn(error, where);
    }
  }

  #decode(row: Row): StoredEvent {
    const [position] = row;
    return decode(position as Position, writtenOf(row), this.hashing);
  }
}

/** A row as written. The types are checked as well: a flipped byte can turn a text into a blob with the same digest. */
export function writtenOf([position, stream, revision, id, type, data, metadata, digest]: Row): PlacedEvent {
  if (
    typeof stream !== 'string' || typeof revision !== 'number' || typeof id !== 'string' || typeof type !== 'string' ||
    typeof data !== 'string' || typeof metadata !== 'string' || typeof digest !== 'string'
  ) {
    throw new DamagedEvent({ stream: String(stream), revision: Number(revision), position: Number(position) }, 'a column has another type');
  }
  return { position: position as Position, stream, revision, id, type, data, metadata, digest };
}

function page(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPage) throw new RangeError(`a page holds 1 to ${maxPage} events, not ${limit}`);
  return limit;
}

export type ReaderSettings = {
  readonly folder: string;
  readonly hashing: Hashing;
  /** From `log.subscribe()`, in another thread of the writer's process. Without it the reader looks for itself. */
  readonly news?: NewsPort;
};

/**
 * Opens a log for reading only: in another thread of the writer's process, or in another process (an auditor).
 * @throws DamagedLog when the log is shorter than its head file says; StoreUnavailable when it is not there.
 */
export async function openSqliteLogReader({ folder, hashing, news }: ReaderSettings): Promise<SqliteLogReader> {
  const damage = new Damage();
  let db: Connection | undefined;
  try {
    // The head is read first: it lags behind what the database then shows.
    const head = readHead(folder);
    db = openForReading(folder);
    const reader = new SqliteLogReader(db, hashing, news === undefined ? new NoNews() : new PortNews(news));
    const end = await reader.end();
    if (typeof head === 'object' && head.position > end) throw new DamagedLog({ position: end + 1 }, `the log ends here, but ${head.position} events were acknowledged`);
    return reader;
  } catch (error) {
    db?.close();
    throw damage.learn(error);
  }
}
