import { Readable } from 'node:stream';
import { made } from './harmless.js';
import type { WrittenCell, WrittenSheet } from './written-sheet.js';

/** Rows that go into the file at once. */
const rowsAtOnce = 200;

/** A CSV file as a stream: UTF-8 with its mark, so that a spreadsheet in Chinese reads it rightly. No text in it can run. */
export const writeCsv = (rows: WrittenSheet['rows']): Readable => Readable.from(lines(rows), { objectMode: false });

async function* lines(rows: WrittenSheet['rows']): AsyncGenerator<string> {
  let [count, ready] = [0, '\ufeff'];
  for await (const cells of rows) {
    ready += `${cells.map(cellText).join(',')}\r\n`;
    if (++count % rowsAtOnce !== 0) continue;
    yield ready;
    ready = '';
  }
  yield ready;
}

function cellText(cell: WrittenCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : made(cell);
  return /[",\r\n\t;，]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
