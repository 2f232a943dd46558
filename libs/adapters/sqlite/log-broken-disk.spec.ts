import { nodeHashing } from '#adapters/node-crypto';
import { AppendUnknown, encode, StoreUnavailable } from '#kernel';
import Database from 'better-sqlite3';
import { DamagedLog, openSqliteLog } from './index.js';
import { headFile, logFile } from './log-database.js';
import { openLogWriter } from './log-writer.js';
import { breakFile, filesAreSeen } from './testing/broken-file.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';
import { laneEvent, laneStream } from './testing/lanes.js';

afterAll(tidy);
const whenSeen = filesAreSeen ? it : it.skip;
const wal = (folder: string): string => `${logFile(folder)}-wal`;

async function aLog(folder: string) {
  const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
  await log.append(laneStream(0), 'none', [laneEvent(0, 0), laneEvent(0, 1), laneEvent(0, 2)]);
  return log;
}

describe('the head file', () => {
  whenSeen('is written before the acknowledgement: its failure is told first', async () => {
    const folder = freshFolder();
    const told: string[] = [];
    const writer = await openLogWriter({ folder }, { noted: (note) => told.push(note), appended: () => told.push('acknowledged') });
    breakFile(headFile(folder), headFile(folder), 'r');
    await writer.append(laneStream(0), 0, [encode(laneStream(0), 0, laneEvent(0, 0), nodeHashing)]);
    await writer.close();
    expect(told).toEqual([expect.stringContaining('the head file could not be written'), 'acknowledged']);
  });
});

describe('a commit', () => {
  const append = (writer: Awaited<ReturnType<typeof openLogWriter>>) => writer.append(laneStream(0), 0, [encode(laneStream(0), 0, laneEvent(0, 0), nodeHashing)]);

  whenSeen('that the disk did not sync may be there all the same: its end is unknown', async () => {
    const folder = freshFolder();
    const writer = await closedLater(openLogWriter({ folder }));
    breakFile(wal(folder), '/dev/null', 'r+');
    const failure = await append(writer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppendUnknown);
    expect(failure).toMatchObject({ message: expect.stringContaining('SQLITE_IOERR_FSYNC') });
  });
  whenSeen('that the disk did not take is not there: the store is unavailable, nothing is written', async () => {
    const folder = freshFolder();
    const writer = await closedLater(openLogWriter({ folder }));
    breakFile(wal(folder), wal(folder), 'r');
    const failure = await append(writer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).not.toBeInstanceOf(AppendUnknown);
    expect(failure).toMatchObject({ message: expect.stringContaining('SQLITE_IOERR_WRITE') });
  });
});

describe('a log that is shortened while it is read', () => {
  it('is noticed by reading on, and by asking for its end', async () => {
    const shortened = async () => {
      const folder = freshFolder();
      const log = await aLog(folder);
      const other = new Database(logFile(folder));
      other.exec('DELETE FROM events WHERE position > 2');
      other.close();
      return log;
    };
    await expect((await shortened()).readAll(0, 100)).rejects.toThrow(new DamagedLog({ position: 3 }, 'the log ends here, but 3 events were acknowledged'));
    await expect((await shortened()).readAll(2, 1)).rejects.toThrow(DamagedLog);
    await expect((await shortened()).end()).rejects.toThrow(DamagedLog);
    expect(await (await shortened()).readAll(0, 2)).toHaveLength(2);
  });
});
