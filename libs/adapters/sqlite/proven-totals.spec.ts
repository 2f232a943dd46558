import { DamagedView } from './view-damage.js';
import { momentModulus, sealOf } from './view-digest.js';
import { ProvenTotals, sealed, type TotalsLine } from './view-totals.js';

/** A group's line as the database gives it, sealed. */
function lineOf(federation: string, sums: Readonly<Record<string, number>>): TotalsLine {
  const seal = Object.entries(sums).reduce((left, [measure, value]) => (left + sealOf(federation, measure, value)) % momentModulus, 0);
  return { federation, measures: JSON.stringify([sealed, ...Object.keys(sums)]), sums: JSON.stringify([seal, ...Object.values(sums)]) };
}

describe('totals that were proven', () => {
  const line = lineOf('city', { should: 3, held: 2 });

  it('are the same object when they are read again unchanged, and another when they changed', () => {
    const totals = new ProvenTotals('little');
    const first = totals.of([line]).get('city');
    expect(first).toEqual({ should: 3, held: 2 });
    expect(totals.of([{ ...line }]).get('city')).toBe(first);
    expect(totals.of([lineOf('city', { should: 3, held: 3 })]).get('city')).toEqual({ should: 3, held: 3 });
    expect(first).toEqual({ should: 3, held: 2 });
  });

  it('are proven again as soon as a line differs', () => {
    const totals = new ProvenTotals('little');
    totals.of([line]);
    expect(() => totals.of([{ ...line, sums: line.sums.replace(/2\]$/, '3]') }])).toThrow(DamagedView);
    expect(() => totals.of([{ ...line, federation: 'town' }])).toThrow(DamagedView);
  });

  it('are read again only where something was written since', () => {
    const totals = new ProvenTotals('little');
    const lines = new Map([['city', line], ['town', lineOf('town', { should: 1 })]]);
    const asked: string[][] = [];
    const read = (groups: readonly string[]) => (asked.push([...groups]), groups.map((group) => lines.get(group) as TotalsLine));
    const stands = (writes: number) => [{ federation: 'city', seal: 5, writes }, { federation: 'town', seal: 6, writes: 0 }];
    const both = ['city', 'town'];
    const first = totals.standing(both, stands(0), read);
    expect(totals.standing(both, stands(0), read)).toEqual(first);
    // Written, and come back to the same seal by chance: read all the same.
    expect(totals.standing(both, stands(1), read)).toEqual(first);
    totals.clear();
    expect(totals.standing(both, stands(1), read)).toEqual(first);
    expect(asked).toEqual([both, ['city'], both]);
  });

  it('that lost their seal are damaged, not gone', () => {
    const unsealed = { federation: 'city', measures: '["held"]', sums: '[2]' };
    expect(() => new ProvenTotals('little').standing(['city'], [], () => [unsealed])).toThrow(DamagedView);
  });
});
