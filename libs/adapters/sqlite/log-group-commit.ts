import type { Position, Revision, StreamName } from '#kernel';
import type { Statement } from 'better-sqlite3';
import { chainStart, checkpointDigest, nextChain } from './log-chain.js';
import type { Connection } from './log-database.js';
import type { Head } from './log-head.js';

/** Id, type, data, metadata and digest (hex) of one event after the other. */
export type FlatEvents = readonly string[];
export const flatFields = 5;

/** What the writer thread is asked for; the number finds the way back to the caller. */
export type Request =
  | readonly ['append', number: number, stream: StreamName, first: Revision, events: FlatEvents]
  | readonly ['checkpoint', number: number, policy: string, position: Position];

/** What became of it. `actual` −1: the stream is empty. */
export type Answer =
  | readonly ['appended', number: number, revision: Revision, position: Position]
  | readonly ['moved-on', number: number, actual: Revision | -1]
  | readonly ['kept', number: number]
  | readonly ['failed', number: number, code: string, message: string, written: 'nothing' | 'unknown'];

/** Failures at commit after which the transaction may be on disk all the same. A failed write left no commit frame. */
const mayBeWritten = /^SQLITE_IOERR(?!_WRITE$)/;

/** Carries out what has queued up in one transaction and one fsync; each append is decided for itself. */
export class GroupCommit {
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #headOf: Statement;
  readonly #idAt: Statement;
  readonly #insert: Statement;
  readonly #savesOf: Statement;
  readonly #keep: Statement;
  #end: Position = 0;
  #chain: Buffer = chainStart;
  #saves = 0;

  constructor(private readonly db: Connection) {
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#headOf = db.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1').pluck();
    this.#idAt = db.prepare('SELECT id, position FROM events WHERE stream = ? AND revision = ?').raw();
    this.#savesOf = db.prepare('SELECT saves FROM policy_checkpoints WHERE policy = ?').pluck();
    this.#insert = db.prepare('INSERT INTO events (position, stream, revision, id, type, data, metadata, digest, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#keep = db.prepare('REPLACE INTO policy_checkpoints (policy, position, saves, digest) VALUES (?, ?, ?, ?)');
    const last = db.prepare('SELECT position, chain FROM events ORDER BY position DESC LIMIT 1').raw().get() as [Position, Buffer] | undefined;
    if (last !== undefined) [this.#end, this.#chain] = last;
    this.#saves = db.prepare('SELECT total(saves) FROM policy_checkpoints').pluck().get() as number;
  }

  /** Where the committed log ends. */
  get head(): Head {
    return { position: this.#end, chain: this.#chain.toString('hex'), saves: this.#saves };
  }

  /** All answers hold: what was appended is on disk. On a failure nothing of the whole group is kept. */
  commit(requests: readonly Request[]): readonly Answer[] {
    const [end, chain, saves] = [this.#end, this.#chain, this.#saves];
    let committing = false;
    try {
      this.#begin.run();
      const answers = requests.map((request) => this.#carryOut(request));
      committing = true;
      this.#commit.run();
      return answers;
    } catch (error) {
      [this.#end, this.#chain, this.#saves] = [end, chain, saves];
      this.#rollBack();
      const { code = '', message } = error as Error & { code?: string };
      const written = committing && mayBeWritten.test(code) ? 'unknown' : 'nothing';
      return requests.map(([, number]) => ['failed', number, code, message, written]);
    }
  }

  #rollBack(): void {
    try {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
    } catch {
      // The first error is the one to report; the next BEGIN fails if the connection is beyond use.
    }
  }

  #carryOut(request: Request): Answer {
    if (request[0] === 'append') return this.#append(request[1], request[2], request[3], request[4]);
    const [, number, policy, position] = request;
    const saves = ((this.#savesOf.get(policy) as number | undefined) ?? 0) + 1;
    this.#keep.run(policy, position, saves, checkpointDigest({ policy, position, saves }));
    this.#saves++;
    return ['kept', number];
  }

  #append(number: number, stream: StreamName, first: Revision, events: FlatEvents): Answer {
    const actual = (this.#headOf.get(stream) as Revision | undefined) ?? -1;
    if (actual + 1 !== first) return this.#repeated(number, stream, first, events) ?? ['moved-on', number, actual];
    let revision = first;
    for (let i = 0; i < events.length; i += flatFields, revision++) {
      const digest = Buffer.from(events[i + 4] ?? '', 'hex');
      this.#chain = nextChain(this.#chain, digest);
      this.#insert.run(++this.#end, stream, revision, events[i], events[i + 1], events[i + 2], events[i + 3], digest, this.#chain);
    }
    return ['appended', number, revision - 1, this.#end];
  }

  /** The first answer, where these very events stand at that revision already. */
  #repeated(number: number, stream: StreamName, first: Revision, events: FlatEvents): Answer | undefined {
    let last: Position = 0;
    let revision = first;
    for (let i = 0; i < events.length; i += flatFields, revision++) {
      const [id, position] = (this.#idAt.get(stream, revision) as [string, Position] | undefined) ?? [];
      if (id !== events[i] || position === undefined) return undefined;
      last = position;
    }
    return ['appended', number, revision - 1, last];
  }
}
