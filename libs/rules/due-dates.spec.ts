import type { Calendar } from './calendar.js';
import { dueAfter, dueDates, factsPeriod, milestoneOf, parseDue } from './due-dates.js';
import { aRuleSet } from './testing/index.js';

const calendar: Calendar = { knownFrom: '2025-01-01', knownThrough: '2025-12-24', holidays: ['2025-10-01', '2025-10-02', '2025-10-03'], workdays: ['2025-10-04'] };

describe('due dates', () => {
  it('are known at opening where they are days of a year', () => {
    expect(dueDates(aRuleSet, 2025)).toEqual({
      plan: '2025-03-31',
      progress: '2025-07-31',
      selfInspection: '2025-10-31',
      assembly: '2025-12-15',
      vote: '2025-12-15',
      application: '2026-01-31',
      acceptance: '2026-03-31',
      close: '2026-04-30',
    });
  });

  it('may lie in the year before, as facts may', () => {
    const early = { ...aRuleSet, facts: { from: 'Y-1-12-01', cutOff: 'Y-11-30' }, due: { ...aRuleSet.due, plan: 'Y-1-12-31' } };
    expect(dueDates(early, 2025).plan).toBe('2024-12-31');
    expect(factsPeriod(early, 2025)).toEqual({ from: '2024-12-01', cutOff: '2025-11-30' });
  });

  it('wait for their fact where they are counted from one', () => {
    expect(milestoneOf('vote + 5wd')).toBe('vote');
    expect(milestoneOf('Y-12-15')).toBeUndefined();
    expect(dueAfter('vote + 5wd', '2025-09-29', calendar)).toEqual({ date: '2025-10-08', certain: true });
    expect(dueAfter('item + 40d', '2025-12-01', calendar)).toEqual({ date: '2026-01-10', certain: true });
    expect(dueAfter('vote + 5wd', '2025-12-22', calendar)).toEqual({ date: '2025-12-29', certain: false });
  });

  it('are not counted from a fact when they are days of a year', () => {
    expect(() => dueAfter('Y-12-15', '2025-10-01', calendar)).toThrow('"Y-12-15" is not counted from a fact');
  });

  it.each(['', 'soon', 'Y+2-01-01', 'vote+5wd', 'vote + 5w'])('are not written as "%s"', (expression) => expect(() => parseDue(expression)).toThrow(RangeError));

  it('say year, day, milestone and unit; asked again they say the same', () => {
    const said = { kind: 'after', milestone: 'vote', days: 7, working: true };
    expect([parseDue('vote + 7wd'), parseDue('vote + 7wd')]).toEqual([said, said]);
    expect(parseDue('item + 120d')).toEqual({ kind: 'after', milestone: 'item', days: 120, working: false });
    expect(parseDue('Y-06-07')).toEqual({ kind: 'dayOfYear', yearsLater: 0, monthDay: '06-07' });
    expect([parseDue('Y+1-06-07'), parseDue('Y-1-06-07')]).toMatchObject([{ yearsLater: 1 }, { yearsLater: -1 }]);
    expect(milestoneOf('Y-08-09')).toBeUndefined();
    expect(Object.keys(dueDates({ due: { ...aRuleSet.due, vote: 'assembly + 9d' } }, 2025))).not.toContain('vote');
    expect(() => parseDue('in May')).toThrow('"in May" is not a due expression');
    for (const around of ['xY-06-07', 'Y-06-07x', '2vote + 7wd', 'vote + 7wdx']) expect(() => parseDue(around)).toThrow(RangeError);
  });

  it('come with the period whose facts count', () => {
    expect(factsPeriod(aRuleSet, 2025)).toEqual({ from: '2025-01-01', cutOff: '2026-04-30' });
  });
});
