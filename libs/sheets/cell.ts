import type { PartialDate } from '#kernel';

/** A cell as a spreadsheet holds it. Nothing is ever worked out: of a formula only the value that its program left counts. */
export type Cell = {
  /** What it says; empty where there is nothing. */
  readonly text: string;
  /** Of a numeric cell. */
  readonly number?: number;
  /** Of a numeric cell that is shown as a date, as far as it is shown: of a day shown as 2018年10月 the month. */
  readonly date?: PartialDate;
  /** It holds a formula; text, number and date are the value saved with it, if any. */
  readonly formula?: true;
  /** The value is an error, as `#REF!`. */
  readonly error?: true;
  /** It belongs to a merged cell that begins further left or further up, and repeats what that one says. */
  readonly continues?: 'across' | 'down';
};

/** A row with its number as a spreadsheet counts: from 1. Cells that say nothing may be absent. */
export type SheetRow = { readonly row: number; readonly hidden: boolean; readonly cells: readonly (Cell | undefined)[] };

/** One sheet of a workbook, read row by row. A CSV file is a workbook of one. */
export type Sheet = { readonly name: string; readonly hidden: boolean; readonly rows: AsyncIterable<SheetRow> };

/** Whether a cell says anything of its own: what a merged cell repeats to its right says nothing. */
export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || cell.continues === 'across' || (cell.text.trim() === '' && cell.number === undefined && cell.formula === undefined);

/** `A`, `B`, … `AA`: how a spreadsheet calls a column, counted from 0. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
