import { ViewNews } from '#kernel';
import { littleView, patienceMs } from '#kernel/testing';
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { freshFolder, tidy } from './testing/folders.js';
import { ViewScans } from './view-scans.js';
import { SqliteViewStore } from './view-store.js';

afterAll(tidy);
const identity = { logId: 'log-1', fingerprint: 'first' };

/** Numbers counted by SQLite itself: as long, or as much, as one likes. */
const counted = (to: number) => `WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${to})`;
const aLongScan = `${counted(3_000_000)} SELECT max(n) AS n FROM counted`;
/** Ten times what the thread's heap takes. */
const tooMuch = `${counted(500)} SELECT printf('%1000000d', n) AS text FROM counted`;
const aShortOne = 'SELECT position FROM checkpoint';

describe('the reader thread', () => {
  let path: string;
  let scans: ViewScans;
  beforeEach(async () => {
    const folder = freshFolder();
    const store = new SqliteViewStore(folder, new ViewNews());
    const writer = await store.writer(littleView, identity);
    await (await writer.replace()).finish([], 7);
    await writer.close();
    path = join(folder, readdirSync(folder).find((name) => name.endsWith('.view.db')) ?? '');
  });
  afterEach(() => scans.close());

  it('scans while the main thread goes on', async () => {
    scans = new ViewScans({ limitMs: patienceMs });
    await scans.all(path, aShortOne, []);
    const main = { turns: 0, waits: true };
    const scan = scans.all(path, aLongScan, []).finally(() => (main.waits = false));
    while (main.waits) {
      main.turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await scan).toEqual([{ n: 3_000_000 }]);
    // A few turns of the event loop at most, had the scan held this thread.
    expect(main.turns).toBeGreaterThan(100);
  });

  it('gives up a scan that takes too long, all that wait behind it too, and serves the next', async () => {
    scans = new ViewScans({ limitMs: 50 });
    const waiting = [scans.all(path, aLongScan, []), scans.all(path, aShortOne, [])];
    for (const { status, reason } of (await Promise.allSettled(waiting)) as PromiseRejectedResult[]) {
      expect({ status, reason }).toEqual({ status: 'rejected', reason: expect.objectContaining({ name: 'StoreUnavailable', message: expect.stringContaining('longer than 50 ms') }) });
    }
    await scans.close();
    scans = new ViewScans({ limitMs: patienceMs });
    expect(await scans.all(path, aShortOne, [])).toEqual([{ position: 7 }]);
  });

  it('is started again after it was lost', async () => {
    scans = new ViewScans({ limitMs: patienceMs });
    await expect(scans.all(path, tooMuch, [])).rejects.toMatchObject({ name: 'StoreUnavailable', message: expect.stringContaining('the reader thread was lost') });
    expect(await scans.all(path, aShortOne, [])).toEqual([{ position: 7 }]);
  });

  it('refuses more than may wait, and answers those who do', async () => {
    scans = new ViewScans({ limitMs: patienceMs, waiting: 2 });
    const two = [scans.all(path, aShortOne, []), scans.all(path, aShortOne, [])];
    await expect(scans.all(path, aShortOne, [])).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await Promise.all(two)).toEqual([[{ position: 7 }], [{ position: 7 }]]);
  });

  it('passes on what SQLite says', async () => {
    scans = new ViewScans({ limitMs: patienceMs });
    await expect(scans.all(path, 'SELECT nothing', [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await expect(scans.all(`${path}x`, aShortOne, [])).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  });

  it('ends when it is closed, and whoever waits is told', async () => {
    scans = new ViewScans({ limitMs: patienceMs });
    const waiting = scans.all(path, aLongScan, []);
    const closing = scans.close();
    await expect(waiting).rejects.toMatchObject({ name: 'StoreUnavailable', message: 'the views are closed' });
    await closing;
    await expect(scans.all(path, aShortOne, [])).rejects.toThrow('closed');
  });
});
