import * as fc from 'fast-check';
import { basisPoints, endorsementOf, formulasOf, fourRates, missingTo, percent, rateOver, reaches, recognitionRates, type BallotCounts } from './rates.js';
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

describe('satisfaction and combined', () => {
  it('are what their names say, whatever the endorsement adds up', () => {
    const four = { ballot: { grades: ['verySatisfied', ...aRuleSet.ballot.grades] }, endorsement: { upper: ['verySatisfied', 'satisfied'] } };
    expect(formulasOf(four)).toEqual({ satisfaction: ['verySatisfied', 'satisfied'], combined: ['verySatisfied', 'satisfied', 'basicallySatisfied'] });
    expect(formulasOf({ ballot: { grades: ['good', 'fair', 'poor'] }, endorsement: { upper: ['good', 'fair'] } })).toEqual({ satisfaction: ['good'], combined: ['good', 'fair'] });
  });
  it('are the first grade alone and the grades of the endorsement, unless the rule set names others', () => {
    expect(formulasOf(aRuleSet)).toEqual({ satisfaction: ['satisfied'], combined: upper });
    const four = { ballot: { grades: ['verySatisfied', ...aRuleSet.ballot.grades] }, endorsement: { upper }, rates: { satisfaction: ['verySatisfied', 'satisfied'], combined: ['verySatisfied', ...upper] } };
    expect(formulasOf(four)).toEqual(four.rates);
  });
  it('are 92.7 % and 100 % of the same 137 sheets', () => {
    const formulas = formulasOf(aRuleSet);
    expect([formulas?.satisfaction, formulas?.combined].map((grades) => percent(rateOver(questionnaire, grades ?? [], 'returned')))).toEqual(['92.7', '100.0']);
  });
  it('are not asked of propositions, unless the rule set says so', () => {
    const propositions = { ballot: { grades: ['agree', 'disagree', 'abstain'], kind: 'propositions' as const }, endorsement: { upper: ['agree'] } };
    expect(formulasOf(propositions)).toBeUndefined();
    expect(formulasOf({ ...propositions, rates: { satisfaction: ['agree'], combined: ['agree'] } })).toEqual({ satisfaction: ['agree'], combined: ['agree'] });
  });
});

describe('recognition', () => {
  const survey = { issued: 25, returned: 25, valid: 24, recognised: 23 };
  it('is of the staff who were asked, over each count', () => {
    expect(recognitionRates(survey)).toEqual([
      { n: 23, m: 24, of: 'valid', formula: 'recognised' },
      { n: 23, m: 25, of: 'returned', formula: 'recognised' },
      { n: 23, m: 25, of: 'issued', formula: 'recognised' },
    ]);
    expect(recognitionRates({ ...survey, staff: 300 }).at(-1)).toEqual({ n: 23, m: 300, of: 'staff', formula: 'recognised' });
  });
});

describe('what is missing to a share', () => {
  it.each([
    [31, 41, '80/100', 2],
    [33, 41, '80/100', 0],
    [1999, 2500, '4/5', 1],
    [0, 3, '2/3', 2],
  ])('of %d in %d to %s are %d ballots', (n, m, share, missing) => expect(missingTo({ n, m }, share)).toBe(missing));
  it('cannot be said of nothing', () => expect(missingTo({ n: 0, m: 0 }, '4/5')).toBeUndefined());
  it('is the least that reaches it', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 99 }), (some, m, percent) => {
        const n = Math.min(some, m);
        const missing = missingTo({ n, m }, `${percent}/100`) ?? 0;
        expect(reaches({ n: n + missing, m }, `${percent}/100`)).toBe(true);
        if (missing > 0) expect(reaches({ n: n + missing - 1, m }, `${percent}/100`)).toBe(false);
      }),
    );
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
