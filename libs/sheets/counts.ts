import type { Cell } from './cell.js';
import { chineseNumber, numerals } from './chinese-numbers.js';
import { faulty, type Read } from './fault.js';
import { compact, saysNothing, unquoted } from './tidy.js';

const unit = '(?:人次|单位|企业|人|名|个|家|位|户|票|张|份|分)?';
const plain = new RegExp(`^(\\d{1,12}|\\d{1,3}(?:,\\d{3})+)(?:\\.0+)?${unit}$`);
const inChinese = new RegExp(`^([${numerals}]{1,12})${unit}$`);
/** Words by which people say that a number is none: about, more than, at most, from … to. */
const vague = /约|左右|大概|大约|近|上下|多|余|超|不足|不到|以上|以下|至少|至多|最多|估|若干|几|来个|[+＋>＞<＜≥≤~～]|\d[-—–―至到]\d/;

/**
 * A whole number of people, units or ballots, however it is typed: `131`, `１３１人`, `1,310`, `一百三十一人`. What is about a number
 * (`约131人`, `120余`) is none, and no part of a longer text is taken for one.
 */
export function readCount(cell: Cell, { least = 0, most }: { readonly least?: number; readonly most: number }): Read<number> {
  const text = compact(unquoted(cell.text));
  if (cell.number === undefined) {
    if (saysNothing(text)) return undefined;
    if (text.startsWith('=')) return faulty('formula-as-text', cell.text);
  }
  if (cell.date !== undefined) return faulty('date-for-number', cell.text);
  const value = cell.number ?? numberIn(text.replace(/^'/, ''));
  if (value === undefined) return faulty(vague.test(text) ? 'number-not-exact' : 'number-unreadable', cell.text);
  if (!Number.isInteger(value)) return faulty('number-unreadable', cell.text);
  return value < least || value > most ? faulty('number-out-of-range', cell.text, { least, most }) : { value };
}

function numberIn(text: string): number | undefined {
  const digits = plain.exec(text)?.[1];
  if (digits !== undefined) return Number(digits.replaceAll(',', ''));
  return chineseNumber(inChinese.exec(text)?.[1] ?? '');
}

/** A number that may have one or two decimals, as points of a score: `92.5`, `92.5分`. */
export function readDecimal(cell: Cell, { least = 0, most }: { readonly least?: number; readonly most: number }): Read<number> {
  const text = compact(unquoted(cell.text));
  if (cell.number === undefined && saysNothing(text)) return undefined;
  if (cell.date !== undefined) return faulty('date-for-number', cell.text);
  const value = cell.number ?? (/^\d{1,9}(\.\d{1,2})?分?$/.test(text) ? Number(text.replace('分', '')) : undefined);
  if (value === undefined) return faulty(vague.test(text) ? 'number-not-exact' : 'number-unreadable', cell.text);
  return value < least || value > most ? faulty('number-out-of-range', cell.text, { least, most }) : { value: Math.round(value * 100) / 100 };
}
