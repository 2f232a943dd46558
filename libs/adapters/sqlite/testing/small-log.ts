import { nodeHashing } from '#adapters/node-crypto';
import { maxPage, type StoredEvent } from '#kernel';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog } from '../index.js';
import { inspectLog } from '../log-inspection.js';
import { openForReading } from '../log-database.js';
import { openSqliteLogReader } from '../log-reader.js';
import { laneEvent, laneStream } from './lanes.js';

/** The files whose bytes are flipped. */
export const logFiles = ['log.db', 'log.db-wal', 'head'] as const;
const streams = 4;
const policies = ['callUp', 'remind'];

/** All a reader can learn from a log. */
export type Seen = { readonly all: readonly StoredEvent[]; readonly streams: readonly unknown[]; readonly checkpoints: readonly unknown[]; readonly end: number };

/** Makes a small log as a killed process leaves it: the older half in the database, the younger half in the WAL. */
export async function makeSmallLog(folder: string): Promise<Seen> {
  const work = `${folder}.made`;
  let revision = 0;
  const append = async (log: Awaited<ReturnType<typeof openSqliteLog>>) => {
    const expected = revision === 0 ? 'none' : revision - 1;
    for (let lane = 0; lane < streams; lane++) await log.append(laneStream(lane), expected, [laneEvent(lane, revision), laneEvent(lane, revision + 1)]);
    revision += 2;
    for (const policy of policies) await log.checkpoints.save(policy, await log.end());
  };
  const first = await openSqliteLog({ folder: work, hashing: nodeHashing });
  for (let i = 0; i < 4; i++) await append(first);
  await first.close();
  const second = await openSqliteLog({ folder: work, hashing: nodeHashing });
  await append(second);
  mkdirSync(folder, { recursive: true });
  for (const file of logFiles) cpSync(join(work, file), join(folder, file));
  await second.close();
  rmSync(work, { recursive: true });
  return look(folder);
}

/** A copy of a log with one byte changed. */
export function copyFlipped(from: string, to: string, file: string, offset: number, mask: number): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  for (const name of logFiles) {
    const bytes = readFileSync(join(from, name));
    if (name === file) bytes.writeUInt8(bytes.readUInt8(offset) ^ mask, offset);
    writeFileSync(join(to, name), bytes);
  }
}

/** Inspects a log as opening it does, then reads all there is. @throws when it is refused */
export async function look(folder: string): Promise<Seen> {
  inspectLog(folder, nodeHashing);
  const reader = await openSqliteLogReader({ folder, hashing: nodeHashing });
  const db = openForReading(folder);
  try {
    return await readEverything(reader, db.prepare('SELECT policy, position, saves FROM policy_checkpoints').raw().all());
  } finally {
    db.close();
    await reader.close();
  }
}

/** All events, by the log and by stream, every head, the end. */
export async function readEverything(log: Pick<Awaited<ReturnType<typeof openSqliteLogReader>>, 'read' | 'readAll' | 'head' | 'end'>, checkpoints: readonly unknown[]): Promise<Seen> {
  const read: unknown[] = [];
  for (let lane = 0; lane <= streams; lane++) read.push(await log.read(laneStream(lane), 0, maxPage), await log.head(laneStream(lane)));
  return { all: await log.readAll(0, maxPage), streams: read, checkpoints, end: await log.end() };
}
