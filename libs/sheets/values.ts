import type { PlainDate } from '#kernel';
import { isBlank, type Cell } from './cell.js';
import { readCount, readDecimal } from './counts.js';
import { readDate } from './dates.js';
import { faulty, shown, type Read } from './fault.js';
import type { Field, Value, Vocabulary } from './table.js';
import { compact, saysNothing, tidyName, unquoted } from './tidy.js';

/** What a cell says of its field: a value, nothing, or what is wrong. */
export function readValue(cell: Cell | undefined, { is, name }: Field, today: PlainDate): Read<Value> {
  if (cell === undefined || isBlank(cell)) return undefined;
  if (cell.error === true) return faulty('cell-error', cell.text);
  if (cell.formula === true && cell.text === '' && cell.number === undefined) return faulty('formula-without-value', '');
  // One number over several rows belongs to none of them alone.
  if (cell.continues === 'down' && (is.kind === 'count' || is.kind === 'points' || (is.kind === 'name' && is.ofAnother !== true))) return faulty('cell-over-rows', cell.text);
  switch (is.kind) {
    case 'count':
      return readCount(cell, is);
    case 'points':
      return readDecimal(cell, is);
    case 'date':
      return readDate(cell, today);
    case 'word':
      return readWord(cell, is.words);
    case 'name':
      return readText(tidyName(unquoted(cell.text)), is.most, cell);
    case 'text':
      // Beyond what a spreadsheet keeps of a number, the last digits are zeros that nobody typed.
      if (cell.number !== undefined && Math.abs(cell.number) >= firstRounded) return readText(cell.number.toExponential(), is.most, cell);
      return name === 'no' ? { value: compact(cell.text).slice(0, is.most) } : readText(unquoted(cell.text).trim(), is.most, cell);
  }
}

/** The least number of more than 15 digits, which is as many as a spreadsheet keeps. */
const firstRounded = 1e15;

function readText(text: string, most: number, cell: Cell): Read<string> {
  if (saysNothing(text)) return undefined;
  if (text.startsWith('=')) return faulty('formula-as-text', cell.text);
  return text.length > most ? faulty('text-too-long', cell.text, { most, length: text.length }) : { value: text };
}

function readWord(cell: Cell, words: Vocabulary): Read<string> {
  const text = compact(unquoted(cell.text));
  if (saysNothing(text)) return undefined;
  const found = words.find(({ key, shown: offered, spelt }) => spelt.test(text) || key === text || offered === text);
  return found === undefined ? { fault: 'word-unknown', details: { value: shown(cell.text), allowed: [...new Set(words.map((word) => word.shown))] } } : { value: found.key };
}
