import {
  assertAppendable,
  encode,
  StoreUnavailable,
  type Appended,
  type EventLog,
  type Hashing,
  type NewEvent,
  type PlacedEvent,
  type PolicyCheckpoints,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamName,
  type TypedBatch,
  type WrongRevision,
} from '#kernel';
import { lockFolder } from './lock.js';
import { asStoreError, Damage } from './log-damage.js';
import { openForReading } from './log-database.js';
import { inspectLog } from './log-inspection.js';
import { LogNews } from './log-news.js';
import type { NewsPort } from './log-news-port.js';
import { SqliteLogReader } from './log-reader.js';
import { LogScout } from './log-scout.js';
import { LogVerification, type Verification } from './log-verification.js';
import { LogWriter } from './log-writer.js';
import { Writing, type WritingTold } from './log-writing.js';
import { makeFolder } from './make-folder.js';
import { SqlitePolicyCheckpoints } from './policy-checkpoints.js';

export type LogSettings = {
  /** The log's folder, made when it is not there. One process a folder. */
  readonly folder: string;
  readonly hashing: Hashing;
  /** Pages of 4 KiB the database may have at most; without, the disk is the limit. */
  readonly maxPages?: number;
  /** How many of the last events are verified before the log opens; the rest is verified in the background. */
  readonly tail?: number;
  /** Milliseconds after opening when that begins; default: when starting is over. */
  readonly verifyAfterMs?: number;
  readonly told?: WritingTold;
};

type Parts = {
  readonly hashing: Hashing;
  readonly reader: SqliteLogReader;
  readonly writer: LogWriter;
  readonly writing: Writing;
  readonly damage: Damage;
  readonly verification: LogVerification;
  readonly checkpoints: PolicyCheckpoints;
  readonly unlock: () => void;
};

/** The embedded log: SQLite in a folder that this process alone writes to. Open it with {@link openSqliteLog}. */
export class SqliteEventLog implements EventLog {
  readonly soleWriter = true;
  readonly #parts: Parts;
  #closed: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Checkpoints of policies: they live with the log. */
  get checkpoints(): PolicyCheckpoints {
    return this.#parts.checkpoints;
  }

  /** How far the log is verified, and any damage found; for `/health`. */
  get verification(): Verification {
    return this.#parts.verification.status;
  }

  /** The first damage found, if any: from then on nothing is served from the log, nor from what was made of it. */
  get damage(): Error | undefined {
    return this.#parts.damage.known;
  }

  /** Why the last write failed, until one goes well. */
  get failing(): Error | undefined {
    return this.#parts.writing.failing;
  }

  /** 0 to 1: how full the writer's queue is. */
  get load(): number {
    return this.#parts.writer.load;
  }

  /** News of the log's end, for `openSqliteLogReader` in another thread of this process. */
  subscribe(): NewsPort {
    return this.#parts.writer.subscribe();
  }

  async append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision> {
    const { damage, hashing, writer } = this.#parts;
    if (damage.known !== undefined) throw new StoreUnavailable(damage.known.message, { cause: damage.known });
    if (this.#closed !== undefined) throw new StoreUnavailable('the log is closed', { trouble: 'closed' });
    const first = expected === 'none' ? 0 : expected + 1;
    const written = events.map((event, index) => encode(stream, first + index, event, hashing));
    assertAppendable(stream, expected, written);
    return writer.append(stream, first, written);
  }

  read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]> {
    return this.#parts.reader.read(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.#parts.reader.readAll(after, limit);
  }

  readAllWritten(after: Position, limit: number): Promise<readonly PlacedEvent[]> {
    return this.#parts.reader.readAllWritten(after, limit);
  }

  head(stream: StreamName): Promise<Revision | 'none'> {
    return this.#parts.reader.head(stream);
  }

  end(): Promise<Position> {
    return this.#parts.reader.end();
  }

  follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]> {
    return this.#parts.reader.follow(after, signal);
  }

  followTypes(types: ReadonlySet<string>, after: Position, signal: AbortSignal): AsyncIterable<TypedBatch> {
    return this.#parts.reader.followTypes(types, after, signal);
  }

  /** Writes what is queued, then gives the folder back. Followers end. */
  close(): Promise<void> {
    const { verification, reader, writer, unlock } = this.#parts;
    this.#closed ??= (async () => {
      await verification.stop();
      await reader.close();
      // Last, so that SQLite folds the WAL into the database.
      await writer.close();
      unlock();
    })();
    return this.#closed;
  }
}

/**
 * Opens a folder's log: takes the folder, inspects the log (read-only), then starts its writer. The events before the
 * last 10,000 are verified in the background; see {@link SqliteEventLog.verification}.
 * @throws FolderInUse when another process has the folder; DamagedLog or DamagedEvent when the log is not what was
 *   acknowledged; StoreUnavailable when the folder cannot be read or written.
 */
export async function openSqliteLog({ folder, hashing, maxPages, tail, verifyAfterMs, told }: LogSettings): Promise<SqliteEventLog> {
  const unlock = takeFolder(folder);
  const news = new LogNews();
  const damage = new Damage();
  const writing = new Writing(told);
  const verification = new LogVerification(damage, () => news.end);
  // Started before the inspection: the thread loads its code meanwhile, and touches no file.
  const writer = new LogWriter(maxPages === undefined ? { folder } : { folder, maxPages }, {
    appended: (last, events) => events.forEach(({ type }, index) => news.appended(last - events.length + 1 + index, type)),
    grown: (end) => news.announce(end),
    noted: (note) => verification.note(note),
    failed: (error) => writing.failed(damage.learn(error)),
    wentWell: () => writing.wentWell(),
  });
  try {
    const { from, notes } = inspectLog(folder, hashing, tail);
    notes.forEach((note) => verification.note(note));
    news.announce(await writer.open());
    const db = openForReading(folder);
    const reader = new SqliteLogReader(db, hashing, news, damage, new LogScout(folder));
    verification.run({ folder, to: from }, verifyAfterMs);
    return new SqliteEventLog({ hashing, reader, writer, writing, damage, verification, checkpoints: new SqlitePolicyCheckpoints(db, writer, damage), unlock });
  } catch (error) {
    await writer.close();
    unlock();
    throw asStoreError(error);
  }
}

function takeFolder(folder: string): () => void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw asStoreError(error);
  }
  return lockFolder(folder);
}
