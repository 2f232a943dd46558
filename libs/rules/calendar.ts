import { dateOfNumber, dayNumber, type PlainDate } from '#kernel';

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
export const isWorkingDay = (calendar: Calendar, date: PlainDate): boolean => isWorked(numbered(calendar), dayNumber(date));

/**
 * The n-th working day after a date; the date itself is not counted, so that 5 after a Friday is the next Friday.
 * @throws RangeError when n is not 0 to {@link maxWorkingDays}.
 */
export function addWorkingDays(calendar: Calendar, date: PlainDate, n: number): CountedDate {
  if (!Number.isInteger(n) || n < 0 || n > maxWorkingDays) throw new RangeError(`${n} is not a number of working days from 0 to ${maxWorkingDays}`);
  const days = numbered(calendar);
  let day = dayNumber(date);
  let certain = true;
  for (let left = n; left > 0; ) {
    day++;
    certain &&= covers(days, day);
    if (isWorked(days, day)) left--;
  }
  return { date: dateOfNumber(day), certain };
}

/** Working days after `from`, up to and with `to`; negative when `to` is earlier: "3 left" and "12 overdue" are one scale. */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): CountedDays {
  if (to < from) {
    const { days, certain } = workingDaysBetween(calendar, to, from);
    return { days: days === 0 ? 0 : -days, certain };
  }
  const [counted, first, last] = [numbered(calendar), dayNumber(from), dayNumber(to)];
  return { days: workedThrough(counted, last) - workedThrough(counted, first), certain: first === last || (covers(counted, first + 1) && covers(counted, last)) };
}

/** A calendar with its days as numbers: counting goes over many. */
type Numbered = { readonly from: number; readonly through: number; readonly holidays: ReadonlySet<number>; readonly workdays: ReadonlySet<number>; /** Worked days from `from` through each day of the data. */ readonly worked: readonly number[] };

const covers = ({ from, through }: Numbered, day: number): boolean => day >= from && day <= through;

function isWorked(calendar: Numbered, day: number): boolean {
  if (!covers(calendar, day)) return isWeekday(day);
  return calendar.workdays.has(day) || (isWeekday(day) && !calendar.holidays.has(day));
}

/** Weekdays through a day, from Monday 1970-01-05, which is day 4. */
const weekdaysThrough = (day: number): number => Math.floor((day - 4) / 7) * 5 + Math.min(((((day - 4) % 7) + 7) % 7) + 1, 5);

/** Worked days through a day, from anywhere: only differences mean something. Within the data they are summed up once. */
function workedThrough({ from, through, worked }: Numbered, day: number): number {
  if (day < from) return weekdaysThrough(day);
  const known = weekdaysThrough(from - 1) + (worked[Math.min(day, through) - from] ?? 0);
  return day <= through ? known : known + weekdaysThrough(day) - weekdaysThrough(through);
}

/** Monday 1970-01-05 is day 4. */
const isWeekday = (day: number): boolean => (((day - 4) % 7) + 7) % 7 < 5;

/** A calendar is immutable data of some 800 days: its numbers are made once. */
const known = new WeakMap<Calendar, Numbered>();

function numbered(calendar: Calendar): Numbered {
  const there = known.get(calendar);
  if (there !== undefined) return there;
  const numbers = (dates: readonly PlainDate[]) => new Set(dates.map(dayNumber));
  const days = { from: dayNumber(calendar.knownFrom), through: dayNumber(calendar.knownThrough), holidays: numbers(calendar.holidays), workdays: numbers(calendar.workdays), worked: [] };
  let sum = 0;
  const made: Numbered = { ...days, worked: Array.from({ length: Math.max(0, days.through - days.from + 1) }, (_, index) => (sum += isWorked(days, days.from + index) ? 1 : 0)) };
  known.set(calendar, made);
  return made;
}
