import * as fc from 'fast-check';
import type { EventLog } from '../vocabulary/event-log.port.js';
import type { Hashing } from '../vocabulary/hashing.port.js';
import type { Position } from '../vocabulary/message.js';
import type { ViewReader, ViewStore } from '../vocabulary/view-store.port.js';
import type { View } from '../vocabulary/view.js';
import { checkView } from '../running/check-views.js';
import { foundLog } from '../running/found-log.js';
import { identityOf, LogShortened, projectViews, type Projecting } from '../running/project-views.js';
import { rebuildViews } from '../running/rebuild-views.js';
import { advance } from '../running/run-view.js';
import type { ViewNews } from '../running/view-news.js';
import { aHomeEvent, littleCatalogue, littleView, type LittleRow } from './little-view.js';
import { patienceMs } from './until.js';

/** A log and two view stores, all empty. */
export type ProjectingUnderTest = { readonly log: EventLog; readonly store: ViewStore; readonly otherStore: ViewStore; readonly news: ViewNews; readonly hashing: Hashing; readonly close: () => Promise<void> };

type Step = { readonly home: string; readonly type: string; readonly data: object; readonly at: string };

const logId = '00000000-0000-4000-8000-00000000a11a';
const federations = fc.uniqueArray(fc.constantFrom('city', 'province', 'trade', 'country'), { maxLength: 3 });
const happening = fc.oneof(
  fc.record({ type: fc.constant('HomeOpened'), data: fc.record({ name: fc.constantFrom('甲', '乙', '甲乙丙'), above: federations }) }),
  fc.record({ type: fc.constant('HomeScored'), data: fc.record({ points: fc.integer({ min: -100, max: 10_000 }) }) }),
  fc.record({ type: fc.constant('HomeMoved'), data: fc.record({ above: federations }) }),
  fc.record({ type: fc.constant('HomeShut'), data: fc.constant({}) }),
  fc.record({ type: fc.constant('LittleThingHappened'), data: fc.record({ number: fc.constant(1), text: fc.constant('') }) }),
);
// Recorded around midnight in Shanghai, and not in the order of the clock: several nodes record.
const at = fc.constantFrom('2026-01-15T15:59:59.999Z', '2026-01-15T16:00:00.000Z', '2026-01-16T02:00:00.000Z', '2026-01-14T01:00:00.000Z');
const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), happening, at).map(([home, { type, data }, at]): Step => ({ home, type, data, at })), { maxLength: 40 });

/** What the loops over views promise with any log and any view store. */
export function projectingContract(name: string, open: () => Promise<ProjectingUnderTest>, numRuns = 50): void {
  describe(`views of a log: ${name}`, () => {
    let under: ProjectingUnderTest;
    beforeEach(async () => {
      under = await open();
      await foundLog(under.log, { logId, at: '2026-01-01T00:00:00.000Z' });
    });
    afterEach(() => under.close());

    it('are the same live, in batches of any size, and rebuilt, however many rows may be held; totals are the sums of rows and of days', async () => {
      const property = fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 }), async (steps, batch, maxRows) => {
        const fresh = await open();
        try {
          await foundLog(fresh.log, { logId, at: '2026-01-01T00:00:00.000Z' });
          const live = await liveInBatches(fresh, steps, batch);
          const rebuilt = await rebuiltWithin(fresh, maxRows);
          expect(await checkView(littleView, live, fresh.log, littleCatalogue)).toEqual([]);
          expect(await checkView(littleView, rebuilt, fresh.log, littleCatalogue)).toEqual([]);
          expect(await rebuilt.state()).toEqual(await live.state());
        } finally {
          await fresh.close();
        }
      });
      await fc.assert(property, { numRuns, seed: 20_260_115 });
    });

    it('are built when they are missing, follow the log, and go on where they stood', async () => {
      await record(under.log, [aStep('a', 'HomeOpened', { name: '甲', above: ['city'] })]);
      const first = projecting(under);
      await first.reached(await under.log.end());
      expect(first.building).toEqual(['homes']);
      await record(under.log, [aStep('a', 'HomeScored', { points: 7 }), aStep('b', 'LittleThingHappened', { number: 1, text: '' })]);
      expect(await first.reader.reached(await under.log.end(), patienceMs)).toBe(true);
      expect(await first.reader.totals('city')).toEqual({ homes: 1, points: 7, 'below.itself': 1 });
      await first.stop();
      await record(under.log, [aStep('a', 'HomeScored', { points: 9 })]);
      const second = projecting(under);
      await second.reached(await under.log.end());
      expect(second.building).toEqual([]);
      expect(await second.reader.totals('city')).toEqual({ homes: 1, points: 9, 'below.itself': 1 });
      expect(await checkView(littleView, second.reader, under.log, littleCatalogue)).toEqual([]);
      await second.stop();
    });

    it('of a new version are built while the old one serves frozen, and others go on', async () => {
      await record(under.log, [aStep('a', 'HomeOpened', { name: '甲', above: ['city'] })]);
      const first = projecting(under);
      await first.reached(await under.log.end());
      await first.stop();
      await record(under.log, [aStep('a', 'HomeScored', { points: 9 })]);
      const [next, other] = [{ ...littleView, version: 2 }, { ...littleView, name: 'others' }];
      const reader = under.store.reader(next, identityOf(next, logId, littleCatalogue, under.hashing));
      expect(await reader.state()).toMatchObject({ frozen: true });
      expect(await reader.totals('city')).toEqual({ homes: 1, 'below.itself': 1 });
      const second = projecting(under, [next, other]);
      await second.reached(await under.log.end(), ['homes', 'others']);
      expect(await reader.state()).toEqual({ frozen: false, position: await under.log.end() });
      expect(await reader.totals('city')).toEqual({ homes: 1, points: 9, 'below.itself': 1 });
      await second.stop();
    });

    it('refuse a log that ends before what they have seen', async () => {
      const writer = await under.store.writer(littleView, { logId, fingerprint: 'older' });
      await (await writer.replace()).finish([], 1_000_000_000);
      await writer.close();
      const run = projecting(under);
      await expect(run.ended).rejects.toThrow(LogShortened);
    });

    it('do not stop for the mistake of one of them', async () => {
      const broken: View<LittleRow> = { ...littleView, name: 'broken', on: { ...littleView.on, HomeScored: () => { throw new Error('a mistake'); } } };
      await record(under.log, [aStep('a', 'HomeOpened', { name: '甲', above: ['city'] })]);
      const run = projecting(under, [broken, littleView]);
      await run.reached(await under.log.end(), ['broken', 'homes']);
      await record(under.log, [aStep('a', 'HomeScored', { points: 9 })]);
      await record(under.log, [aStep('a', 'HomeScored', { points: 10 })]);
      expect(await run.reader.reached(await under.log.end(), patienceMs)).toBe(true);
      expect(run.failures).toEqual(['broken: a mistake']);
      await run.stop();
      // Nor when it is built anew.
      await record(under.log, [aStep('a', 'HomeScored', { points: 11 })]);
      const again = projecting(under, [{ ...broken, version: 2 }, { ...littleView, version: 2 }]);
      await again.reached(await under.log.end());
      expect(again.failures).toEqual(['broken: a mistake']);
      await again.stop();
    });
  });
}

const aStep = (home: string, type: string, data: object): Step => ({ home, type, data, at: '2026-01-15T02:00:00.000Z' });

async function record(log: EventLog, steps: readonly Step[]): Promise<void> {
  for (const { home, type, data, at } of steps) await log.append(`home-${home}`, await log.head(`home-${home}`), [aHomeEvent(type, data as never, at)]);
}

async function liveInBatches({ log, store, hashing }: ProjectingUnderTest, steps: readonly Step[], batch: number): Promise<ViewReader<LittleRow>> {
  const identity = identityOf(littleView, logId, littleCatalogue, hashing);
  const writer = await store.writer(littleView, identity);
  const live = { view: littleView, writer, position: await rebuildViews([{ view: littleView, writer }], { log, catalogue: littleCatalogue }) };
  await record(log, steps);
  for (;;) {
    const events = await log.readAll(live.position, batch);
    if (events.length === 0) break;
    await advance(live, events);
  }
  await writer.close();
  return store.reader(littleView, identity);
}

async function rebuiltWithin({ log, otherStore, hashing }: ProjectingUnderTest, maxRows: number): Promise<ViewReader<LittleRow>> {
  const identity = identityOf(littleView, logId, littleCatalogue, hashing);
  const writer = await otherStore.writer(littleView, identity);
  await rebuildViews([{ view: littleView, writer }], { log, catalogue: littleCatalogue, maxRows });
  await writer.close();
  return otherStore.reader(littleView, identity);
}

/** Starts the loops; everything they report is kept. */
function projecting({ log, store, news, hashing }: ProjectingUnderTest, views: readonly View<LittleRow>[] = [littleView]) {
  const stop = new AbortController();
  const failures: string[] = [];
  let building: readonly string[] | undefined;
  const advanced: Projecting['advanced'] = (advancing, position) => advancing.forEach(({ name }) => news.told(name, position));
  const failed: Projecting['failed'] = ({ name }, error) => void failures.push(`${name}: ${(error as Error).message}`);
  const ended = projectViews({ views, store, log, catalogue: littleCatalogue, hashing, signal: stop.signal, advanced, failed, opened: (names) => (building = names) });
  ended.catch(() => {});
  return {
    ended,
    failures,
    reader: store.reader(littleView, identityOf(littleView, logId, littleCatalogue, hashing)),
    get building() {
      return building;
    },
    reached: async (position: Position, names = ['homes']) => {
      for (const name of names) expect(await news.reached(name, position, patienceMs)).toBe(true);
    },
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}
