import { nodeHashing } from '#adapters/node-crypto';
import { DamagedEvent, type TypedBatch } from '#kernel';
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

  describe('far behind after a start', () => {
    const wanted = [10, 2_500, 2_900];
    const far = 3_000;
    beforeEach(async () => {
      const page = 100;
      for (let from = 1; from <= far; from += page) {
        const events = Array.from({ length: page }, (_, index) => (wanted.includes(from + index) ? aLittleEvent() : other()));
        await log.append('thing-a', from === 1 ? 'none' : from - 2, events);
      }
      await log.close();
      log = await openSqliteLog({ folder, hashing: nodeHashing });
    });

    const followed = async (after: number) => {
      const [stop, batches] = [new AbortController(), [] as TypedBatch[]];
      for await (const batch of log.followTypes(asked, after, stop.signal)) {
        batches.push(batch);
        if (batch.position === far) stop.abort();
      }
      return { positions: batches.flatMap(({ events }) => events.map(({ position }) => position)), passedOver: batches.reduce((sum, { passedOver }) => sum + passedOver, 0), first: batches[0] };
    };

    it('a scout reads ahead in a thread for all who follow, and hands over what they want', async () => {
      const all = await Promise.all([followed(0), followed(0), followed(100)]);
      expect(all.map(({ positions, passedOver }) => [positions, passedOver])).toEqual([
        [wanted, far - 3],
        [wanted, far - 3],
        [wanted.slice(1), far - 102],
      ]);
      // In one go, where this thread would read 250 at a time.
      expect(all[0]?.first?.position).toBe(far);
    });

    it('an event that was changed on the disk is named, and no follower comes past it', async () => {
      const disk = new Database(logFile(folder));
      disk.prepare("UPDATE events SET type = 'NobodyAsked' WHERE position = 2500").run();
      disk.close();
      await expect(followed(0)).rejects.toBeInstanceOf(DamagedEvent);
    });

    it('ends when the log is closed while the scout looks', async () => {
      const following = followed(0);
      await log.close();
      await expect(following).resolves.toMatchObject({ positions: [] });
    });
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
