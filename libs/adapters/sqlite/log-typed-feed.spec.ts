import { nodeHashing } from '#adapters/node-crypto';
import { DamagedEvent } from '#kernel';
import { aLittleEvent } from '#kernel/testing';
import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog, type SqliteEventLog } from './event-log.js';
import { logFile } from './log-database.js';
import { LogNews } from './log-news.js';
import { followTypes } from './log-typed-feed.js';

describe('following some types', () => {
  let folder: string;
  let log: SqliteEventLog;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'typed-'));
    log = await openSqliteLog({ folder, hashing: nodeHashing });
  });
  afterEach(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });
  const asked = new Set([aLittleEvent().type]);
  const other = () => ({ ...aLittleEvent(), type: 'NobodyAsked' });

  it('passes over unread what this process appended of other types, and reads the rest', async () => {
    const reads: number[] = [];
    const readAllWritten = (after: number, limit: number) => (reads.push(after), log.readAllWritten(after, limit));
    await log.append('thing-a', 'none', [other(), other(), other(), aLittleEvent()]);
    const news = new LogNews();
    for (const position of [1, 2, 3]) news.appended(position, 'NobodyAsked');
    news.announce(4);
    const stop = new AbortController();
    const batches = [];
    for await (const batch of followTypes({ log: { readAllWritten }, news, types: asked, after: 0, until: () => batches.length === 2 }, stop.signal)) batches.push(batch);
    expect(batches).toMatchObject([{ events: [], position: 3, passedOver: 3 }, { events: [{ position: 4 }], position: 4, passedOver: 0 }]);
    expect(reads).toEqual([3]);
  });

  it('names an event whose type was changed on the disk, instead of passing it over', async () => {
    await log.append('thing-a', 'none', [aLittleEvent()]);
    await log.close();
    log = await openSqliteLog({ folder, hashing: nodeHashing });
    const other = new Database(logFile(folder));
    other.prepare("UPDATE events SET type = 'NobodyAsked'").run();
    other.close();
    const following = (async () => {
      for await (const batch of log.followTypes(asked, 0, new AbortController().signal)) return batch;
      return undefined;
    })();
    await expect(following).rejects.toBeInstanceOf(DamagedEvent);
  });
});
