import type { PartialDate, PlainDate } from '#kernel';
import type { Cell, Sheet, SheetRow } from './cell.js';
import { findHeader, maxRowsBeforeHeader, type Column, type Header, type HeadedTwice } from './columns.js';
import { readDate } from './dates.js';
import type { Fault } from './fault.js';
import { passedOver, sectionOfSheet, type PassedOver } from './lines.js';
import type { Field, Table, Value, Values } from './table.js';
import { compact, saysAsAbove } from './tidy.js';
import { readValue } from './values.js';

/** A row of a sheet as it was read: an entry with what is wrong in it, or a row between entries. */
export type Line =
  | { readonly kind: 'entry'; readonly sheet: string; readonly row: number; readonly values: Values; readonly told: Told; readonly faults: readonly Fault[]; readonly section: string | undefined }
  | { readonly kind: 'passed-over'; readonly sheet: string; readonly row: number; readonly why: PassedOver; readonly text: string };

/** What cells said before they were read, by field. */
export type Told = { readonly [field: string]: string };

/** What a workbook turned out to hold, sheet by sheet. */
export type SheetFound =
  | { readonly sheet: string; readonly found: 'table'; readonly headerRow: number; readonly columns: readonly Column[]; readonly datedOn: PartialDate | undefined }
  /** Hidden, or without a header of this kind. */
  | { readonly sheet: string; readonly found: 'hidden' | 'no-table' }
  | { readonly sheet: string; readonly found: 'headed-twice'; readonly twice: HeadedTwice };

export type Reading = { readonly today: PlainDate; readonly found: (sheet: SheetFound) => void };

/** Reads every visible sheet that has a table of this kind, row by row. Sheets without one are told of and passed over. */
export async function* readTable(sheets: AsyncIterable<Sheet>, table: Table, reading: Reading): AsyncGenerator<Line> {
  for await (const sheet of sheets) {
    if (sheet.hidden) reading.found({ sheet: sheet.name, found: 'hidden' });
    else yield* readSheet(sheet, table, reading);
  }
}

async function* readSheet(sheet: Sheet, table: Table, { today, found }: Reading): AsyncGenerator<Line> {
  const rows = sheet.rows[Symbol.asyncIterator]();
  const head: SheetRow[] = [];
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    head.push(next.value);
    if (head.length >= maxRowsBeforeHeader) break;
  }
  const header = findHeader(head, table);
  if (header === undefined || 'field' in header) {
    await rows.return?.();
    return found(header === undefined ? { sheet: sheet.name, found: 'no-table' } : { sheet: sheet.name, found: 'headed-twice', twice: header });
  }
  found({ sheet: sheet.name, found: 'table', headerRow: header.lastRow, columns: header.columns, datedOn: dateAbove(head, header, today) });
  const reader = new RowReader(sheet.name, header, { table, today });
  for (const row of head) if (row.row > header.lastRow) yield reader.read(row);
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) yield reader.read(next.value);
}

const dated = /(?:填报|填表|报送|制表|统计|截止|截至)(?:时间|日期)?[:：]?([\d.年月日/\-〇○零一二三四五六七八九十]{4,14})/;

/** The day the table was filled in, where a line above the header says one. */
function dateAbove(head: readonly SheetRow[], { firstRow }: Header, today: PlainDate): PartialDate | undefined {
  for (const { row, cells } of head) {
    if (row >= firstRow) break;
    const text = compact(cells.map((cell) => (cell?.continues === undefined ? (cell?.text ?? '') : '')).join(' '));
    const read = readDate({ text: dated.exec(text)?.[1] ?? '' }, today);
    if (read !== undefined && 'value' in read && /^\d{4}/.test(read.value)) return read.value;
  }
  return undefined;
}

/** Reads rows one after another: a section's heading and "as above" refer back. */
class RowReader {
  #section: string | undefined;
  #above: Told = {};

  constructor(
    private readonly sheet: string,
    private readonly header: Header,
    private readonly asked: { readonly table: Table; readonly today: PlainDate },
  ) {
    // Where a column says to whom each reports, the sheet's name says nothing more.
    if (!header.columns.some(({ field }) => field?.is.kind === 'name' && field.is.ofAnother === true)) this.#section = sectionOfSheet(sheet);
  }

  read(row: SheetRow): Line {
    const { sheet } = this;
    const skipped = passedOver(row, this.header, this.asked.table.named);
    if (skipped !== undefined) {
      if (skipped.section !== undefined) this.#section = skipped.section;
      return { kind: 'passed-over', sheet, row: row.row, why: skipped.why, text: row.cells.find((cell) => cell !== undefined && cell.text.trim() !== '')?.text.trim().slice(0, 100) ?? '' };
    }
    const faults: Fault[] = row.hidden ? [{ code: 'row-hidden' }] : [];
    const values: Record<string, Value> = {};
    const told: Record<string, string> = {};
    for (const { field, index, letter } of this.header.columns) {
      if (field === undefined) continue;
      const cell = this.#asAbove(row.cells[index], field);
      if (cell !== undefined && cell.text !== '') told[field.name] = cell.text;
      const read = readValue(cell, field, this.asked.today);
      if (read === undefined) continue;
      if ('value' in read) values[field.name] = read.value;
      else faults.push({ code: read.fault, field: field.name, column: letter, details: read.details });
    }
    this.#above = told;
    return { kind: 'entry', sheet, row: row.row, values, told, faults, section: this.#section };
  }

  /** 同上 is what the row above says, for words and names of others; a number is never taken over. */
  #asAbove(cell: Cell | undefined, { name, is }: Field): Cell | undefined {
    const above = this.#above[name];
    if (cell === undefined || above === undefined) return cell;
    return (is.kind === 'word' || (is.kind === 'name' && is.ofAnother === true)) && saysAsAbove(compact(cell.text)) ? { text: above } : cell;
  }
}
