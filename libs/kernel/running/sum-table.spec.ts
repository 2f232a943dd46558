import * as fc from 'fast-check';
import { SumTable } from './sum-table.js';

describe('a table of sums', () => {
  it('holds what a map would hold, in the order of its keys and without zeros', () => {
    const key = fc.oneof(fc.nat(50), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: -3, max: 3 })), { maxLength: 400 }), (additions) => {
        const [table, map] = [new SumTable(), new Map<number, number>()];
        for (const [key, by] of additions) {
          table.add(key, by);
          map.set(key, (map.get(key) ?? 0) + by);
        }
        const expected = [...map].filter(([, sum]) => sum !== 0).toSorted(([one], [other]) => one - other);
        expect([...table.keys()].map((key) => [key, table.get(key)])).toEqual(expected);
      }),
      { numRuns: 200, seed: 20_261_128 },
    );
  });

  it('keeps a hundred thousand apart', () => {
    const table = new SumTable();
    for (let n = 0; n < 100_000; n++) table.add(n * 2 ** 32 + (n % 7), n + 1);
    expect(table.keys()).toHaveLength(100_000);
    expect(table.get(99_999 * 2 ** 32 + (99_999 % 7))).toBe(100_000);
  });
});
