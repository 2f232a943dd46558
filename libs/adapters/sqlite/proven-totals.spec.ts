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
});
