import { addDays, type PlainDate } from '#kernel';

/**
 * A working calendar as data: the state's holidays and make-up days (调休) between two days. Outside of them nothing is
 * known, and days are counted Monday to Friday; every answer says whether that happened.
 */
export type Calendar = {
  readonly knownFrom: PlainDate;
  readonly knownThrough: PlainDate;
  /** Days off, weekends among them or not. */
  readonly holidays: readonly PlainDate[];
  /** Make-up days: worked although Saturday or Sunday. */
  readonly workdays: readonly PlainDate[];
};

/** A date, and whether the calendar's data reached as far as the counting went. */
export type CountedDate = { readonly date: PlainDate; readonly certain: boolean };
export type CountedDays = { readonly days: number; readonly certain: boolean };

/** The most working days one may count ahead: a due expression has three digits. */
export const maxWorkingDays = 999;

/** True where the calendar has data for the day. */
export const isKnown = (calendar: Calendar, date: PlainDate): boolean => date >= calendar.knownFrom && date <= calendar.knownThrough;

/** Worked: a make-up day, or Monday to Friday and no holiday. Outside the calendar's data: Monday to Friday. */
export function isWorkingDay(calendar: Calendar, date: PlainDate): boolean {
  if (!isKnown(calendar, date)) return isWeekday(date);
  const { holidays, workdays } = lookup(calendar);
  return workdays.has(date) || (isWeekday(date) && !holidays.has(date));
}

/**
 * The n-th working day after a date; the date itself is not counted, so that 5 after a Friday is the next Friday.
 * @throws RangeError when n is not 0 to {@link maxWorkingDays}.
 */
export function addWorkingDays(calendar: Calendar, date: PlainDate, n: number): CountedDate {
  if (!Number.isInteger(n) || n < 0 || n > maxWorkingDays) throw new RangeError(`${n} is not a number of working days from 0 to ${maxWorkingDays}`);
  let day = date;
  let certain = true;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    certain &&= isKnown(calendar, day);
    if (isWorkingDay(calendar, day)) left--;
  }
  return { date: day, certain };
}

/** Working days after `from`, up to and with `to`; negative when `to` is earlier: "3 left" and "12 overdue" are one scale. */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): CountedDays {
  if (to < from) {
    const { days, certain } = workingDaysBetween(calendar, to, from);
    return { days: days === 0 ? 0 : -days, certain };
  }
  let days = 0;
  let certain = true;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    certain &&= isKnown(calendar, day);
    if (isWorkingDay(calendar, day)) days++;
  }
  return { days, certain };
}

function isWeekday(date: PlainDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
}

type Lookup = { readonly holidays: ReadonlySet<PlainDate>; readonly workdays: ReadonlySet<PlainDate> };

/** A calendar is immutable data of some 800 days: its sets are made once. */
const lookups = new WeakMap<Calendar, Lookup>();

function lookup(calendar: Calendar): Lookup {
  const known = lookups.get(calendar);
  if (known !== undefined) return known;
  const made = { holidays: new Set(calendar.holidays), workdays: new Set(calendar.workdays) };
  lookups.set(calendar, made);
  return made;
}
