import { maxColumns, type Cell, type SheetRow } from '#sheets';
import { maxCellCharacters, maxCells, maxCellsInRow, maxRowsNamed, maxSmallPartBytes } from './limits.js';
import { columnIndex, mergedIn, Spreading } from './merged.js';
import { shownDate, type NumberFormat } from './number-format.js';
import { WorkbookFault } from './workbook-fault.js';
import type { Workbook } from './xlsx-parts.js';
import { XmlParser } from './xml-parser.js';
import type { ZipParts } from './zip-parts.js';

/** The rows of one sheet, each as it comes; nothing is kept of those that went by. */
export async function* rowsOf(parts: ZipParts, part: string, workbook: Workbook): AsyncGenerator<SheetRow> {
  const spreading = new Spreading(mergedIn(await behindRows(parts, part)));
  const ready: SheetRow[] = [];
  const reader = new RowsReader(part, workbook, (row) => {
    spreading.fill(row.row, row.cells as (Cell | undefined)[], maxColumns);
    ready.push(row);
  });
  const parser = new XmlParser(part, { open: (element, attributes) => reader.open(element, attributes), text: (text) => reader.text(text), close: (element) => reader.close(element) });
  const decoder = new TextDecoder('utf-8');
  for await (const piece of parts.read(part)) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield* ready.splice(0);
  }
  parser.close();
  yield* ready;
}

const endOfRows = /<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*\/>/;
/** Longer than the tag that is looked for. */
const overlap = 64;

/** The XML behind the rows: which cells are merged stands there, and is needed at the first of them. */
async function behindRows(parts: ZipParts, part: string): Promise<string> {
  let [tail, found] = ['', false];
  for await (const piece of parts.read(part)) {
    tail += piece.toString('latin1');
    if (!found) {
      const end = endOfRows.exec(tail);
      found = end !== null;
      tail = tail.slice(end === null ? -overlap : end.index);
    }
    if (tail.length > maxSmallPartBytes) throw new WorkbookFault('workbook-too-large-inside', { part, mostMegabytes: maxSmallPartBytes / 1_000_000 });
  }
  return found ? tail : '';
}

type Attributes = Readonly<Record<string, string>>;

/** Puts rows together from what the parser comes across. */
class RowsReader {
  #row = 0;
  #rows = 0;
  #cellsInAll = 0;
  #cellsInRow = 0;
  #hidden = false;
  #cells: (Cell | undefined)[] = [];
  #column = -1;
  #kind = 'n';
  #format: NumberFormat = {};
  #formula = false;
  #within = '';
  #reading = false;
  #value = '';

  constructor(
    private readonly part: string,
    private readonly workbook: Pick<Workbook, 'texts' | 'formats' | 'from1904'>,
    private readonly done: (row: SheetRow) => void,
  ) {}

  open(element: string, attributes: Attributes): void {
    switch (element) {
      case 'row':
        if (++this.#rows > maxRowsNamed) throw new WorkbookFault('workbook-too-many-rows', { most: maxRowsNamed });
        // A row or cell without a place stands behind the one before.
        this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']);
        this.#hidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true';
        this.#cells = [];
        this.#column = -1;
        this.#cellsInRow = 0;
        return;
      case 'c':
        this.#countCell();
        this.#column = attributes['r'] === undefined ? this.#column + 1 : columnIndex(/^[A-Z]*/.exec(attributes['r'])?.[0] ?? '');
        this.#kind = attributes['t'] ?? 'n';
        this.#format = this.workbook.formats[Number(attributes['s'] ?? 0)] ?? {};
        this.#formula = false;
        this.#value = '';
        return;
      case 'f':
        this.#formula = true;
        return;
      case 'rPh':
        this.#reading = true;
        return;
      case 'v':
      case 't':
        this.#within = element;
    }
  }

  /** Cells that say nothing count too: a row may have more of them than a spreadsheet has columns only where somebody means harm. */
  #countCell(): void {
    if (++this.#cellsInRow > maxCellsInRow) throw new WorkbookFault('workbook-beyond-limits', { part: this.part, cellsInRow: maxCellsInRow });
    if (++this.#cellsInAll > maxCells) throw new WorkbookFault('workbook-beyond-limits', { part: this.part, cells: maxCells });
  }

  text(text: string): void {
    if (this.#within !== '' && !this.#reading && this.#value.length < maxCellCharacters) this.#value += text;
  }

  close(element: string): void {
    if (element === 'v' || element === 't') this.#within = '';
    else if (element === 'rPh') this.#reading = false;
    else if (element === 'c') this.#keep();
    else if (element === 'row') this.done({ row: this.#row, hidden: this.#hidden, cells: this.#cells });
  }

  #keep(): void {
    if (this.#column < 0 || this.#column >= maxColumns) return;
    const cell = this.#cell();
    if (cell.text !== '' || cell.number !== undefined || this.#formula) this.#cells[this.#column] = this.#formula ? { ...cell, formula: true } : cell;
  }

  #cell(): Cell {
    const value = this.#value;
    switch (this.#kind) {
      case 's':
        return { text: this.workbook.texts[Number(value)] ?? '' };
      case 'str':
      case 'inlineStr':
        return { text: value };
      case 'b':
        return { text: value === '1' ? 'TRUE' : 'FALSE' };
      case 'e':
        return { text: value, error: true };
      case 'd':
        return { text: value.slice(0, 10), ...(/^\d{4}-\d{2}-\d{2}/.test(value) ? { date: value.slice(0, 10) } : {}) };
      default:
        return this.#numeric(value);
    }
  }

  #numeric(value: string): Cell {
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) return { text: value.trim() };
    const date = shownDate(number, this.#format, this.workbook.from1904);
    const text = date ?? (this.#format.decimals === undefined ? String(number) : number.toFixed(this.#format.decimals));
    return { text, number, ...(date === undefined ? {} : { date }) };
  }
}
