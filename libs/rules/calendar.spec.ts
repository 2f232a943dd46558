import * as fc from 'fast-check';
import { addDays } from '#kernel';
import { addWorkingDays, isKnown, isWorkingDay, maxWorkingDays, workingDaysBetween, type Calendar } from './calendar.js';

/** National Day 2025 with its make-up days: known from August to the end of October. */
const calendar: Calendar = {
  knownFrom: '2025-08-01',
  knownThrough: '2025-10-31',
  holidays: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-04', '2025-10-05', '2025-10-06', '2025-10-07', '2025-10-08'],
  workdays: ['2025-09-28', '2025-10-11'],
};

describe('a working day', () => {
  it.each([
    ['a Tuesday', '2025-09-30', true],
    ['a Saturday', '2025-09-27', false],
    ['a make-up Sunday', '2025-09-28', true],
    ['a holiday on a Wednesday', '2025-10-01', false],
    ['a make-up Saturday', '2025-10-11', true],
  ])('%s: %s → %s', (_, date, worked) => expect(isWorkingDay(calendar, date)).toBe(worked));

  it('is Monday to Friday where nothing is known, whatever the data say', () => {
    const strange = { ...calendar, holidays: [...calendar.holidays, '2026-10-01'] };
    expect(isKnown(strange, '2026-10-01')).toBe(false);
    expect(isWorkingDay(strange, '2026-10-01')).toBe(true);
    expect(isWorkingDay(strange, '2026-10-03')).toBe(false);
  });
});

describe('counting working days', () => {
  it('does not count the day itself, skips holidays, counts make-up days', () => {
    expect(addWorkingDays(calendar, '2025-09-26', 1)).toEqual({ date: '2025-09-28', certain: true });
    expect(addWorkingDays(calendar, '2025-09-30', 3)).toEqual({ date: '2025-10-11', certain: true });
    expect(addWorkingDays(calendar, '2025-10-04', 0)).toEqual({ date: '2025-10-04', certain: true });
  });

  it('says that it is uncertain as soon as one day lies past the data', () => {
    expect(addWorkingDays(calendar, '2025-10-30', 1)).toEqual({ date: '2025-10-31', certain: true });
    expect(addWorkingDays(calendar, '2025-10-30', 2)).toEqual({ date: '2025-11-03', certain: false });
    expect(addWorkingDays(calendar, '2025-07-29', 1)).toEqual({ date: '2025-07-30', certain: false });
    expect(workingDaysBetween(calendar, '2025-10-30', '2025-11-04')).toEqual({ days: 3, certain: false });
  });

  it('counts what is left as positive and what is overdue as negative', () => {
    expect(workingDaysBetween(calendar, '2025-09-30', '2025-10-11')).toEqual({ days: 3, certain: true });
    expect(workingDaysBetween(calendar, '2025-10-11', '2025-09-30')).toEqual({ days: -3, certain: true });
    expect(workingDaysBetween(calendar, '2025-10-05', '2025-10-03')).toEqual({ days: 0, certain: true });
  });

  it('counts the days between as if one by one, within the data, outside and across', () => {
    const day = fc.integer({ min: -200, max: 300 }).map((days) => addDays('2025-08-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 200 }), (from, length) => {
        const between = Array.from({ length }, (_, n) => addDays(from, n + 1));
        expect(workingDaysBetween(calendar, from, addDays(from, length))).toEqual({ days: between.filter((one) => isWorkingDay(calendar, one)).length, certain: between.every((one) => isKnown(calendar, one)) });
      }),
    );
  });

  it('counts back what it added', () => {
    const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2025-08-01', days));
    fc.assert(fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => workingDaysBetween(calendar, from, addWorkingDays(calendar, from, n).date).days === n));
  });

  it.each([-1, 1.5, maxWorkingDays + 1])('counts no %d days', (n) => expect(() => addWorkingDays(calendar, '2025-09-30', n)).toThrow(RangeError));
});
