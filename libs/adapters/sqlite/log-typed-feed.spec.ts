import { nodeHashing } from '#adapters/node-crypto';
import { DamagedEvent } from '#kernel';
import { aLittleEvent } from '#kernel/testing';
import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog, type SqliteEventLog } from './event-log.js';
import { logFile } from './log-database.js';
import { LogNews, typesRemembered } from './log-news.js';
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

  it('reads no further than to what it knows to be of another type, however long ago that was appended', async () => {
    const many = typesRemembered - 10;
    const reads: (readonly [after: number, limit: number])[] = [];
    const readAllWritten = (after: number, limit: number) => (reads.push([after, limit]), log.readAllWritten(after, limit));
    await log.append('thing-a', 'none', [aLittleEvent(), aLittleEvent()]);
    const news = new LogNews();
    for (const position of [1, 2]) news.appended(position, aLittleEvent().type);
    for (let position = 3; position <= many; position++) news.appended(position, 'NobodyAsked');
    news.announce(many);
    const batches = [];
    for await (const batch of followTypes({ log: { readAllWritten }, news, types: asked, after: 0, until: () => batches.length === 2 }, new AbortController().signal)) batches.push(batch);
    expect(batches).toMatchObject([{ position: 2, passedOver: 0 }, { events: [], position: many, passedOver: many - 2 }]);
    expect(reads).toEqual([[0, 2]]);
  });

  it('forgets types that are further back than it has room for, and those before a gap', () => {
    const news = new LogNews();
    for (let position = 1; position <= typesRemembered + 1; position++) news.appended(position, `Type${position % 3}`);
    expect([1, 2, typesRemembered + 1, typesRemembered + 2].map((position) => news.typeAt(position))).toEqual([undefined, 'Type2', `Type${(typesRemembered + 1) % 3}`, undefined]);
    news.appended(typesRemembered + 5, 'Another');
    expect([typesRemembered + 1, typesRemembered + 5].map((position) => news.typeAt(position))).toEqual([undefined, 'Another']);
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
