import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog, SqliteViewStore, threadEntry, type SqliteEventLog } from '#adapters/sqlite';
import { foundLog, identityOf, LogShortened, ViewNews, type ViewReader } from '#kernel';
import { aHomeEvent, littleCatalogue, littleView, type LittleRow } from '#kernel/testing';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inThisThread, inWorker } from './projector-run.js';
import { Projector, type ProjectorReport, type StartProjection } from './projector.js';

const logId = '00000000-0000-4000-8000-00000000a11a';
const identity = identityOf(littleView, logId, littleCatalogue, nodeHashing);

describe('the projector', () => {
  let folder: string;
  let log: SqliteEventLog;
  let news: ViewNews;
  let store: SqliteViewStore;
  let reader: ViewReader<LittleRow>;
  let starts: { readonly [where: string]: StartProjection };
  const [logFolder, viewsFolder] = ['log', 'views'];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'projector-'));
    log = await openSqliteLog({ folder: join(folder, logFolder), hashing: nodeHashing });
    await foundLog(log, { logId, at: '2026-01-01T00:00:00.000Z' });
    news = new ViewNews();
    store = new SqliteViewStore(join(folder, viewsFolder), news);
    reader = store.reader(littleView, identity);
    starts = {
      'a thread of its own': inWorker(
        () => ({ logFolder: join(folder, logFolder), viewsFolder: join(folder, viewsFolder), logNews: log.subscribe() }),
        threadEntry(import.meta.url, 'testing/little-projector.worker'),
      ),
      'the main thread': inThisThread({ views: [littleView], catalogue: littleCatalogue, log, store }),
    };
  });
  afterEach(async () => {
    news.close();
    await store.close();
    await log.close();
    await rm(folder, { recursive: true });
  });
  const start = (where: string) => new Projector(starts[where] as StartProjection, news);

  it.each(['a thread of its own', 'the main thread'])('builds views, keeps them up to date and goes on after a restart, in %s', async (where) => {
    await log.append('home-a', 'none', [aHomeEvent('HomeOpened', { name: '甲', above: ['city'] })]);
    const first = start(where);
    await first.opened;
    expect(await reader.reached(await log.end(), 10_000)).toBe(true);
    expect(first.state).toEqual({ status: 'running', building: [], positions: { homes: await log.end() }, errors: {} });
    await log.append('home-a', 0, [aHomeEvent('HomeScored', { points: 7 })]);
    expect(await reader.reached(await log.end(), 10_000)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 7 });
    await first.close();
    expect(first.state.status).toBe('stopped');
    await log.append('home-a', 1, [aHomeEvent('HomeScored', { points: 9 })]);
    const second = start(where);
    expect(await reader.reached(await log.end(), 10_000)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 9 });
    await second.close();
  });

  it.each(['a thread of its own', 'the main thread'])('refuses a log that is shorter than what the views saw, in %s', async (where) => {
    const writer = await store.writer(littleView, identity);
    await (await writer.replace()).finish([], 1_000_000);
    await writer.close();
    const projector = start(where);
    await expect(projector.opened).rejects.toMatchObject({ name: 'LogShortened', message: expect.stringContaining('"homes" has seen it up to 1000000') });
    expect(projector.state).toMatchObject({ status: 'failed', errors: { '': expect.stringContaining('cut short') } });
    await projector.close();
  });

  it('builds a damaged view anew', async () => {
    const first = start('the main thread');
    await log.append('home-a', 'none', [aHomeEvent('HomeOpened', { name: '甲', above: ['city'] })]);
    expect(await reader.reached(await log.end(), 10_000)).toBe(true);
    await first.close();
    await store.close();
    await damageViews(join(folder, viewsFolder));
    await log.append('home-a', 0, [aHomeEvent('HomeScored', { points: 7 })]);
    const second = start('the main thread');
    expect(await reader.reached(await log.end(), 10_000)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 7 });
    await second.close();
  });
});

describe('a projector whose run fails', () => {
  const opened: ProjectorReport = { kind: 'opened', building: [] };
  const forever = { ended: new Promise<void>(() => {}), stop: async () => {} };

  it('says so, and starts another', async () => {
    const states: string[] = [];
    const told: unknown[] = [];
    let runs = 0;
    const start: StartProjection = (report) => {
      if (++runs === 1) return { ended: Promise.reject(new Error('away')), stop: async () => void states.push(JSON.stringify(projector.state.errors)) };
      report(opened);
      return forever;
    };
    const projector = new Projector(start, new ViewNews(), (error) => told.push(error));
    await projector.opened;
    expect(states).toEqual(['{"":"away"}']);
    expect(told).toEqual([new Error('away')]);
    expect(projector.state.status).toBe('running');
    await projector.close();
  });

  it('does not start another where none can succeed', async () => {
    let runs = 0;
    const projector = new Projector(() => ({ ended: Promise.reject(new LogShortened('a view', 9, 7)), stop: async () => void runs++ }), new ViewNews());
    await expect(projector.opened).rejects.toThrow(LogShortened);
    await projector.close();
    expect(runs).toBe(1);
  });

  it('names the view that stands still', async () => {
    const start: StartProjection = (report) => {
      report(opened);
      report({ kind: 'advanced', view: 'homes', position: 7 });
      report({ kind: 'failed', view: 'others', error: 'a mistake' });
      return forever;
    };
    const projector = new Projector(start, new ViewNews());
    expect(projector.state).toEqual({ status: 'failed', building: [], positions: { homes: 7 }, errors: { others: 'a mistake' } });
    await projector.close();
  });
});

async function damageViews(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith('.db')) await writeFile(join(folder, name), 'no database');
}
