import type { ListQuery, ViewReader } from '../vocabulary/view-store.port.js';
import type { LittleRow } from './little-view.js';

const homes: readonly (readonly [string, LittleRow])[] = [
  ['home-a', { name: '武汉市总工会（本级）', above: ['city'], points: 90, times: 0 }],
  ['home-b', { name: '武昌区总工会', above: ['city', 'district'], points: null, times: 0 }],
  ['home-c', { name: 'ABC 汽车公司工会', above: ['city'], points: -5, times: 0 }],
  ['home-d', { name: '𠮷野家工会', above: ['district'], points: 90, times: 0 }],
  ['home-e', { name: '\uff21bc公司', above: [], points: 1.5, times: 0 }],
];

/** What the lists of every view store promise. `given` puts rows into a view and gives its reader. */
export function describeLists(given: (rows: readonly (readonly [string, LittleRow])[]) => Promise<ViewReader<LittleRow>>): void {
  describe('lists', () => {
    let reader: ViewReader<LittleRow>;
    beforeEach(async () => (reader = await given(homes)));
    const list = async (query: Omit<ListQuery, 'limit'>) => (await reader.list({ limit: 50, ...query })).rows.map(([key]) => key.slice(5)).join('');

    it('gives rows by key when nothing else is asked', async () => {
      expect((await reader.list({ limit: 2 })).rows).toEqual(homes.slice(0, 2));
      expect(await list({})).toBe('abcde');
    });

    it('filters by columns', async () => {
      expect(await list({ where: { points: 90 } })).toBe('ad');
      expect(await list({ where: { points: [90, null] } })).toBe('abd');
      expect(await list({ where: { points: null } })).toBe('b');
      expect(await list({ where: { points: 90, name: '𠮷野家工会' } })).toBe('d');
      expect(await list({ where: { points: [] } })).toBe('');
      expect(await list({ where: { points: '90' } })).toBe('');
    });

    it('filters by columns between bounds, both counted in; what has no value is in none but where it is asked for too', async () => {
      expect(await list({ between: { points: { from: 1.5, until: 90 } } })).toBe('ade');
      expect(await list({ between: { points: { until: 0 } } })).toBe('c');
      expect(await list({ between: { points: {} } })).toBe('acde');
      expect(await list({ between: { points: { from: 0 } }, where: { points: [90, null] } })).toBe('ad');
      expect(await list({ between: { points: { from: 1.5, until: 89, orNone: true } } })).toBe('be');
      expect(await list({ between: { points: { orNone: true } }, where: { name: '𠮷野家工会' } })).toBe('d');
      expect(await list({ between: { name: { from: '武昌', until: '𠮷' } } })).toBe('bae'.split('').toSorted().join(''));
    });

    it('finds and sorts by a column in which most rows hold nothing as by any other', async () => {
      expect(await list({ between: { scored: {} } })).toBe('acde');
      expect(await list({ between: { scored: { until: 89 } }, sort: { column: 'scored' } })).toBe('ce');
      expect(await list({ between: { scored: { from: 1, orNone: true } } })).toBe('abde');
      expect(await list({ where: { scored: 90 } })).toBe('ad');
      expect(await list({ where: { scored: null } })).toBe('b');
      expect(await list({ sort: { column: 'scored', descending: true } })).toBe('daecb');
    });

    it('shows only what lies below the federations asked for', async () => {
      expect(await list({ scope: ['city'] })).toBe('abc');
      expect(await list({ scope: ['city', 'district'] })).toBe('abcd');
      expect(await list({ scope: [] })).toBe('');
      expect(await list({ scope: ['elsewhere'] })).toBe('');
    });

    it.each([
      ['汉市', 'a'],
      ['工会', 'abcd'],
      ['总工会', 'ab'],
      ['会本级', 'a'],
      ['市 总', 'a'],
      ['工总', ''],
      ['abc', 'ce'],
      ['ＢＣ', 'ce'],
      ['c汽', 'c'],
      ['𠮷', 'd'],
      ['会', 'abcd'],
    ])('finds %s', async (text, found) => expect(await list({ search: { column: 'name', text } })).toBe(found));

    it('sorts by a column: nothing, numbers, texts; rows of one value by key', async () => {
      expect(await list({ sort: { column: 'points' } })).toBe('bcead');
      expect(await list({ sort: { column: 'points', descending: true } })).toBe('daecb');
      expect(await list({ sort: { column: 'name' } })).toBe('cbaed');
    });

    it.each([{}, { sort: { column: 'points' } }, { sort: { column: 'points', descending: true } }, { sort: { column: 'name', descending: true } }, { sort: { column: 'points' }, scope: ['city', 'district'] }, { sort: { column: 'scored' }, between: { scored: { until: 90 } } }])(
      'pages through %j as it lists',
      async (query: Omit<ListQuery, 'limit'>) => {
        let seen = '';
        for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
          const page = await reader.list({ ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
          expect(page.rows.length).toBeLessThanOrEqual(2);
          seen += page.rows.map(([key]) => key.slice(5)).join('');
          cursor = page.next;
          if (cursor === undefined) break;
        }
        expect(seen).toBe(await list(query));
      },
    );

    it('gives no cursor after the last row', async () => {
      expect((await reader.list({ limit: 5 })).next).toBeUndefined();
      expect((await reader.list({ limit: 4 })).next).toMatch(/^[A-Za-z0-9_-]+$/);
    });

    it('refuses what makes no sense', async () => {
      const { next = '' } = await reader.list({ limit: 1, sort: { column: 'name' } });
      const senseless: readonly ListQuery[] = [
        { limit: 0 },
        { limit: 201 },
        { limit: 1.5 },
        { limit: 1, sort: { column: 'toString' } },
        { limit: 1, where: { colour: 'red' } },
        { limit: 1, between: { colour: { from: 'red' } } },
        { limit: 1, search: { column: 'points', text: '9' } },
        { limit: 1, search: { column: 'name', text: ' （）' } },
        { limit: 1, search: { column: 'name', text: 'x'.repeat(101) } },
        { limit: 1, cursor: 'nonsense' },
        { limit: 1, cursor: '' },
        { limit: 1, cursor: btoa('[1,2]') },
        { limit: 1, cursor: next },
        { limit: 1, cursor: next, sort: { column: 'name', descending: true } },
      ];
      for (const query of senseless) await expect(reader.list(query)).rejects.toThrow(RangeError);
    });
  });
}
