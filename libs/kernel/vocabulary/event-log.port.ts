import type { NewEvent, Position, Revision, StoredEvent } from './message.js';
import type { WrittenEvent } from './codec.js';
import type { StreamName } from './naming.js';

/** The most events one read returns. */
export const maxPage = 1_000;
/** The most bytes (data and metadata, UTF-8) one append may carry, in every store. */
export const maxAppendBytes = 900_000;

/** Answer of an append that took place. `position` is that of the last event. */
export type Appended = { readonly revision: Revision; readonly position: Position };
/** Answer of an append that did not, because the stream had moved on. */
export type WrongRevision = { readonly wrongRevision: true; readonly actual: Revision | 'none' };

/** An event as written, with its place in the log. */
export type PlacedEvent = WrittenEvent & { readonly position: Position };

/** Reads by pages: never an iterator left open. Every event's digest is checked; @throws DamagedEvent. */
export interface EventReader {
  /** Events of one stream from `from` on, at most `limit` (≤ {@link maxPage}); empty for a stream that does not exist. */
  read(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredEvent[]>;
  /** Events of the log after a position, at most `limit` (≤ {@link maxPage}). */
  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]>;
  /** As {@link readAll}, checked alike but not parsed: for folds over the whole log. A store may leave it out. */
  readAllWritten?(after: Position, limit: number): Promise<readonly PlacedEvent[]>;
  /** Revision of a stream's last event. */
  head(stream: StreamName): Promise<Revision | 'none'>;
  /** Position of the log's last event; `beginning` when it is empty. */
  end(): Promise<Position>;
}

export interface EventWriter {
  /**
   * Appends all events at once or none. Resolves when they are on disk (fsync), never before.
   * A repeated append with the same ids at the same expected revision gets its first answer.
   * @throws AppendUnknown when it cannot be said whether the events were written: repeat with the same bytes.
   * @throws StoreUnavailable when nothing was written (disk full, read-only, closed, server away).
   * @throws RangeError for an empty append, one over {@link maxAppendBytes}, or a name that is none.
   */
  append(stream: StreamName, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended | WrongRevision>;
}

export interface EventFeed {
  /**
   * Everything after a position, first what is there, then what comes, in batches in the log's order, until the
   * signal aborts. Survives a store that goes away and comes back.
   */
  follow(after: Position, signal: AbortSignal): AsyncIterable<readonly StoredEvent[]>;
  /**
   * As {@link follow}, but only events of these types; the others are passed over unparsed, and unread where the store
   * itself saw them come. A store may leave it out: ask through `followTypes`.
   */
  followTypes?(types: ReadonlySet<string>, after: Position, signal: AbortSignal): AsyncIterable<TypedBatch>;
}

/**
 * Events of the types asked for, in the log's order. The log was looked through up to `position`, which may lie beyond the
 * last of them; on the way `passedOver` events of other types were left aside.
 */
export type TypedBatch = { readonly events: readonly StoredEvent[]; readonly position: Position; readonly passedOver: number };

/** A log: what every store adapter offers. */
export interface EventLog extends EventReader, EventWriter, EventFeed {
  /** True when no other process can append: a cached state is then known to be current. */
  readonly soleWriter: boolean;
  /** 0 to 1: how full the queue of appends is; whoever makes work for itself pauses at a half. A store without a queue leaves it out. */
  readonly load?: number;
  close(): Promise<void>;
}

export const isWrongRevision = (answer: Appended | WrongRevision): answer is WrongRevision => 'wrongRevision' in answer;

/** It is not known whether an append took place. */
export class AppendUnknown extends Error {
  override readonly name = 'AppendUnknown';
}

/** Why a store cannot serve, as a reader may be told; `away`: all else, and the message says more to the operator. */
export type StoreTrouble = 'away' | 'full' | 'closed' | 'building' | 'diskFull' | 'readOnly' | 'stopping';

/** The store cannot serve now, and nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
  readonly trouble: StoreTrouble;

  constructor(message: string, { trouble = 'away', ...options }: ErrorOptions & { readonly trouble?: StoreTrouble } = {}) {
    super(message, options);
    this.trouble = trouble;
  }
}
