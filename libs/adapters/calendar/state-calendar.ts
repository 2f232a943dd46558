import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { nodeHashing } from '#adapters/node-crypto';
import { isPlainDate, type PlainDate } from '#kernel';
import type { Calendar } from '#rules';

/** The state's calendar, and where it was read: package, version and digest of its data, for `basedOn`. */
export type StateCalendar = { readonly calendar: Calendar; readonly source: string };

/** Data of the package: day → name of the holiday. */
export type HolidayData = { readonly holidays: { readonly [day: string]: string }; readonly workdays: { readonly [day: string]: string } };

const vendor = 'chinese-days';
let read: StateCalendar | undefined;

/**
 * China's state calendar with its make-up days (国务院办公厅 publishes it each autumn for the next year). The package's own
 * functions take a year without data for an ordinary one; so its data are read, and what they do not reach is not known.
 */
export function stateCalendar(): StateCalendar {
  if (read !== undefined) return read;
  const require = createRequire(import.meta.url);
  const text = readFileSync(require.resolve(`${vendor}/dist/chinese-days.json`), 'utf8');
  const { version } = JSON.parse(readFileSync(require.resolve(`${vendor}/package.json`), 'utf8')) as { version: string };
  read = { calendar: calendarOf(JSON.parse(text) as HolidayData), source: `${vendor}@${version}:${nodeHashing.sha256(text)}` };
  return read;
}

/**
 * The calendar of the unbroken run of whole years that ends with the newest.
 * @throws Error when a day is none, or no year is whole: the package has changed its form.
 */
export function calendarOf({ holidays, workdays }: HolidayData): Calendar {
  const [off, worked] = [Object.keys(holidays).sort(), Object.keys(workdays).sort()];
  const strange = [...off, ...worked].find((day) => !isPlainDate(day));
  if (strange !== undefined) throw new Error(`${vendor}: "${strange}" is not a day`);
  const years = [...new Set(off.map((day) => day.slice(0, 4)))].filter((year) => isWhole(year, off)).map(Number);
  const last = years.at(-1);
  if (last === undefined) throw new Error(`${vendor}: no year has all its holidays`);
  let first = last;
  while (years.includes(first - 1)) first--;
  const [knownFrom, knownThrough] = [`${first}-01-01`, `${last}-${newYearIsOpenAfter}`];
  const known = (day: PlainDate) => day >= knownFrom && day <= knownThrough;
  return { knownFrom, knownThrough, holidays: off.filter(known), workdays: worked.filter(known) };
}

/** New Year's days off and make-up days reach back into December (2022-12-31, 2018-12-29), and stand in the next year's notice. */
export const newYearIsOpenAfter = '12-24';

/** A year is whole when its notice was taken in: New Year, Spring Festival, May Day and National Day are there. */
const isWhole = (year: string, off: readonly PlainDate[]): boolean =>
  ['01-01', '05-01', '10-01'].every((day) => off.includes(`${year}-${day}`)) && off.some((day) => day >= `${year}-01-20` && day <= `${year}-02-28`);
