import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { StoreUnavailable, type PolicyCheckpoints, type Position } from '#kernel';
import { connect, type Connection } from './client.js';
import { defaultTimeLimitMs } from './event-log.js';
import { appendFailure, isWrongExpectedVersion, withinLimit } from './failures.js';
import { Pages } from './pages.js';
import { safeInteger } from './stored-form.js';

export type EventStoreCheckpointsOptions = {
  /** The connection string of the log they belong to. */
  readonly url: string;
  /** How long a call waits for the server, in milliseconds. Default 5,000. */
  readonly timeLimitMs?: number;
  /** What the streams' names begin with. Default `policy-checkpoint-`: two hyphens, so that no stream of ours bears such a name and the log never shows them. */
  readonly prefix?: string;
};

/** Checkpoints in EventStoreDB, beside the log: a stream a policy, of which the server keeps the last event. */
export function openEventStoreCheckpoints(options: EventStoreCheckpointsOptions): PolicyCheckpoints & { close(): Promise<void> } {
  return new EventStoreCheckpoints(options, connect(options.url));
}

type Kept = { readonly position: Position; readonly revision: number };

const policyName = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const defaultPrefix = 'policy-checkpoint-';

class EventStoreCheckpoints implements PolicyCheckpoints {
  readonly #pages: Pages;
  readonly #limitMs: number;
  /** Where each policy's stream stood when it was last read or written here. */
  readonly #known = new Map<string, Kept | 'none'>();
  #closed = false;

  constructor(private readonly options: EventStoreCheckpointsOptions, private readonly connection: Connection) {
    this.#limitMs = options.timeLimitMs ?? defaultTimeLimitMs;
    this.#pages = new Pages(connection.client, this.#limitMs);
  }

  async load(policy: string): Promise<Position | undefined> {
    const kept = await this.#read(this.#streamOf(policy));
    return kept === 'none' ? undefined : kept.position;
  }

  async save(policy: string, position: Position): Promise<void> {
    if (!Number.isSafeInteger(position) || position < 0) throw new RangeError(`${position} is not a position`);
    const stream = this.#streamOf(policy);
    for (;;) {
      const kept = this.#known.get(stream) ?? (await this.#read(stream));
      // Whoever came further (another process, before the lease changed hands) had all effects up to there acknowledged.
      if (kept !== 'none' && kept.position >= position) return;
      if (kept === 'none') await this.#keepOne(stream);
      if (await this.#write(stream, kept, position)) return;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.connection.release();
  }

  /** False when somebody else wrote meanwhile: read again. */
  async #write(stream: string, before: Kept | 'none', position: Position): Promise<boolean> {
    // Forgotten first: after a failure it is not known where the stream stands.
    this.#known.delete(stream);
    const expectedRevision = before === 'none' ? NO_STREAM : BigInt(before.revision);
    const event = jsonEvent({ id: randomUUID(), type: 'PolicyAdvanced', data: { position } });
    try {
      const call = this.connection.client.appendToStream(stream, event, { expectedRevision, deadline: this.#limitMs });
      const { nextExpectedRevision } = await withinLimit(call, this.#limitMs);
      this.#known.set(stream, { position, revision: safeInteger(nextExpectedRevision) });
      return true;
    } catch (error) {
      if (isWrongExpectedVersion(error)) return false;
      throw appendFailure(error);
    }
  }

  async #read(stream: string): Promise<Kept | 'none'> {
    const last = await this.#pages.last(stream);
    const kept = last?.event === undefined ? 'none' : { position: positionIn(last.event.data, stream), revision: safeInteger(last.event.revision) };
    this.#known.set(stream, kept);
    return kept;
  }

  /** Has the server keep but the last event of the stream; that was done already where it refuses. */
  async #keepOne(stream: string): Promise<void> {
    try {
      await withinLimit(this.connection.client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: NO_STREAM, deadline: this.#limitMs }), this.#limitMs);
    } catch (error) {
      if (!isWrongExpectedVersion(error)) throw appendFailure(error);
    }
  }

  #streamOf(policy: string): string {
    if (this.#closed) throw new StoreUnavailable('the checkpoints are closed', { trouble: 'closed' });
    if (!policyName.test(policy)) throw new RangeError(`"${policy}" is not the name of a policy`);
    return `${this.options.prefix ?? defaultPrefix}${policy}`;
  }
}

function positionIn(data: unknown, stream: string): Position {
  const position = typeof data === 'object' && data !== null && 'position' in data ? data.position : undefined;
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) throw new Error(`${stream} holds no position`);
  return position;
}
