import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { textOf, type TextEncoding } from '#adapters/text-encoding';
import { maxColumns, type SheetRow } from '#sheets';
import { unmade } from './harmless.js';
import { maxCellCharacters } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';

/** What is looked at of a file to see what divides the cells, in bytes. */
const headBytes = 256 * 1024;

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
export async function* csvRows(bytes: Buffer, encoding: TextEncoding): AsyncGenerator<SheetRow> {
  const head = textOf(bytes.subarray(0, headBytes), encoding).next().value ?? '';
  const parser = Readable.from(textOf(bytes, encoding)).pipe(parse({ delimiter: delimiterOf(head), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: 1_000_000 }));
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      row++;
      yield { row, hidden: false, cells: record.slice(0, maxColumns).map((text) => (text === '' ? undefined : { text: unmade(text.slice(0, maxCellCharacters)) })) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new WorkbookFault('workbook-quote-open', { row: Number(error['records'] ?? row) + 1 });
    throw new WorkbookFault('workbook-damaged', { part: `${row + 1}`, reason: error.code });
  }
}
