import { addDays, isPlainDate, type PlainDate } from '#kernel';

/** The state's notice (国务院办公厅关于…部分节假日安排的通知) of one year, as an office types it. */
export type HolidayNotice = { readonly year: number; readonly holidays: readonly PlainDate[]; readonly workdays: readonly PlainDate[] };

/** A file that is no notice; the message names file and line, and what is expected there. */
export class NoticeFault extends Error {
  override readonly name = 'NoticeFault';
}

/** The longest run of days off that one line may name. */
const mostDaysOfALine = 15;
const kinds: Readonly<Record<string, 'off' | 'work'>> = { 休: 'off', off: 'off', 班: 'work', work: 'work' };
const line = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?\s+(\S+)(?:\s.*)?$/;
/** New Year's days off and make-up days reach back into December of the year before. */
const firstOfTheYearBefore = '12-25';

/**
 * Reads `2027.txt`: a line a day or run of days, `2027-02-05..2027-02-11 休 春节`, `2027-02-20 班 春节调休`; `#` begins a
 * remark. @throws NoticeFault naming the line
 */
export function readNotice(file: string, text: string): HolidayNotice {
  const year = Number(/^(\d{4})\.txt$/.exec(file)?.[1] ?? Number.NaN);
  if (!Number.isInteger(year)) throw new NoticeFault(`${file}: the name is the year, for example 2027.txt`);
  const days = new Map<PlainDate, 'off' | 'work'>();
  for (const [index, raw] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    const said = raw.replace(/#.*/, '').trim();
    if (said !== '') for (const [day, kind] of daysOf(said, year, `${file}:${index + 1}`)) setOnce(days, { day, kind, at: `${file}:${index + 1}` });
  }
  const notice = { year, holidays: of(days, 'off'), workdays: of(days, 'work') };
  const missing = missingIn(notice);
  if (missing !== undefined) throw new NoticeFault(`${file}: ${missing} is missing: the notice of a whole year is expected`);
  return notice;
}

function daysOf(said: string, year: number, at: string): readonly (readonly [PlainDate, 'off' | 'work'])[] {
  const [, first = '', last = first, word = ''] = line.exec(said) ?? [];
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (kind === undefined) throw new NoticeFault(`${at}: "${said}": expected is a day or two days joined by .., then 休 or 班, for example 2027-02-05..2027-02-11 休 春节`);
  for (const day of [first, last]) if (!isPlainDate(day)) throw new NoticeFault(`${at}: "${day}" is not a day`);
  if (first < `${year - 1}-${firstOfTheYearBefore}` || last > `${year}-12-31`) throw new NoticeFault(`${at}: "${said}" is not a day of ${year}`);
  const days: (readonly [PlainDate, 'off' | 'work'])[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    days.push([day, kind]);
    if (days.length > mostDaysOfALine) break;
  }
  if (days.length === 0 || days.length > mostDaysOfALine) throw new NoticeFault(`${at}: "${said}": one to ${mostDaysOfALine} days are expected, the earlier first`);
  return days;
}

function setOnce(days: Map<PlainDate, 'off' | 'work'>, { day, kind, at }: { readonly day: PlainDate; readonly kind: 'off' | 'work'; readonly at: string }): void {
  if (days.has(day)) throw new NoticeFault(`${at}: ${day} stands there twice`);
  days.set(day, kind);
}

const of = (days: ReadonlyMap<PlainDate, 'off' | 'work'>, wanted: 'off' | 'work'): readonly PlainDate[] => [...days].flatMap(([day, kind]) => (kind === wanted ? [day] : [])).toSorted();

/** Of New Year, Spring Festival, May Day and National Day, what a notice does not name. */
function missingIn({ year, holidays }: HolidayNotice): string | undefined {
  const fixed = { '01-01': 'New Year (元旦)', '05-01': 'May Day (劳动节)', '10-01': 'National Day (国庆节)' };
  for (const [day, name] of Object.entries(fixed)) if (!holidays.includes(`${year}-${day}`)) return `${year}-${day}, ${name},`;
  return holidays.some((day) => day >= `${year}-01-20` && day <= `${year}-02-28`) ? undefined : 'Spring Festival (春节)';
}
