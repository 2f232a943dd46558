/**
 * Plain dates: when a fact held, in Asia/Shanghai, without a clock. A date may be partial ("August", year unknown),
 * because registers of forty years ago are: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `--MM-DD`, `--MM`.
 */
export type PlainDate = string;
export type PartialDate = string;

const whole = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Characters of a whole date; no partial one has as many. */
const wholeLength = 10;
const partial = /^(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})(?:-(\d{2}))?)$/;

/** True for a day that exists: 2011-02-29 does not. */
export function isPlainDate(text: string): boolean {
  const parts = whole.exec(text);
  return parts !== null && dayExists(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

export function isPartialDate(text: string): boolean {
  const parts = partial.exec(text);
  if (parts === null) return false;
  // A year that is unknown may be a leap year; a month or day that is unknown may be the first.
  return dayExists(Number(parts[1] ?? 2000), Number(parts[2] ?? parts[4] ?? 1), Number(parts[3] ?? parts[5] ?? 1));
}

function dayExists(year: number, month: number, day: number): boolean {
  return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Days of a common year before each month, and before the next year. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a year before a month, 1 to 13; `NaN` for another. */
const daysBeforeMonth = (year: number, month: number): number => (daysBefore[month - 1] ?? Number.NaN) + (month > 2 && isLeap(year) ? 1 : 0);

const daysIn = (year: number, month: number): number => daysBeforeMonth(year, month + 1) - daysBeforeMonth(year, month);

/** First and last day that a partial date can mean; nothing when its year is unknown. */
export function spanOf(date: PartialDate): { readonly first: PlainDate; readonly last: PlainDate } | undefined {
  if (date.length === wholeLength) return { first: date, last: date };
  if (date.startsWith('--')) return undefined;
  const [year = '', month, day] = date.split('-');
  if (day !== undefined) return { first: date, last: date };
  if (month !== undefined) return { first: `${date}-01`, last: `${date}-${String(daysIn(Number(year), Number(month))).padStart(2, '0')}` };
  return { first: `${year}-01-01`, last: `${year}-12-31` };
}

/** True only where no reading of the two partial dates puts `a` before or on `b`. */
export function certainlyAfter(a: PartialDate, b: PartialDate): boolean {
  if (a.length === wholeLength && b.length === wholeLength) return a > b;
  const [left, right] = [spanOf(a), spanOf(b)];
  return left !== undefined && right !== undefined && left.first > right.last;
}

/** Days from the first day of year 1 to the first day of a year. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

const epoch = daysBeforeYear(1970);

/** A whole date as a number to count with: days since 1970-01-01. @throws RangeError for a text that is no date */
export function dayNumber(date: PlainDate): number {
  const year = Number(date.slice(0, 4));
  const number = daysBeforeYear(year) - epoch + daysBeforeMonth(year, Number(date.slice(5, 7))) + Number(date.slice(8, wholeLength)) - 1;
  if (Number.isNaN(number) || date.length !== wholeLength) throw new RangeError(`"${date}" is not a date`);
  return number;
}

const meanYear = 365.2425;
const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number));

/** The date behind a {@link dayNumber}, in the years 1 to 9999. @throws RangeError for a number that is none */
export function dateOfNumber(number: number): PlainDate {
  const day = number + epoch;
  // The mean year is right but for a day or so at the turn of a year.
  let year = Math.floor(day / meanYear) + 1;
  if (daysBeforeYear(year) > day) year--;
  else if (daysBeforeYear(year + 1) <= day) year++;
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`${number} is not a day's number`);
  const ofYear = day - daysBeforeYear(year);
  let month = Math.floor(ofYear / 31) + 1;
  if (daysBeforeMonth(year, month + 1) <= ofYear) month++;
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(ofYear - daysBeforeMonth(year, month) + 1)}`;
}

/** The date some calendar days later. @throws RangeError for a text that is no date */
export const addDays = (date: PlainDate, days: number): PlainDate => dateOfNumber(dayNumber(date) + days);

const shanghaiOffsetMs = 8 * 3_600_000;
/** An instant as our own clock writes it. */
const inUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
/** From this hour of UTC on, Shanghai has the next day. */
const hourOfNextDay = 16;

/** The calendar day in Asia/Shanghai (UTC+8, no summer time since 1991) at an instant. */
export function dayOf(instant: string): PlainDate {
  if (!inUtc.test(instant)) return new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);
  const day = instant.slice(0, wholeLength);
  return Number(instant.slice(11, 13)) < hourOfNextDay ? day : addDays(day, 1);
}
