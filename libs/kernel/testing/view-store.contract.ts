import type { ListQuery, TotalsChange, ViewReader, ViewStore, ViewWriter } from '../vocabulary/view-store.port.js';
import type { ViewNews } from '../running/view-news.js';
import { littleView, type LittleRow } from './little-view.js';
import { describeLists } from './view-lists.contract.js';
import { patienceMs } from './until.js';

/** A view store as the suite sees it: fresh and empty. `reopen` gives the same store anew, as after a restart. */
export type ViewStoreUnderTest = { readonly store: ViewStore; readonly news: ViewNews; readonly reopen?: () => Promise<ViewStore>; readonly close: () => Promise<void> };

const identity = { logId: 'log-1', fingerprint: 'first' };
const aHome = (name: string, rest: Partial<LittleRow> = {}): LittleRow => ({ name, above: ['city', 'country'], points: null, times: 0, ...rest });
const oneDay: readonly TotalsChange[] = [
  { group: 'city', day: '2026-01-15', by: { homes: 2, points: 90 } },
  { group: 'country', day: '2026-01-15', by: { homes: 2, points: 90 } },
];

/** Puts these rows into the view, as a rebuild does. */
export async function fill(writer: ViewWriter<LittleRow>, rows: readonly (readonly [string, LittleRow])[], totals: Iterable<TotalsChange> = [], position = 10): Promise<void> {
  const replacement = await writer.replace();
  await replacement.put(asNew(rows.slice(0, 1)));
  await replacement.put(asNew(rows.slice(1)));
  await replacement.finish(totals, position);
}

/** Rows that were not put before. */
export const asNew = <Row>(rows: readonly (readonly [string, Row])[]) => rows.map(([key, after]) => [key, { before: undefined, after }] as const);

/** What every view store promises. */
export function viewStoreContract(name: string, open: () => Promise<ViewStoreUnderTest>): void {
  describe(`view store contract: ${name}`, () => {
    let under: ViewStoreUnderTest;
    let writer: ViewWriter<LittleRow>;
    let reader: ViewReader<LittleRow>;
    beforeEach(async () => {
      under = await open();
      writer = await under.store.writer(littleView, identity);
      reader = under.store.reader(littleView, identity);
    });
    afterEach(async () => {
      await writer.close();
      await under.close();
    });

    it('says so while a view was never built', async () => {
      expect(await writer.position()).toBeUndefined();
      await expect(reader.state()).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await expect(reader.get('home-a')).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await expect(writer.apply({ rows: new Map(), totals: [], position: 1 })).rejects.toThrow('never built');
    });

    it('serves a whole view once it is finished, and nothing of one that is discarded', async () => {
      await fill(writer, [['home-a', aHome('甲', { points: 90 })], ['home-b', aHome('乙')]], oneDay);
      expect(await writer.position()).toBe(10);
      expect(await reader.state()).toEqual({ position: 10, frozen: false });
      expect(await reader.get('home-a')).toEqual(aHome('甲', { points: 90 }));
      expect(await reader.get('home-c')).toBeUndefined();
      expect(await reader.totals('city')).toEqual({ homes: 2, points: 90 });
      const replacement = await writer.replace();
      await replacement.put(asNew([['home-c', aHome('丙')]]));
      expect(await reader.get('home-c')).toBeUndefined();
      await replacement.discard();
      expect(await reader.get('home-a')).toEqual(aHome('甲', { points: 90 }));
      expect(await writer.position()).toBe(10);
    });

    it('takes a row that was put before in its new form, gives it back meanwhile, and keeps nothing of one that is gone', async () => {
      const [a, b, c] = [aHome('甲'), aHome('乙'), aHome('丙')];
      const replacement = await writer.replace();
      await replacement.put(asNew([['home-a', a], ['home-b', b], ['home-c', c]]));
      expect(await replacement.rows(['home-a', 'home-z'])).toEqual(new Map([['home-a', a]]));
      const [moved, renamed] = [{ ...a, above: ['country', 'village'] }, { ...c, name: '丁' }];
      await replacement.put([['home-a', { before: a, after: moved }], ['home-b', { before: b, after: undefined }], ['home-c', { before: c, after: renamed }]]);
      expect(await replacement.rows(['home-a', 'home-b', 'home-c'])).toEqual(new Map([['home-a', moved], ['home-c', renamed]]));
      // Back where it was, and there again after it was gone.
      await replacement.put([['home-a', { before: moved, after: { ...a, above: ['city'] } }], ['home-b', { before: undefined, after: b }]]);
      await replacement.finish([], 10);
      const list = async (query: Omit<ListQuery, 'limit'>) => (await reader.list({ limit: 10, ...query })).rows.map(([key]) => key);
      expect(await list({})).toEqual(['home-a', 'home-b', 'home-c']);
      expect(await list({ scope: ['city'] })).toEqual(['home-a', 'home-b', 'home-c']);
      expect(await list({ scope: ['country'] })).toEqual(['home-b', 'home-c']);
      expect(await list({ scope: ['village'] })).toEqual([]);
      expect(await list({ search: { column: 'name', text: '丙' } })).toEqual([]);
      expect(await list({ search: { column: 'name', text: '丁' } })).toEqual(['home-c']);
      expect(await list({ where: { name: '甲' } })).toEqual(['home-a']);
    });

    it('applies rows, totals and checkpoint together', async () => {
      await fill(writer, [['home-a', aHome('甲', { points: 90 })], ['home-b', aHome('乙')]], oneDay);
      const [a, b, c] = [aHome('甲', { points: 90 }), aHome('乙'), aHome('丙', { above: ['village'] })];
      await writer.apply({
        rows: new Map([
          ['home-a', { before: a, after: { ...a, points: 95, above: ['city'] } }],
          ['home-b', { before: b, after: undefined }],
          ['home-c', { before: undefined, after: c }],
        ]),
        totals: [
          { group: 'city', day: '2026-01-16', by: { homes: -1, points: 5 } },
          { group: 'country', day: '2026-01-16', by: { homes: -2, points: -90 } },
          { group: 'village', day: '2026-01-16', by: { homes: 1 } },
        ],
        position: 17,
      });
      expect(await writer.position()).toBe(17);
      expect(await reader.state()).toEqual({ position: 17, frozen: false });
      expect(await writer.rows(['home-a', 'home-b', 'home-c'])).toEqual(new Map([['home-a', { ...a, points: 95, above: ['city'] }], ['home-c', c]]));
      expect(await reader.totals('city')).toEqual({ homes: 1, points: 95 });
      expect(await reader.totals('country')).toEqual({});
      expect(await reader.groups()).toEqual(['city', 'country', 'village']);
      const list = async (query: Omit<ListQuery, 'limit'>) => (await reader.list({ limit: 10, ...query })).rows.map(([key]) => key);
      expect(await list({ scope: ['country'] })).toEqual([]);
      expect(await list({ scope: ['city', 'village'] })).toEqual(['home-a', 'home-c']);
      expect(await list({ search: { column: 'name', text: '乙' } })).toEqual([]);
      expect(await list({ search: { column: 'name', text: '丙' } })).toEqual(['home-c']);
    });

    it('keeps totals by recording day', async () => {
      await fill(writer, [], oneDay);
      await writer.apply({ rows: new Map(), totals: [{ group: 'city', day: '2026-01-20', by: { points: -90 } }], position: 11 });
      await writer.apply({ rows: new Map(), totals: [{ group: 'city', day: '2026-01-20', by: { homes: 1, late: 3 } }], position: 12 });
      await writer.apply({ rows: new Map(), totals: [{ group: 'city', day: '2026-01-20', by: { late: -3 } }], position: 13 });
      expect(await reader.totals('city')).toEqual({ homes: 3 });
      expect(await reader.totals('city', '2026-01-14')).toEqual({});
      expect(await reader.totals('city', '2026-01-15')).toEqual({ homes: 2, points: 90 });
      expect(await reader.totals('city', '2026-01-19')).toEqual({ homes: 2, points: 90 });
      expect(await reader.totals('city', '2026-01-20')).toEqual({ homes: 3 });
      expect(await reader.totals('city', '2026-01-15', ['points', 'late', 'unheard'])).toEqual({ points: 90 });
      expect(await reader.totals('city', undefined, ['homes'])).toEqual({ homes: 3 });
      expect(await reader.deltas('city')).toEqual([
        { day: '2026-01-15', by: { homes: 2, points: 90 } },
        { day: '2026-01-20', by: { homes: 1, points: -90 } },
      ]);
      expect(await reader.totals('nowhere')).toEqual({});
    });

    it('lets the old version serve, marked as frozen, until the new one is whole', async () => {
      await fill(writer, [['home-a', aHome('old')]], [], 10);
      const newer = { ...identity, fingerprint: 'second' };
      const next = await under.store.writer(littleView, newer);
      const nextReader = under.store.reader(littleView, newer);
      expect(await next.position()).toBeUndefined();
      expect(await nextReader.state()).toEqual({ position: 10, frozen: true });
      const replacement = await next.replace();
      await replacement.put(asNew([['home-a', aHome('new')]]));
      expect(await nextReader.get('home-a')).toEqual(aHome('old'));
      expect(await nextReader.reached(10, 1)).toBe(false);
      await replacement.finish([], 20);
      expect(await nextReader.state()).toEqual({ position: 20, frozen: false });
      expect(await nextReader.get('home-a')).toEqual(aHome('new'));
      expect((await under.store.stored()).map(({ fingerprint }) => fingerprint)).toEqual(['second']);
      await next.close();
    });

    it('never serves the rows of another log', async () => {
      await fill(writer, [['home-a', aHome('甲')]]);
      const elsewhere = { ...identity, logId: 'log-2' };
      const other = await under.store.writer(littleView, elsewhere);
      expect(await other.position()).toBeUndefined();
      await expect(under.store.reader(littleView, elsewhere).get('home-a')).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await fill(other, [['home-z', aHome('癸')]], [], 3);
      expect(await under.store.reader(littleView, elsewhere).get('home-z')).toEqual(aHome('癸'));
      expect(await under.store.stored()).toEqual([{ view: 'homes', ...elsewhere, position: 3 }]);
      await other.close();
    });

    it('answers those who wait for a position', async () => {
      await fill(writer, [], [], 10);
      expect(await reader.reached(10, 1)).toBe(true);
      expect(await reader.reached(11, 1)).toBe(false);
      const waiting = reader.reached(12, patienceMs);
      await writer.apply({ rows: new Map(), totals: [], position: 12 });
      under.news.told(littleView.name, 12);
      expect(await waiting).toBe(true);
    });

    it('keeps everything over a restart', async () => {
      if (under.reopen === undefined) return;
      await fill(writer, [['home-a', aHome('甲')]], oneDay);
      await writer.apply({ rows: new Map([['home-b', { before: undefined, after: aHome('乙') }]]), totals: [], position: 12 });
      await writer.close();
      const again = await under.reopen();
      writer = await again.writer(littleView, identity);
      expect(await writer.position()).toBe(12);
      expect(await again.stored()).toEqual([{ view: 'homes', ...identity, position: 12 }]);
      expect((await again.reader(littleView, identity).list({ limit: 10 })).rows.map(([key]) => key)).toEqual(['home-a', 'home-b']);
    });

    describeLists(async (rows) => {
      await fill(writer, rows);
      return reader;
    });
  });
}
