import * as fc from 'fast-check';
import { nodeHashing } from '#adapters/node-crypto';
import { MemoryEventLog } from '#adapters/memory';
import { advance, foundLog, identityOf, rebuildViews, ViewNews, type LiveView } from '#kernel';
import { aHomeEvent, littleCatalogue, littleView } from '#kernel/testing';
import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, tidy } from './testing/folders.js';
import { compareView, maxFaultsTold } from './view-comparison.js';
import { SqliteViewStore } from './view-store.js';

const logId = '00000000-0000-4000-8000-00000000c0de';
const identity = identityOf(littleView, logId, littleCatalogue, nodeHashing);
type Step = { readonly home: string; readonly type: string; readonly data: object };
const step = (home: string, type: string, data: object): Step => ({ home, type, data });

/** A view kept live over these steps, two events a batch, and the log it was folded from. */
async function lived(steps: readonly Step[]) {
  const [folder, log] = [freshFolder(), new MemoryEventLog(nodeHashing)];
  await foundLog(log, { logId, at: '2026-01-01T00:00:00.000Z' });
  const store = new SqliteViewStore(folder, new ViewNews());
  const writer = await store.writer(littleView, identity);
  const live: LiveView = { view: littleView, writer, position: await rebuildViews([{ view: littleView, writer }], { log, catalogue: littleCatalogue }) };
  for (const [nth, { home, type, data }] of steps.entries()) await log.append(`home-${home}`, await log.head(`home-${home}`), [aHomeEvent(type, data as never, `2026-01-${String(10 + (nth % 15)).padStart(2, '0')}T02:00:00.000Z`)]);
  for (let events = await log.readAll(live.position, 2); events.length > 0; events = await log.readAll(live.position, 2)) await advance(live, events);
  await writer.close();
  await store.close();
  return { folder, log, compare: (maxRows?: number) => compareView({ folder, view: littleView, identity }, { log, catalogue: littleCatalogue, ...(maxRows === undefined ? {} : { maxRows }) }) };
}

const steps = [step('a', 'HomeOpened', { name: '甲', above: ['city', 'country'] }), step('b', 'HomeOpened', { name: '乙', above: ['city'] }), step('a', 'HomeScored', { points: 90 }), step('b', 'HomeScored', { points: 7 })];
const inFile = (folder: string, sql: string) => {
  const db = new Database(join(folder, readdirSync(folder).find((name) => name.endsWith('.view.db')) ?? ''));
  db.exec(sql);
  db.close();
};

afterAll(tidy);

describe('a stored view compared with its log', () => {
  it('has no fault after any history, however few rows may be held', async () => {
    const above = fc.uniqueArray(fc.constantFrom('city', 'trade', 'country'), { maxLength: 3 });
    const any = fc.oneof(
      fc.record({ type: fc.constant('HomeOpened'), data: fc.record({ name: fc.constantFrom('甲', '乙'), above }) }),
      fc.record({ type: fc.constant('HomeScored'), data: fc.record({ points: fc.integer({ min: -100, max: 1_000 }) }) }),
      fc.record({ type: fc.constant('HomeMoved'), data: fc.record({ above }) }),
      fc.record({ type: fc.constant('HomeShut'), data: fc.constant({}) }),
    );
    const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), any).map(([home, { type, data }]) => step(home, type, data)), { maxLength: 25 });
    await fc.assert(fc.asyncProperty(history, fc.integer({ min: 1, max: 4 }), async (steps, maxRows) => expect((await (await lived(steps)).compare(maxRows)).faults).toEqual([])), { numRuns: 15, seed: 20_261_127 });
  });

  it('says how much was compared, and up to where', async () => {
    const { compare, log } = await lived(steps);
    expect(await compare()).toEqual({ view: 'homes', position: await log.end(), rows: 2, totals: 6, faults: [] });
  });

  it.each([
    ["UPDATE totals SET value = value + 1 WHERE federation = 'city' AND measure = 'points'", ['total city points: 98 is served, the rows add up to 97', 'total city points: not the sum of its days']],
    ["UPDATE deltas SET day = '2026-01-30' WHERE federation = 'city' AND measure = 'points' AND day = '2026-01-12'", ['total city points: not the sum of its days']],
    ["DELETE FROM deltas WHERE federation = 'country' AND measure = 'homes'", ['totals: 6 measures, but 5 among their days']],
    ["UPDATE list SET points = 8 WHERE key = 'home-b'", ['row home-b: another than the log says']],
    ["UPDATE rows SET json = replace(json, '乙', '丙') WHERE id = (SELECT id FROM list WHERE key = 'home-b')", ['row home-b: not as it was written']],
    ["DELETE FROM groups WHERE federation = 'country'", ['lists below country: 0 rows instead of 1']],
    ["UPDATE groups SET id = (SELECT id FROM list WHERE key = 'home-b') WHERE federation = 'country'", ['lists below country: other rows than the log says']],
    ["UPDATE deltas SET value = value + iif(day = '2026-01-10', 1, -2) WHERE federation = 'city' AND measure = 'homes'; INSERT INTO deltas VALUES ('city', '2026-01-12', 'homes', 1)", ['total city homes: its days are others than the log says']],
    ["DELETE FROM rows WHERE id = (SELECT id FROM list WHERE key = 'home-a')", ['row home-a: missing']],
  ])('names what %s has changed', async (sql, faults) => {
    const { folder, compare } = await lived(steps);
    inFile(folder, sql);
    expect((await compare()).faults).toEqual(expect.arrayContaining(faults));
  });

  it('names rows that the log knows nothing of, and no more faults than somebody reads', async () => {
    const { folder, compare } = await lived(steps);
    inFile(folder, "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO list (id, key) SELECT i, 'home-' || i FROM n; INSERT INTO rows SELECT id, '{}', '' FROM list WHERE id >= 100");
    const { faults } = await compare();
    expect(faults).toHaveLength(maxFaultsTold);
    expect(faults[0]).toBe('row home-100: not as it was written');
  });

  it('is not there at another version', async () => {
    const { folder, log } = await lived(steps);
    expect(await compareView({ folder, view: littleView, identity: { ...identity, fingerprint: 'other' } }, { log, catalogue: littleCatalogue })).toMatchObject({ position: undefined });
  });
});
