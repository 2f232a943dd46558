import type { RuleSet } from './rule-set.js';
import { criteriaFor, itemScoreOf, maxPoints, obligatoryZeros, scoreOf, scoreReaches, zeroCriteria } from './score.js';
import { aCriterion, aRuleSet } from './testing/index.js';

const [first, second] = aRuleSet.standard.items as [RuleSet['standard']['items'][number], RuleSet['standard']['items'][number]];
/** With a bonus, which counts only where something else was missed. */
const standard = { items: [first, { ...second, criteria: [...second.criteria, aCriterion('2.2', { points: 5, scoring: 'bonus' })] }] };
const old = { unionClass: 'privateFirm', firstYear: false };
const young = { unionClass: 'privateFirm', firstYear: true };
const forFirms = { items: [{ ...first, criteria: [aCriterion('1.1', { points: 60 }), aCriterion('1.2', { points: 40, classes: ['stateFirm'] })] }] };

describe('the criteria that apply', () => {
  it('leave out those not asked in a first year', () => {
    expect(criteriaFor(standard, young).map(({ id }) => id)).toEqual(['1.1', '1.2', '2.2']);
    expect(maxPoints(standard, old)).toBe(10_000);
    expect(maxPoints(standard, young)).toBe(8_000);
  });

  it('leave out those of other classes', () => {
    expect(maxPoints(forFirms, old)).toBe(6_000);
    expect(maxPoints(forFirms, { ...old, unionClass: 'stateFirm' })).toBe(10_000);
  });
});

describe('a score', () => {
  it('is counted in hundredths of a point', () => {
    expect(scoreOf(standard, old, { '1.1': 35.5, '1.2': 0.07, '2.1': 20 })).toEqual({ earned: 5_557, max: 10_000, of100: 5_557 });
  });

  it('is rescaled to 100 where criteria do not apply, rounded down', () => {
    expect(scoreOf(standard, young, { '1.1': 40, '1.2': 24, '2.1': 20 })).toEqual({ earned: 6_400, max: 8_000, of100: 8_000 });
    expect(scoreOf(forFirms, old, { '1.1': 55 })).toEqual({ earned: 5_500, max: 6_000, of100: 9_166 });
  });

  it('is helped by a bonus, but not beyond 100', () => {
    expect(scoreOf(standard, old, { '1.1': 40, '1.2': 30, '2.1': 20, '2.2': 5 }).of100).toBe(9_500);
    expect(scoreOf(standard, old, { '1.1': 40, '1.2': 40, '2.1': 20, '2.2': 5 })).toEqual({ earned: 10_500, max: 10_000, of100: 10_000 });
  });

  it('goes beyond 100 where the standard lets a bonus', () => {
    expect(scoreOf({ ...standard, bonusBeyond: true }, old, { '1.1': 40, '1.2': 40, '2.1': 20, '2.2': 5 }).of100).toBe(10_500);
  });

  it('is rescaled from another total, as 120 points', () => {
    expect(scoreOf({ items: [{ ...first, criteria: [aCriterion('1.1', { points: 70 }), aCriterion('1.2', { points: 50 })] }], total: 120 }, old, { '1.1': 60, '1.2': 36 }).of100).toBe(8_000);
  });

  it('of one item is its share of that item alone', () => {
    expect(itemScoreOf(standard, '1', { judged: old, points: { '1.1': 30, '1.2': 18, '2.1': 20 } })).toEqual({ earned: 4_800, max: 8_000, of100: 6_000 });
    expect(itemScoreOf(standard, '9', { judged: old, points: { '1.1': 30 } }).max).toBe(0);
  });

  it('is nothing where nothing applies', () => {
    expect(scoreOf({ items: [] }, old, {})).toEqual({ earned: 0, max: 0, of100: 0 });
    expect(scoreReaches({ earned: 0, max: 0 }, 0)).toBe(false);
  });

  it('reaches a threshold in whole numbers', () => {
    expect(scoreReaches({ earned: 8_000, max: 10_000 }, 80)).toBe(true);
    expect(scoreReaches({ earned: 4_799, max: 6_000 }, 80)).toBe(false);
  });
});

describe('an obligatory criterion', () => {
  it('is missing at 0 points, and when none were entered', () => {
    expect(obligatoryZeros(standard, old, { '1.1': 0, '1.2': 0 })).toEqual(['1.1', '2.1']);
    expect(obligatoryZeros(standard, old, { '1.1': 0.5, '2.1': 1 })).toEqual([]);
  });

  it('is not the only one at zero where any zero blocks; a bonus never is', () => {
    expect(zeroCriteria(standard, old, { '1.1': 1, '2.2': 0 })).toEqual(['1.2', '2.1']);
  });

  it('is not missing in a first year that does not ask for it', () => {
    expect(obligatoryZeros(standard, young, { '1.1': 1 })).toEqual([]);
  });
});
