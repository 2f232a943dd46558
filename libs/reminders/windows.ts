import { addDays, dayOf, type Instant, type PlainDate } from '#kernel';
import { isWorkingDay, type Calendar } from '#rules';

/** When people may be disturbed, in minutes of the day in Asia/Shanghai: 9:00–11:30 and 14:30–17:00. The end is outside. */
export const sendingWindows = [
  { from: 9 * 60, until: 11 * 60 + 30 },
  { from: 14 * 60 + 30, until: 17 * 60 },
] as const;

const shanghaiOffsetMinutes = 8 * 60;
const minutesOfDay = 24 * 60;
const minuteMs = 60_000;
/** The most days that are looked through for one that is worked; the longest holiday has nine. */
const maxDaysAhead = 60;

/** Minute of the day in Asia/Shanghai, 0 to 1439. */
export const minuteOf = (instant: Instant): number => (Math.floor(Date.parse(instant) / minuteMs) + shanghaiOffsetMinutes) % minutesOfDay;

/** `9:05`: the time of day in Asia/Shanghai, as people write it. */
export const clockText = (instant: Instant): string => `${Math.floor(minuteOf(instant) / 60)}:${String(minuteOf(instant) % 60).padStart(2, '0')}`;

/** The instant at which a minute of a day begins in Asia/Shanghai. */
export const instantOf = (day: PlainDate, minute: number): Instant => new Date(Date.parse(`${day}T00:00:00.000Z`) + (minute - shanghaiOffsetMinutes) * minuteMs).toISOString();

/** True within a window of a working day; make-up days (调休) are worked. Cron cannot say that. */
export const isSendingTime = (instant: Instant, calendar: Calendar): boolean => isWorkingDay(calendar, dayOf(instant)) && windowAt(minuteOf(instant)) !== undefined;

const windowAt = (minute: number) => sendingWindows.find(({ from, until }) => minute >= from && minute < until);

/**
 * The instant itself within a window, otherwise the beginning of the next one.
 * @throws RangeError when no working day lies within the next 60
 */
export function nextSendingTime(instant: Instant, calendar: Calendar): Instant {
  const today = dayOf(instant);
  const minute = minuteOf(instant);
  if (isWorkingDay(calendar, today)) {
    if (windowAt(minute) !== undefined) return instant;
    const later = sendingWindows.find(({ from }) => from > minute);
    if (later !== undefined) return instantOf(today, later.from);
  }
  return instantOf(nextWorkingDay(today, calendar), sendingWindows[0].from);
}

function nextWorkingDay(after: PlainDate, calendar: Calendar): PlainDate {
  for (let ahead = 1; ahead <= maxDaysAhead; ahead++) {
    const day = addDays(after, ahead);
    if (isWorkingDay(calendar, day)) return day;
  }
  throw new RangeError(`no working day within ${maxDaysAhead} days after ${after}`);
}
