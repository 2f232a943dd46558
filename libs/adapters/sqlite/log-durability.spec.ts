import { nodeHashing } from '#adapters/node-crypto';
import { readFileSync } from 'node:fs';
import { openSqliteLog } from './index.js';
import { logFile, openForWriting } from './log-database.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';
import { laneEvent, laneStream } from './testing/lanes.js';

afterAll(tidy);

const [walHeader, frameHeader] = [32, 24];

/**
 * How many transactions a WAL holds: frames that bear the size of the database after a commit, in the generation of the
 * WAL's header (its salt), as SQLite's description of the file format has it.
 */
function transactions(folder: string): number {
  const wal = readFileSync(`${logFile(folder)}-wal`);
  const pageSize = wal.readUInt32BE(8);
  let found = 0;
  for (let at = walHeader; at + frameHeader + pageSize <= wal.length; at += frameHeader + pageSize) {
    const current = wal.subarray(at + 8, at + 16).equals(wal.subarray(16, 24));
    if (current && wal.readUInt32BE(at + 4) > 0) found++;
  }
  return found;
}

// Whether the disk was really synced is seen by strace alone (log-faults.spec.ts): Linux counts a process's writes in
// /proc/self/io, not its syncs. Without it this much is certain: SQLite syncs the WAL at the end of every transaction in
// this mode, and each acknowledgement stands for a transaction or a part of one.
describe('an acknowledgement means it is on disk', () => {
  it("by the mode of the writer's connection: WAL, synced at every commit", () => {
    const db = openForWriting(freshFolder());
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('one by one each with a transaction of its own, and many at once with few', async () => {
    const folder = freshFolder();
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    const before = transactions(folder);
    for (let revision = 0; revision < 20; revision++) {
      await log.append(laneStream(0), revision === 0 ? 'none' : revision - 1, [laneEvent(0, revision)]);
      expect(transactions(folder) - before).toBe(revision + 1);
    }
    await Promise.all(Array.from({ length: 200 }, (_, lane) => log.append(laneStream(lane + 1), 'none', [laneEvent(lane + 1, 0)])));
    expect(transactions(folder) - before - 20).toBeLessThan(200 / 4);
    await log.close();
  });
});
