import * as fc from 'fast-check';
import { addDays, certainlyAfter, dateOfNumber, dayNumber, dayOf, isPartialDate, isPlainDate, spanOf } from './dates.js';

describe('a plain date', () => {
  it.each(['2010-03-01', '2008-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s exists', (date) => {
    expect(isPlainDate(date)).toBe(true);
    expect(isPartialDate(date)).toBe(true);
  });

  it.each(['2011-02-29', '1900-02-29', '2100-02-29', '2010-04-31', '2010-13-01', '2010-00-10', '2010-01-00', '1899-12-31', '2200-01-01', '2010-3-1', '2010/03/01', '2010-03-01\n', '', '二〇一〇-03-01'])(
    '%j does not',
    (date) => {
      expect(isPlainDate(date)).toBe(false);
      expect(isPartialDate(date)).toBe(false);
    },
  );
});

describe('a partial date', () => {
  it.each(['2008', '2008-06', '--08', '--08-15', '--02-29'])('may be %s', (date) => {
    expect(isPartialDate(date)).toBe(true);
    expect(isPlainDate(date)).toBe(false);
  });

  it.each(['0000', '1899', '2200', '9999', '2008-13', '2008-00', '--13', '--00', '--02-30', '--04-31', '-2008', '08', '---08', '2008-', '--', '2008--01'])('is never %s', (date) => {
    expect(isPartialDate(date)).toBe(false);
  });

  it.each([
    ['2010-03-01', '2010-03-01', '2010-03-01'],
    ['2009-06', '2009-06-01', '2009-06-30'],
    ['2008-02', '2008-02-01', '2008-02-29'],
    ['2100-02', '2100-02-01', '2100-02-28'],
    ['2009', '2009-01-01', '2009-12-31'],
  ])('%s spans %s to %s', (date, first, last) => {
    expect(spanOf(date)).toEqual({ first, last });
  });

  it.each(['--08', '--08-15'])('%s, its year unknown, spans nothing', (date) => {
    expect(spanOf(date)).toBeUndefined();
  });
});

describe('certainly after', () => {
  it.each([
    ['2010-03-02', '2010-03-01'],
    ['2010-04', '2010-03-31'],
    ['2010-04-01', '2010-03'],
    ['2011', '2010-12'],
    ['2011', '2010'],
  ])('%s is, of %s', (a, b) => {
    expect(certainlyAfter(a, b)).toBe(true);
    expect(certainlyAfter(b, a)).toBe(false);
  });

  it.each([
    ['2010-03-01', '2010-03-01'],
    ['2010-03-31', '2010-03'],
    ['2010-03', '2010-03-01'],
    ['2010', '2010-03'],
    ['2010-12', '2010'],
    ['--12', '1990-01-01'],
    ['2030', '--01'],
  ])('%s is not, of %s: a reading of the two contradicts', (a, b) => {
    expect(certainlyAfter(a, b)).toBe(false);
  });

  it('says yes only where every day of the one lies after every day of the other', () => {
    const date = fc
      .record({ year: fc.integer({ min: 2007, max: 2010 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }), parts: fc.integer({ min: 1, max: 3 }) })
      .map(({ year, month, day, parts }) => [year, month, day].slice(0, parts).map((part) => String(part).padStart(2, '0')).join('-'));
    const days = (partial: string) => Array.from({ length: 1_461 }, (_, i) => addDays('2007-01-01', i)).filter((day) => day.startsWith(partial));
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [left, right] = [days(a), days(b)];
        expect(certainlyAfter(a, b)).toBe(left.every((one) => right.every((other) => one > other)));
      }),
      { seed: 2010, numRuns: 40 },
    );
  });
});

describe('days', () => {
  it.each([
    ['2010-03-01', 5, '2010-03-06'],
    ['2009-12-31', 1, '2010-01-01'],
    ['2008-02-28', 1, '2008-02-29'],
    ['2009-02-28', 1, '2009-03-01'],
    ['2010-03-01', -1, '2010-02-28'],
    ['2010-03-01', 0, '2010-03-01'],
  ])('%s and %i days are %s', (date, days, result) => {
    expect(addDays(date, days)).toBe(result);
  });

  it('are counted as the calendar has them, each of 1899 to 2200', () => {
    const dayMs = 86_400_000;
    const wrong: string[] = [];
    for (let moment = Date.UTC(1899, 0, 1); moment < Date.UTC(2201, 0, 1); moment += dayMs) {
      const date = new Date(moment).toISOString().slice(0, 10);
      if (dayNumber(date) !== moment / dayMs || dateOfNumber(moment / dayMs) !== date) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['', '2010', '--03-01', 'yesterday!'])('%j has no day after it', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
  });

  it.each([
    ['2010-02-28T15:59:59.999Z', '2010-02-28'],
    ['2010-02-28T16:00:00.000Z', '2010-03-01'],
    ['2010-03-01T00:00:00+08:00', '2010-03-01'],
    ['2010-02-28T23:59:59Z', '2010-03-01'],
    ['2010-03-01T09:00:00-08:00', '2010-03-02'],
    ['2009-12-31T16:00:00Z', '2010-01-01'],
    ['2008-02-28T16:00:00Z', '2008-02-29'],
  ])('at %s it is %s in Shanghai', (instant, day) => {
    expect(dayOf(instant)).toBe(day);
  });
});
