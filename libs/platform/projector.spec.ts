import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog, SqliteViewStore, threadEntry, type SqliteEventLog } from '#adapters/sqlite';
import { foundLog, identityOf, LogShortened, ViewNews, type ViewReader } from '#kernel';
import { aHomeEvent, littleCatalogue, type LittleRow, littleView, patienceMs } from '#kernel/testing';
import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
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
    expect(await reader.reached(await log.end(), patienceMs)).toBe(true);
    expect(first.state).toEqual({ status: 'running', building: [], positions: { homes: await log.end() }, errors: {} });
    await log.append('home-a', 0, [aHomeEvent('HomeScored', { points: 7 })]);
    expect(await reader.reached(await log.end(), patienceMs)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 7, 'below.itself': 1 });
    await first.close();
    expect(first.state.status).toBe('stopped');
    await log.append('home-a', 1, [aHomeEvent('HomeScored', { points: 9 })]);
    const second = start(where);
    expect(await reader.reached(await log.end(), patienceMs)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 9, 'below.itself': 1 });
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
    expect(await reader.reached(await log.end(), patienceMs)).toBe(true);
    await first.close();
    await store.close();
    store = new SqliteViewStore(join(folder, viewsFolder), news);
    reader = store.reader(littleView, identity);
    await damageViews(join(folder, viewsFolder));
    await log.append('home-a', 0, [aHomeEvent('HomeScored', { points: 7 })]);
    const second = start('the main thread');
    expect(await reader.reached(await log.end(), patienceMs)).toBe(true);
    expect(await reader.totals('city')).toEqual({ homes: 1, points: 7, 'below.itself': 1 });
    await second.close();
  });
});

describe('a damaged view', () => {
  let [folder, logFolder, viewsFolder] = ['', '', ''];
  let log: SqliteEventLog;
  let told: unknown[];
  let opened: { readonly projector: Projector; readonly news: ViewNews; readonly store: SqliteViewStore; readonly reader: ViewReader<LittleRow> };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'projector-'));
    [logFolder, viewsFolder] = [join(folder, 'log'), join(folder, 'views')];
    log = await openSqliteLog({ folder: logFolder, hashing: nodeHashing });
    await foundLog(log, { logId, at: '2026-01-01T00:00:00.000Z' });
    await log.append('home-a', 'none', [aHomeEvent('HomeOpened', { name: 'before', above: ['city'] })]);
  });
  afterEach(async () => {
    await close();
    await log.close();
    await rm(folder, { recursive: true });
  });
  const close = async () => {
    await opened.projector.close();
    opened.news.close();
    await opened.store.close();
  };
  /** A node's views over the log, up to its end. */
  const open = async (where: string) => {
    told = [];
    const news = new ViewNews();
    const store = new SqliteViewStore(viewsFolder, news, { damaged: (view, damage) => opened.projector.damaged(view, damage) });
    const start =
      where === 'the main thread'
        ? inThisThread({ views: [littleView], catalogue: littleCatalogue, log, store })
        : inWorker(() => ({ logFolder, viewsFolder, logNews: log.subscribe() }), threadEntry(import.meta.url, 'testing/little-projector.worker'));
    opened = { projector: new Projector(start, news, (error) => told.push(error)), news, store, reader: store.reader(littleView, identity) };
    expect(await opened.reader.reached(await log.end(), patienceMs)).toBe(true);
  };
  /** What a flipped byte does, done by SQL: pages and WAL are as SQLite wants them. */
  const change = (sql: string) => {
    const [file] = readdirSync(viewsFolder).filter((name) => name.endsWith('.db'));
    const db = new Database(join(viewsFolder, file ?? ''));
    db.exec(sql);
    db.close();
  };
  /** What is appended meanwhile is seen as soon as the view is whole again. */
  const expectWhole = async () => {
    await log.append('home-a', 0, [aHomeEvent('HomeScored', { points: 7 })]);
    expect(await opened.reader.reached(await log.end(), patienceMs)).toBe(true);
    const { rows } = await opened.reader.list({ limit: 10, scope: ['city'], where: { name: 'before' } });
    expect(rows).toEqual([['home-a', expect.objectContaining({ name: 'before', points: 7 })]]);
    expect(opened.projector.state).toMatchObject({ status: 'running', errors: {} });
    expect(readdirSync(viewsFolder).filter((name) => name.endsWith('.damaged'))).toEqual([]);
  };

  it.each(['a thread of its own', 'the main thread'])('found by a reader is refused, said, built anew by itself and served again, in %s', async (where) => {
    await open(where);
    change("UPDATE rows SET json = replace(json, 'before', 'beforf')");
    await expect(opened.reader.get('home-a')).rejects.toMatchObject({ name: 'DamagedView', message: expect.stringContaining('row "home-a"') });
    expect(told).toEqual([expect.objectContaining({ name: 'DamagedView' })]);
    await expectWhole();
  });

  it.each(['a thread of its own', 'the main thread'])('that leaves rows out is found by looking through it on start, said, and built anew, in %s', async (where) => {
    await open(where);
    await close();
    change("DELETE FROM groups; UPDATE list SET name = 'beforf'");
    await open(where);
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(String(told[0])).toContain('the entries for "home-a" in its lists');
    await expectWhole();
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
      report({ kind: 'advanced', views: ['homes'], position: 7 });
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
