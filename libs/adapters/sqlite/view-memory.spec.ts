import { checkedQuery, type View } from '#kernel';
import { DamagedView } from './view-damage.js';
import { rowDigest } from './view-digest.js';
import { ViewMemory } from './view-memory.js';

type Row = { readonly n: number };
const view: View<Row> = { name: 'littles', version: 1, keysOf: () => [], on: {}, columns: { n: ({ n }) => n } };
const stored = (n: number) => {
  const json = JSON.stringify({ n });
  return { key: 'a', json, digest: rowDigest('a', json) };
};

describe('what a reader remembers', () => {
  it('is a row as long as its bytes stay the same', () => {
    const memory = new ViewMemory(view);
    expect(memory.row(stored(1))).toBe(memory.row(stored(1)));
    expect(memory.row(stored(2))).toEqual({ n: 2 });
  });

  it('hides no damage: bytes that changed are checked again', () => {
    const memory = new ViewMemory(view);
    memory.row(stored(1));
    expect(() => memory.row({ ...stored(1), json: '{"n":7}' })).toThrow(DamagedView);
    expect(() => memory.row({ ...stored(1), digest: '0'.repeat(16) })).toThrow(DamagedView);
  });

  it('is how wide the conditions of a list are, for the pages that follow', async () => {
    const memory = new ViewMemory(view);
    let counted = 0;
    const count = async () => new Set([counted++]);
    const page = (cursor: object, n = 1) => memory.wide(checkedQuery(view, { where: { n }, limit: 10, ...cursor }), count);
    expect([await page({}), await page({}), await page({}, 2)]).toEqual([new Set([0]), new Set([0]), new Set([1])]);
  });
});
