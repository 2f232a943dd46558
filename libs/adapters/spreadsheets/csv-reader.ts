import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { maxColumns, type SheetRow } from '#sheets';
import { unmade } from './harmless.js';
import { maxCellCharacters } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';

const marks: readonly (readonly [mark: Buffer, encoding: string])[] = [
  [Buffer.from('efbbbf', 'hex'), 'utf-8'],
  [Buffer.from('fffe', 'hex'), 'utf-16le'],
  [Buffer.from('feff', 'hex'), 'utf-16be'],
];
const pieceBytes = 256 * 1024;

/** In which encoding a text is: by its mark, else UTF-8 where it is that, else GB18030 where it is that. Nothing for what is no text. */
export function encodingOf(bytes: Buffer): string | undefined {
  const marked = marks.find(([mark]) => bytes.subarray(0, mark.length).equals(mark));
  if (marked !== undefined) return marked[1];
  if (bytes.some(isControl)) return undefined;
  if (isUtf8(bytes)) return 'utf-8';
  const decoder = new TextDecoder('gb18030', { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes) decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: from + pieceBytes < bytes.length });
    return 'gb18030';
  } catch {
    return undefined;
  }
}

const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26;

function* textOf(bytes: Buffer, encoding: string): Generator<string> {
  // The decoder takes the mark off by itself.
  const decoder = new TextDecoder(encoding);
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const text = decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: from + pieceBytes < bytes.length });
    if (text !== '') yield text;
  }
}

const delimiters = [',', '\t', ';', '，'] as const;
/** Lines that are looked at to see what divides the cells. */
const linesSeen = 50;

/** What divides most lines, outside quotes. */
function delimiterOf(head: string): string {
  const lines = head.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/).slice(0, linesSeen);
  const score = (delimiter: string) => lines.reduce((sum, line) => sum + Math.min(line.split(delimiter).length - 1, 50), 0);
  return delimiters.reduce((best: string, one) => (score(one) > score(best) ? one : best), ',');
}

/** The rows of a CSV file. A row over several lines counts as one, a blank line as a row of its own, as a spreadsheet shows them. */
export async function* csvRows(bytes: Buffer, encoding: string): AsyncGenerator<SheetRow> {
  const head = textOf(bytes.subarray(0, pieceBytes), encoding).next().value ?? '';
  const parser = Readable.from(textOf(bytes, encoding)).pipe(parse({ delimiter: delimiterOf(head), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: 1_000_000 }));
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      row++;
      yield { row, hidden: false, cells: record.slice(0, maxColumns).map((text) => (text === '' ? undefined : { text: unmade(text.slice(0, maxCellCharacters)) })) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new WorkbookFault('workbook-damaged', { part: `${row + 1}`, reason: error.code });
  }
}
