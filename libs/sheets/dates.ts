import { dateOfNumber, dayNumber, isPartialDate, type PartialDate, type PlainDate } from '#kernel';
import type { Cell } from './cell.js';
import { withDigits } from './chinese-numbers.js';
import { faulty, type Read } from './fault.js';
import { compact, saysNothing, unquoted } from './tidy.js';

const vague = /\d{4}[-—–~至到]\d{4}|约|左右|前后|以前|以后|之前|之后|年初|年底|年末|年中|上半年|下半年|月初|月底|月末|上旬|中旬|下旬|春|夏|秋|冬|世纪|年代|至|到|~|—|–/;
const two = (text: string): string => text.padStart(2, '0');
/** Behind a day, with a blank or a T between. */
const timeOfDay = /(?<=\d|日|号)(?:T|\s+)\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?\s*$/;
/** What says nothing more than that it is a date. */
const around = /(成立|建立|组建|建会|换届|批准|批复|召开|上报|公布|届满|止|起)$/;

/**
 * A date in whatever form a register has it, as it is known: `2018.10`, `2018年10月`, `97年2月`, `2月`, `二〇一八年十月`, a day cell,
 * a day as a spreadsheet counts it. Of two digits for a year that one is meant which is not after `today`. What may mean two
 * dates is refused rather than guessed.
 */
export function readDate(cell: Cell, today: PlainDate): Read<PartialDate> {
  if (cell.date !== undefined) return { value: cell.date };
  // Its time goes before blanks do: `2024/3/1 0:00:00` is the first of March.
  const text = compact(unquoted(cell.text).replace(timeOfDay, '')).replace(/^'/, '');
  if (cell.number === undefined && saysNothing(text)) return undefined;
  if (text.startsWith('=')) return faulty('formula-as-text', cell.text);
  if (cell.number !== undefined && /^\d{4}\.1$/.test(text)) return faulty('date-unclear', cell.text, { first: text.replace('.1', '-01'), second: text.replace('.1', '-10') });
  const found = dateIn(text, today);
  if (typeof found === 'object') return faulty('date-unclear', cell.text, found);
  if (found !== undefined) return isPartialDate(found) ? { value: found } : faulty('date-impossible', cell.text);
  return faulty(vague.test(text) ? 'date-not-exact' : 'date-unreadable', cell.text);
}

type Unclear = { readonly first: string; readonly second: string };
type Form = readonly [form: RegExp, meaning: (parts: readonly string[], today: PlainDate) => string | Unclear | undefined];

const sign = '[-./年、]';
const ymd = (year: string, month?: string, day?: string): string => [year, ...(month === undefined || month === '' ? [] : [two(month)]), ...(day === undefined || day === '' ? [] : [two(day)])].join('-');

/** Forms in their order: the first that fits counts. */
const forms: readonly Form[] = [
  [/^(\d{4})年?$/, ([year = '']) => year],
  [new RegExp(`^(\\d{4})${sign}(\\d{1,2})月?份?${'[-./]?'}$`), ([year = '', month]) => ymd(year, month)],
  [new RegExp(`^(\\d{4})${sign}(\\d{1,2})[-./月、](\\d{1,2})[日号.]?$`), ([year = '', month, day]) => ymd(year, month, day)],
  [/^(\d{4})(\d{2})(\d{2})$/, ([year = '', month, day]) => ymd(year, month, day)],
  [/^((?:19|20)\d{2})(\d{2})$/, ([year = '', month]) => ymd(year, month)],
  [/^(\d{5})$/, ([serial = '']) => dayOfSerial(Number(serial))],
  [/^'?(\d{2})年(?:(\d{1,2})月?份?)?(?:(\d{1,2})[日号]?)?$/, ([year = '', month, day], today) => ymd(century(year, today), month, day)],
  [/^(\d{1,2})月份?(?:(\d{1,2})[日号]?)?$/, ([month = '', day]) => `--${two(month)}${day === undefined ? '' : `-${two(day)}`}`],
  [/^'?(\d{2})[-./](\d{1,2})[-./](\d{1,2})[日号]?$/, ([year = '', month, day], today) => (Number(year) > 31 || Number(year) === 0 ? ymd(century(year, today), month, day) : shortDay([year, month ?? '', day ?? ''], today))],
  [/^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/, ([first = '', second = '', year = '']) => dayAtEnd([first, second, year])],
  [/^'?(\d{1,2})[-./](\d{1,2})$/, ([first = '', second = ''], today) => twoNumbers([first, second], today)],
];

function dateIn(raw: string, today: PlainDate): string | Unclear | undefined {
  const text = withDigits(raw).replace(around, '');
  for (const [form, meaning] of forms) {
    const parts = form.exec(text);
    if (parts !== null) return meaning(parts.slice(1), today);
  }
  return undefined;
}

/** Two digits mean a year that has come: 97 is 1997, and in 2026 26 is 2026. */
const century = (year: string, today: PlainDate): string => (Number(year) <= Number(today.slice(2, 4)) ? `20${year}` : `19${year}`);

/** `97.2` is a month of a year, `3.15` a day of a month; `12.5` may be either. */
function twoNumbers([first, second]: readonly [string, string], today: PlainDate): string | Unclear | undefined {
  const asMonth = first.length === 2 && Number(second) >= 1 && Number(second) <= 12 ? ymd(century(first, today), second) : undefined;
  const asDay = Number(first) >= 1 && Number(first) <= 12 && Number(second) >= 1 && Number(second) <= 31 ? `--${two(first)}-${two(second)}` : undefined;
  return asMonth !== undefined && asDay !== undefined ? { first: asMonth, second: asDay } : (asMonth ?? asDay);
}

/** `18-10-05`: year first is how it is written here, unless that is no date. */
function shortDay([first, second, third]: readonly [string, string, string], today: PlainDate): string | Unclear {
  const yearFirst = ymd(century(first, today), second, third);
  const yearLast = ymd(century(third, today), first, second);
  return isPartialDate(yearFirst) || !isPartialDate(yearLast) ? yearFirst : { first: yearLast, second: ymd(century(third, today), second, first) };
}

/** `10/15/2018`, `15/10/2018`: clear where one of the two is no month. */
function dayAtEnd([first, second, year]: readonly [string, string, string]): string | Unclear {
  const [american, european] = [ymd(year, first, second), ymd(year, second, first)];
  if (first === second || !isPartialDate(european)) return american;
  return isPartialDate(american) ? { first: american, second: european } : european;
}

/** Day 0 of a spreadsheet's calendar, as far as it is right: from 1900-03-01 on. */
const serialZero = dayNumber('1899-12-30');
/** From day 61 on, 1900-03-01, the calendar with its 29 February 1900 is right. */
const firstRight = 61;
const days1904 = 1_462;
const lastSerial = 109_205;

/** The day that a spreadsheet counts as so many; `from1904`: as old ones of the Macintosh do. Nothing where it is none. */
export function dayOfSerial(serial: number, from1904 = false): PlainDate | undefined {
  const whole = Math.floor(serial) + (from1904 ? days1904 : 0);
  return whole >= firstRight && whole <= lastSerial ? dateOfNumber(serialZero + whole) : undefined;
}
