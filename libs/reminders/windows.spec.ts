import { stateCalendar } from '#adapters/calendar';
import { dayOf } from '#kernel';
import { clockText, instantOf, isSendingTime, minuteOf, nextSendingTime } from './windows.js';

const { calendar } = stateCalendar();
const at = (day: string, clock: string) => instantOf(day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
const next = (day: string, clock: string) => {
  const instant = nextSendingTime(at(day, clock), calendar);
  const minute = minuteOf(instant);
  return `${dayOf(instant)} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};

describe('the hours at which people are told', () => {
  it('are 9:00 to 11:30 and 14:30 to 17:00 in Asia/Shanghai', () => {
    expect(at('2025-12-22', '09:00')).toBe('2025-12-22T01:00:00.000Z');
    const open = ['08:59', '09:00', '11:29', '11:30', '14:29', '14:30', '16:59', '17:00'].filter((clock) => isSendingTime(at('2025-12-22', clock), calendar));
    expect(open).toEqual(['09:00', '11:29', '14:30', '16:59']);
  });

  it('are of working days: no weekend, no holiday, but the days made up for it', () => {
    expect(['2025-09-28', '2025-10-01', '2025-10-08', '2025-10-09', '2025-10-11', '2025-10-12'].filter((day) => isSendingTime(at(day, '10:00'), calendar))).toEqual(['2025-09-28', '2025-10-09', '2025-10-11']);
  });

  it('come next after noon, in the morning, or after the holiday', () => {
    expect(next('2025-12-22', '10:15')).toBe('2025-12-22 10:15');
    expect(next('2025-12-22', '03:00')).toBe('2025-12-22 09:00');
    expect(next('2025-12-22', '11:30')).toBe('2025-12-22 14:30');
    expect(next('2025-12-26', '17:00')).toBe('2025-12-29 09:00');
    expect(next('2025-09-30', '18:00')).toBe('2025-10-09 09:00');
  });

  it('never come in a calendar without working days', () => {
    const holidays = Array.from({ length: 70 }, (_, index) => dayOf(new Date(Date.UTC(2025, 0, 1 + index)).toISOString()));
    expect(() => nextSendingTime(at('2025-01-01', '09:00'), { knownFrom: '2025-01-01', knownThrough: '2025-12-31', holidays, workdays: [] })).toThrow('no working day within 60 days');
  });

  it('are told by the clock that hangs on the wall there', () => expect(['2025-12-22T01:05:00.000Z', '2025-12-21T16:00:00.000Z', '2025-12-22T15:59:59.999Z'].map(clockText)).toEqual(['9:05', '0:00', '23:59']));
});
