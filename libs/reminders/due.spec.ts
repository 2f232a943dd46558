import * as fc from 'fast-check';
import { stateCalendar } from '#adapters/calendar';
import { addDays } from '#kernel';
import { isWorkingDay, reminderDefaults, workingDaysBetween } from '#rules';
import { firstBefore } from './rules-of-rows.js';
import { gradeOf, isMomentPassed, whatIsDue } from './due.js';
import { aRow, rowOf } from './testing/a-row.js';

const { calendar } = stateCalendar();
const dueOn = (today: string, ...rows: Parameters<typeof whatIsDue>[0]) => whatIsDue(rows, reminderDefaults, { today, calendar }).map(({ row, workingDaysLeft, grade }) => [row.key.split('.')[0], workingDaysLeft, grade]);

describe('what is due', () => {
  it('begins with the first of the days before the date and never ends by itself', () => {
    // 31 October 2025 is a Friday; the holiday of 1 to 8 October is not counted, 28 September and 11 October are worked.
    expect(dueOn('2025-09-29', aRow())).toEqual([['market', 19, 'remind']]);
    expect(dueOn('2025-09-26', aRow())).toEqual([]);
    expect(dueOn('2025-10-31', aRow())).toEqual([['market', 0, 'remind']]);
    expect(dueOn('2026-10-30', aRow())).toMatchObject([['market', expect.any(Number), 'circulate']]);
  });

  it('climbs through the four grades', () => {
    expect([0, -1, -2, -3, -19, -20].map((left) => gradeOf(left, reminderDefaults))).toEqual(['remind', 'urge', 'urge', 'press', 'press', 'circulate']);
    expect(dueOn('2025-11-03', aRow())).toEqual([['market', -1, 'urge']]);
    expect(dueOn('2025-11-05', aRow())).toEqual([['market', -3, 'press']]);
  });

  it('names the longest overdue first, and orders the rest by key', () => {
    const rows = [rowOf('b'), rowOf('late', { dueOn: '2025-10-20' }), rowOf('a')];
    expect(dueOn('2025-11-03', ...rows).map(([unit]) => unit)).toEqual(['late', 'a', 'b']);
  });

  it('is judged by the rules of the set that each is held to', () => {
    const others = new Map([['street.1', { ...reminderDefaults, before: [30], escalateAfter: { ...reminderDefaults.escalateAfter, party: 1 } }]]);
    const dueBy = (today: string) => whatIsDue([rowOf('a'), rowOf('b', { ruleSet: 'street.1' }), rowOf('c', { ruleSet: 'district.1' })], { ...reminderDefaults, others }, { today, calendar }).map(({ row, grade }) => [row.key.split('.')[0], grade]);
    expect(firstBefore({ ...reminderDefaults, others })).toBe(30);
    expect(dueBy('2025-09-26')).toEqual([['b', 'remind']]);
    expect(dueBy('2025-11-03')).toEqual([['a', 'urge'], ['b', 'press'], ['c', 'urge']]);
  });

  it('forgets a row the moment it is extended: its date is another', () => {
    expect(dueOn('2025-11-05', aRow({ dueOn: '2025-12-31' }))).toEqual([]);
    expect(dueOn('2025-11-05', aRow({ dueOn: '2025-11-28' }))).toEqual([['market', 17, 'remind']]);
  });
});

describe('a moment for telling', () => {
  const passed = (left: number, last?: number, rules = reminderDefaults) => isMomentPassed(rules, { left, ...(last === undefined ? {} : { last }), after: Number.NEGATIVE_INFINITY });

  it('comes weekly until five working days before the date, then daily', () => {
    const told: number[] = [];
    for (let left = 25; left >= -3; left--) if (passed(left, told.at(-1))) told.push(left);
    expect(told).toEqual([20, 15, 10, 5, 4, 3, 2, 1, 0, -1, -2, -3]);
  });

  it('comes each so many days after the date, as the rules say', () => {
    const weekly = { ...reminderDefaults, before: [], everyDays: 5 };
    const told: number[] = [];
    for (let left = 5; left >= -16; left--) if (passed(left, told.at(-1), weekly)) told.push(left);
    expect(told).toEqual([0, -5, -10, -15]);
  });

  it('is made up for when nothing ran on its day', () => {
    expect(passed(12, 16)).toBe(true);
    expect(passed(13, 14)).toBe(false);
    expect(passed(-7, -4, { ...reminderDefaults, everyDays: 5 })).toBe(true);
  });

  it('comes for a level on the day from which it hears of it', () => {
    const rules = { ...reminderDefaults, before: [], everyDays: 5 };
    expect(isMomentPassed(rules, { left: -7, last: -6, after: 7 })).toBe(true);
    expect(isMomentPassed(rules, { left: -8, last: -7, after: 7 })).toBe(false);
  });

  it('comes once a working day at the most, whatever the rules, and again within everyDays of them', () => {
    const some = fc.record({ before: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }), everyDays: fc.integer({ min: 1, max: 10 }), escalateAfter: fc.constant(reminderDefaults.escalateAfter) });
    fc.assert(
      fc.property(some, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 30 }), (rules, gaps) => {
        let today = '2025-09-01';
        let last: number | undefined;
        for (const gap of gaps) {
          for (let worked = 0; worked < gap; ) if (isWorkingDay(calendar, (today = addDays(today, 1)))) worked++;
          const left = workingDaysBetween(calendar, today, '2025-09-30').days;
          const now = isMomentPassed(rules, { left, ...(last === undefined ? {} : { last }), after: Number.NEGATIVE_INFINITY });
          if (now) last = left;
          // Overdue and told: nobody waits longer than everyDays.
          if (left < 0) expect((last ?? Number.POSITIVE_INFINITY) - left).toBeLessThan(rules.everyDays);
        }
      }),
    );
  });
});
