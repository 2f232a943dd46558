import { nodeHashing } from '#adapters/node-crypto';
import { once } from 'node:events';
import { FolderInUse, openSqliteLog, openSqliteLogReader } from './index.js';
import { program, run, says, start } from './testing/children.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';
import { laneEvent, laneStream } from './testing/lanes.js';

afterAll(tidy);

describe('one process a folder', () => {
  it('refuses a second process, naming the first, until the first is gone, however it goes', async () => {
    const folder = freshFolder();
    const first = start(process.execPath, [program('hold-folder'), folder]);
    await says(first, /open at 0/);
    const second = await run(process.execPath, [program('hold-folder'), folder]);
    expect(second.out).toContain(`refused: ${folder} is in use by process ${first.pid} on `);
    await expect(openSqliteLog({ folder, hashing: nodeHashing })).rejects.toMatchObject({ owner: { pid: first.pid } });

    first.kill('SIGKILL');
    await once(first, 'close');
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    expect(await log.end()).toBe(0);
    await log.close();
  });

  it('refuses the same process a second time, and holds after that', async () => {
    const folder = freshFolder();
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    await expect(openSqliteLog({ folder, hashing: nodeHashing })).rejects.toThrow(FolderInUse);
    const other = await run(process.execPath, [program('hold-folder'), folder]);
    expect(other.out).toContain(`in use by process ${process.pid}`);
    expect(await log.append(laneStream(0), 'none', [laneEvent(0, 0)])).toEqual({ revision: 0, position: 1 });
    await log.close();
  });

  it('lets others read meanwhile', async () => {
    const folder = freshFolder();
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    await log.append(laneStream(0), 'none', [laneEvent(0, 0)]);
    const reader = await closedLater(openSqliteLogReader({ folder, hashing: nodeHashing }));
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const batch of reader.follow(0, stop.signal)) {
      seen.push(...batch.map(({ position }) => position));
      if (seen.length === 1) await log.append(laneStream(0), 0, [laneEvent(0, 1)]);
      else stop.abort();
    }
    expect(seen).toEqual([1, 2]);
    await reader.close();
    await log.close();
  });

  it('tells a reader in the same process at once, without looking', async () => {
    const folder = freshFolder();
    const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
    const reader = await closedLater(openSqliteLogReader({ folder, hashing: nodeHashing, news: log.subscribe() }));
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const batch of reader.follow(0, stop.signal)) {
        seen.push(...batch.map(({ position }) => position));
        if (seen.length === 50) stop.abort();
      }
    })();
    for (let revision = 0; revision < 50; revision++) await log.append(laneStream(0), revision === 0 ? 'none' : revision - 1, [laneEvent(0, revision)]);
    await following;
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await reader.close();
    await log.close();
  });
});
