import { addWorkingDays, isKnown, isWorkingDay, workingDaysBetween } from '#rules';
import { calendarOf, stateCalendar } from './state-calendar.js';

const { calendar, source } = stateCalendar();

describe('the state calendar', () => {
  it('says what it was read from', () => {
    expect(source).toMatch(/^chinese-days@\d+\.\d+\.\d+:[0-9a-f]{64}$/);
  });

  it('knows the years it has data for, and no other', () => {
    expect(calendar.knownFrom).toBe('2004-01-01');
    expect(calendar.knownThrough >= '2026-12-24').toBe(true);
    expect(isKnown(calendar, '2003-10-01')).toBe(false);
    expect(calendar.knownThrough.endsWith('-12-24')).toBe(true);
  });

  it('knows National Day 2027 as a holiday, or says that it does not know', () => {
    if (isKnown(calendar, '2027-10-01')) expect(isWorkingDay(calendar, '2027-10-01')).toBe(false);
    else expect(addWorkingDays(calendar, '2027-09-30', 1)).toEqual({ date: '2027-10-01', certain: false });
  });

  it('counts make-up days and days off as the notice says', () => {
    expect(isWorkingDay(calendar, '2026-02-14')).toBe(true); // a Saturday before Spring Festival
    expect(isWorkingDay(calendar, '2026-02-20')).toBe(false); // a Friday in it
    expect(isWorkingDay(calendar, '2026-02-24')).toBe(true);
    expect(addWorkingDays(calendar, '2010-03-01', 5)).toEqual({ date: '2010-03-08', certain: true });
    expect(addWorkingDays(calendar, '2009-09-30', 1)).toEqual({ date: '2009-10-09', certain: true });
    expect(workingDaysBetween(calendar, '2009-09-30', '2009-10-12')).toEqual({ days: 3, certain: true });
  });
});

describe('a calendar from holiday data', () => {
  const year = (y: number) => Object.fromEntries(['01-01', '02-10', '05-01', '10-01'].map((day) => [`${y}-${day}`, 'off']));

  it('begins after a gap', () => {
    expect(calendarOf({ holidays: { ...year(2019), ...year(2021), ...year(2022) }, workdays: {} })).toMatchObject({ knownFrom: '2021-01-01', knownThrough: '2022-12-24' });
  });

  it('leaves out a year of which only New Year is known, and what lies beyond', () => {
    const data = { holidays: { ...year(2022), '2022-12-31': 'off', '2023-01-01': 'off' }, workdays: { '2022-10-08': 'worked', '2022-12-25': 'worked' } };
    expect(calendarOf(data)).toEqual({ knownFrom: '2022-01-01', knownThrough: '2022-12-24', holidays: ['2022-01-01', '2022-02-10', '2022-05-01', '2022-10-01'], workdays: ['2022-10-08'] });
  });

  it.each([
    [{ holidays: {}, workdays: {} }, 'no year has all its holidays'],
    [{ holidays: { '2022-02-30': 'off' }, workdays: {} }, '"2022-02-30" is not a day'],
  ])('refuses data it cannot read: %j', (data, message) => {
    expect(() => calendarOf(data)).toThrow(message);
  });
});
