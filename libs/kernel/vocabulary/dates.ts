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

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

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

/** The date some calendar days later. */
export function addDays(date: PlainDate, days: number): PlainDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

const shanghaiOffsetMs = 8 * 3_600_000;

/** The calendar day in Asia/Shanghai (UTC+8, no summer time since 1991) at an instant. */
export const dayOf = (instant: string): PlainDate => new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);
