import * as fc from 'fast-check';
import { basisPoints, endorsementOf, fourRates, percent, rateOver, reaches, type BallotCounts } from './rates.js';
import { aRuleSet } from './testing/index.js';

/** 60 entitled, 41 present, 40 returned, 38 valid, 31 in the upper two grades. */
const sitting: BallotCounts = { entitled: 60, present: 41, issued: 41, returned: 40, valid: 38, grades: { satisfied: 20, basicallySatisfied: 11, dissatisfied: 7 } };
const questionnaire: BallotCounts = { entitled: 200, issued: 141, returned: 137, valid: 137, grades: { satisfied: 127, basicallySatisfied: 10, dissatisfied: 0 } };
const upper = ['satisfied', 'basicallySatisfied'];

describe('a rate', () => {
  it('names its counts, its denominator and its formula', () => {
    expect(rateOver(sitting, upper, 'valid')).toEqual({ n: 31, m: 38, of: 'valid', formula: 'satisfied+basicallySatisfied' });
  });

  it('is shown over all four denominators', () => {
    expect(fourRates(sitting, upper).map((rate) => [rate.of, percent(rate)])).toEqual([
      ['valid', '81.6'],
      ['returned', '77.5'],
      ['present', '75.6'],
      ['entitled', '51.7'],
    ]);
    expect(fourRates(questionnaire, upper).map(({ of, m }) => [of, m])).toEqual([
      ['valid', 137],
      ['returned', 137],
      ['issued', 141],
      ['entitled', 200],
    ]);
  });

  it('differs by formula: satisfied alone, or with basically satisfied', () => {
    expect(percent(rateOver(questionnaire, ['satisfied'], 'returned'))).toBe('92.7');
    expect(percent(rateOver(questionnaire, upper, 'returned'))).toBe('100.0');
  });

  it('takes a grade nobody gave, and a count nobody took, as none', () => {
    expect(rateOver(questionnaire, ['delighted', 'constructor'], 'present')).toMatchObject({ n: 0, m: 0 });
  });
});

describe('endorsement', () => {
  it('is over those present at a sitting and over those issued for a questionnaire', () => {
    expect(endorsementOf(aRuleSet, 'congress', sitting)).toEqual({ n: 31, m: 41, of: 'present', formula: 'satisfied+basicallySatisfied' });
    expect(endorsementOf(aRuleSet, 'questionnaire', questionnaire)).toMatchObject({ n: 137, m: 141, of: 'issued' });
  });

  it.each([
    [33, 41, true], // 80.49 %
    [32, 40, true], // 80.0 % passes
    [7996, 10_000, false],
    [32, 41, false],
    [0, 0, false],
  ])('of %d in %d against 80 %%: %s', (n, m, enough) => expect(reaches({ n, m }, '80/100')).toBe(enough));
});

describe('per cent', () => {
  it.each([
    [7996, 10_000, '79.9'],
    [79_999, 100_000, '79.9'],
    [8, 10, '80.0'],
    [9996, 10_000, '99.9'],
    [10, 10, '100.0'],
    [665, 1023, '65.0'],
    [41, 62, '66.1'],
    [0, 7, '0.0'],
    [1, 3000, '0.0'],
  ])('%d of %d reads %s', (n, m, text) => expect(percent({ n, m })).toBe(text));

  it('of nothing is nothing', () => expect(percent({ n: 0, m: 0 })).toBeUndefined());

  it('never shows a whole per cent that was not reached, and never misses by a whole tenth', () => {
    const counts = fc.tuple(fc.nat(3_000_000), fc.integer({ min: 1, max: 3_000_000 })).filter(([n, m]) => n <= m);
    fc.assert(
      fc.property(counts, ([n, m]) => {
        const shown = percent({ n, m }) ?? '';
        const tenths = Number(shown.replace('.', ''));
        expect(Math.abs(tenths * m - n * 1000)).toBeLessThan(m);
        if (shown.endsWith('.0') && tenths > 0) expect(n * 1000).toBeGreaterThanOrEqual(tenths * m);
      }),
    );
  });
});

it('adds up in basis points, rounded down', () => {
  expect(basisPoints({ n: 31, m: 38 })).toBe(8157);
  expect(basisPoints({ n: 1, m: 0 })).toBe(0);
});
