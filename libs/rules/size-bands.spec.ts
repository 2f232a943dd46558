import { sizeBandOf, sizeBandsOf } from './index.js';

const rules = { statistics: { groupBy: ['size' as const], sizeBands: [25, 100] } };

describe('size bands', () => {
  it('are made of the first sizes after the first band', () => expect(sizeBandsOf(rules)).toEqual(['0-24', '25-99', '100-']));
  it.each([[0, '0-24'], [24, '0-24'], [25, '25-99'], [99, '25-99'], [100, '100-'], [9_999_999, '100-']])('put a union of %d members into %s', (members, band) => expect(sizeBandOf(rules, members)).toBe(band));

  it('are not guessed', () => {
    expect(sizeBandsOf({})).toEqual([]);
    expect(sizeBandOf({}, 24)).toBeUndefined();
    expect(sizeBandOf(rules, undefined)).toBeUndefined();
  });
});
