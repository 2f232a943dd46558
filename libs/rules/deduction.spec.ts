import { pointsByDeduction, pointsFault } from './deduction.js';
import type { Criterion, Deduction } from './standard.js';
import { aCriterion } from './testing/index.js';

const deduct: Deduction = { points: 1, each: 5, unit: 'percent', from: 90, direction: 'below', steps: 'started' };
const criterion = (changed: Partial<Deduction> = {}) => aCriterion('1.3', { points: 4, scoring: 'deductPerStep', deduct: { ...deduct, ...changed } });
const cases: readonly (readonly [string, Criterion, number, number])[] = [
  ['nothing where nothing is short', criterion(), 90, 4],
  ['nothing for more than asked', criterion(), 99, 4],
  ['one for a step that has begun', criterion(), 89.99, 3],
  ['one for a whole step', criterion(), 85, 3],
  ['two from there on', criterion(), 84.99, 2],
  ['never below nothing', criterion(), 0, 0],
  ['nothing for a step that is not full', criterion({ steps: 'full' }), 85.01, 4],
  ['one for a full step', criterion({ steps: 'full' }), 85, 3],
  ['by cases above none', criterion({ unit: 'case', from: 0, each: 1, direction: 'above' }), 3, 1],
  ['by cases above a number that is allowed', criterion({ unit: 'case', from: 2, each: 1, direction: 'above' }), 3, 3],
  ['halves of a point', criterion({ points: 0.5 }), 79, 2.5],
  ['as tenths are written, not as a machine adds them', criterion({ each: 0.1, from: 0.3, points: 1, steps: 'full' }), 0, 1],
];

describe('points by deduction', () => {
  it.each(cases)('take off %s', (_, rule, measured, left) => expect(pointsByDeduction(rule, measured)).toBe(left));

  it('are not known without a rule for them', () => expect(pointsByDeduction(aCriterion('1.1', { scoring: 'deductPerStep' }), 80)).toBeUndefined());
});

describe('points entered', () => {
  it('are at most the maximum, but for a bonus without a cap', () => {
    expect(pointsFault(aCriterion('1.1', { points: 4 }), 4)).toBeUndefined();
    expect(pointsFault(aCriterion('1.1', { points: 4 }), 4.01)).toBe('points-over-maximum');
    expect(pointsFault(aCriterion('2.2', { points: 5, scoring: 'bonus' }), 6)).toBe('points-over-maximum');
    expect(pointsFault(aCriterion('2.2', { points: 5, scoring: 'bonus', uncapped: true }), 60)).toBeUndefined();
  });

  it('are all or nothing where the criterion says so', () => {
    const whole = aCriterion('1.1', { points: 4, scoring: 'allOrNothing' });
    expect([0, 4, 2, 5].map((points) => pointsFault(whole, points))).toEqual([undefined, undefined, 'points-not-all-or-nothing', 'points-over-maximum']);
  });
});
