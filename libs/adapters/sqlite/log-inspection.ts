import { beginning, decode, type Hashing, type Position } from '#kernel';
import { existsSync, statSync } from 'node:fs';
import { chainStart, nextChain } from './log-chain.js';
import { readCheckpoints } from './log-checkpoints.js';
import { asStoreError, DamagedLog } from './log-damage.js';
import { layout, logFile, openForReading, type Connection } from './log-database.js';
import { readHead, type Head } from './log-head.js';
import { columns, writtenOf } from './log-reader.js';

/** How many of the last events are checked before the log opens; the rest follows in the background. */
export const tailEvents = 10_000;
/** A database up to this size is also checked page by page before it opens. */
const wholeCheckBytes = 16_000_000;
const sliceEvents = 500;

/** What was found on opening. Verified are the events after `from`; equal to `end` is a log that was never written to. */
export type Inspection = { readonly end: Position; readonly from: Position; readonly notes: readonly string[] };

/**
 * Looks whether a folder's log is whole before anything is served from it or written to it: read-only, so that a log
 * that is refused keeps all its bytes for whoever repairs it.
 * @throws DamagedLog, DamagedEvent, StoreUnavailable
 */
export function inspectLog(folder: string, hashing: Hashing, tail = tailEvents): Inspection {
  let db: Connection | undefined;
  try {
    const head = readHead(folder);
    if (head === 'unreadable') throw new DamagedLog({}, 'its head file fits no checksum; remove it to accept the log as it stands');
    if (!existsSync(logFile(folder))) return nothingThere(head);
    db = openForReading(folder);
    if (!assertLayout(db)) return nothingThere(head);
    const end = endOf(db);
    assertReaches(db, end, head);
    assertCheckpoints(db, end, head);
    const from = Math.max(beginning, end - tail);
    verifyRange(db, from, end, hashing);
    if (from === beginning) assertWhole(db, end);
    if (statSync(logFile(folder)).size <= wholeCheckBytes) assertPages(db);
    return { end, from, notes: head === 'missing' && end > beginning ? ['the head file was missing: a shortened log would not have been noticed'] : [] };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    db?.close();
  }
}

function nothingThere(head: Head | 'missing'): Inspection {
  if (head !== 'missing' && head.position > beginning) throw new DamagedLog({ position: 1 }, `the log is gone, but ${head.position} events were acknowledged`);
  return { end: beginning, from: beginning, notes: [] };
}

/** False when the file holds nothing yet: its maker was stopped before the first commit. */
function assertLayout(db: Connection): boolean {
  const found = db.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").raw().all() as [string, string][];
  if (found.length === 0) return false;
  const fits = found.length === Object.keys(layout).length && found.every(([name, sql]) => layout[name] === sql);
  if (!fits || db.pragma('encoding', { simple: true }) !== 'UTF-8') throw new DamagedLog({}, 'log.db has another layout');
  if (db.pragma('auto_vacuum', { simple: true }) !== 0) throw new DamagedLog({}, 'the header of log.db was changed');
  return true;
}

export const endOf = (db: Connection): Position => (db.prepare('SELECT max(position) FROM events').pluck().get() as Position | null) ?? beginning;

function assertReaches(db: Connection, end: Position, head: Head | 'missing'): void {
  if (head === 'missing' || head.position === beginning) return;
  if (head.position > end) throw new DamagedLog({ position: end + 1 }, `the log ends here, but ${head.position} events were acknowledged`);
  if (chainAt(db, head.position).toString('hex') !== head.chain) throw new DamagedLog({ position: head.position }, 'the event is another than the one acknowledged');
}

function assertCheckpoints(db: Connection, end: Position, head: Head | 'missing'): void {
  const kept = readCheckpoints(db);
  const saves = kept.reduce((sum, checkpoint) => sum + checkpoint.saves, 0);
  if (head !== 'missing' && saves < head.saves) throw new DamagedLog({}, `checkpoints of policies were saved ${head.saves} times, here are ${saves}: the last ones are gone`);
  for (const { policy, position } of kept) {
    if (position > end) throw new DamagedLog({ position: end + 1 }, `the log ends here, but policy "${policy}" has come to ${position}`);
  }
}

/** The chain as stored behind an event. */
export function chainAt(db: Connection, position: Position): Buffer {
  if (position === beginning) return chainStart;
  const chain = db.prepare('SELECT chain FROM events WHERE position = ?').pluck().get(position) as Buffer | undefined;
  if (!Buffer.isBuffer(chain)) throw new DamagedLog({ position }, 'the event is missing');
  return chain;
}

/** Verifies the events after `from` up to `to`; the stored chain at `from` is taken as given. @throws DamagedLog, DamagedEvent */
export function verifyRange(db: Connection, from: Position, to: Position, hashing: Hashing): void {
  let chain = chainAt(db, from);
  for (let after = from; after < to; ) ({ position: after, chain } = verifySlice(db, after, to, chain, hashing));
}

/**
 * Verifies one slice: positions without a gap, each digest, the running chain, and that the index over streams leads
 * back to each event. If it does for all, and has no entry more, then the index is whole and in order.
 */
export function verifySlice(db: Connection, after: Position, to: Position, before: Buffer, hashing: Hashing): { position: Position; chain: Buffer } {
  const rows = db.prepare(`SELECT ${columns}, chain FROM events WHERE position > ? ORDER BY position LIMIT ?`).raw();
  const indexed = db.prepare('SELECT position FROM events INDEXED BY events_by_stream WHERE stream = ? AND revision = ?').pluck();
  let position = after;
  let chain = before;
  for (const row of rows.all(after, Math.min(sliceEvents, to - after)) as Parameters<typeof writtenOf>[0][]) {
    if (row[0] !== position + 1) break;
    const event = decode(++position, writtenOf(row), hashing);
    chain = nextChain(chain, Buffer.from(event.digest, 'hex'));
    const stored = (row as readonly unknown[])[8];
    if (!Buffer.isBuffer(stored) || !chain.equals(stored)) throw new DamagedLog({ position, stream: event.stream }, 'the chain breaks here');
    if (indexed.get(event.stream, event.revision) !== position) throw new DamagedLog({ position, stream: event.stream }, 'the index over streams does not lead here');
  }
  const expected = Math.min(after + sliceEvents, to);
  if (position < expected) throw new DamagedLog({ position: position + 1 }, 'the event is missing');
  return { position, chain };
}

/** The index holds as many entries as there are events. To be asked when all events up to `end` were verified. */
export function assertWhole(db: Connection, end: Position): void {
  const count = db.prepare('SELECT count(*) FROM events INDEXED BY events_by_stream WHERE stream > ?').pluck();
  const entries = db.transaction(() => [count.get('') as number, endOf(db)] as const)();
  if (entries[0] !== entries[1] || entries[1] < end) throw new DamagedLog({}, `the index over streams has ${entries[0]} entries for ${entries[1]} events`);
}

/** SQLite's own check of its pages: finds what could make a later write destroy something. */
export function assertPages(db: Connection): void {
  const said = db.pragma('quick_check(1)', { simple: true }) as string;
  if (said !== 'ok') throw new DamagedLog({}, `SQLite says "${said}"`);
}
