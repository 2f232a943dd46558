import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { decoded } from '#adapters/text-encoding';
import type { Calendar } from '#rules';
import { NoticeFault, readNotice, type HolidayNotice } from './notice-file.js';
import { newYearIsOpenAfter, stateCalendar, type StateCalendar } from './state-calendar.js';

/**
 * The state's calendar, continued by the notices that an office has put into a folder, a file a year. A year that the
 * package has as well goes by the office's file: a notice may be changed after it was issued. No folder: the package alone.
 * @throws NoticeFault for a file that is no notice, or a year between that is missing
 */
export function calendarWith(folder: string, { calendar, source }: StateCalendar = stateCalendar()): StateCalendar {
  const files = filesIn(folder);
  const texts = files.map((file) => [file, textIn(file, readFileSync(join(folder, file)))] as const);
  const known = texts.map(([file, text]) => readNotice(file, text)).reduce(continued, calendar);
  return { calendar: known, source: [source, ...texts.map(([file, text]) => `${file}:${nodeHashing.sha256(text)}`)].join('+') };
}

/** As editors save it: UTF-8, UTF-16 with its mark, or GB18030. */
function textIn(file: string, bytes: Buffer): string {
  const text = decoded(bytes);
  if (text === undefined) throw new NoticeFault(`${file}: a text in UTF-8 or GB18030 is expected`);
  return text;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.')).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The calendar with one more year, or with that year as the notice has it. */
function continued(calendar: Calendar, { year, holidays, workdays }: HolidayNotice): Calendar {
  const [first, last] = [Number(calendar.knownFrom.slice(0, 4)), Number(calendar.knownThrough.slice(0, 4))];
  if (year < first || year > last + 1) throw new NoticeFault(`${year}.txt: the calendar is known from ${first} to ${last}; the next year is ${last + 1}`);
  const stays = (day: string) => day.slice(0, 4) !== String(year) && !(day > `${year - 1}-${newYearIsOpenAfter}` && day < `${year}-01-01`);
  return {
    knownFrom: calendar.knownFrom,
    knownThrough: year > last ? `${year}-${newYearIsOpenAfter}` : calendar.knownThrough,
    holidays: [...calendar.holidays.filter(stays), ...holidays].toSorted(),
    workdays: [...calendar.workdays.filter(stays), ...workdays].toSorted(),
  };
}
