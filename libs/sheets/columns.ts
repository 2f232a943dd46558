import { columnName, isBlank, type Cell, type SheetRow } from './cell.js';
import { compact } from './tidy.js';
import type { Field, Table } from './table.js';

/** A column of a sheet: what it is headed, and which field of the table it holds, if any. */
export type Column = {
  readonly index: number;
  /** `A`, `B`, … */
  readonly letter: string;
  readonly heading: string;
  readonly field: Field | undefined;
};

/** The most rows above the header, and the most columns that are looked at. */
export const maxRowsBeforeHeader = 60;
export const maxColumns = 256;
/** A heading may stand in up to three rows, one below the other. */
const mostHeaderRows = 3;

/** A table found in a sheet: its columns and its last header row. */
export type Header = { readonly columns: readonly Column[]; readonly firstRow: number; readonly lastRow: number };

/** Two columns are headed alike, and both would be this field. */
export type HeadedTwice = { readonly field: string; readonly columns: readonly Column[] };

/**
 * Finds the header among the first rows of a sheet, below whatever titles and signatures stand above it. Nothing where there
 * is none, which is how a page of explanations reads.
 */
export function findHeader(rows: readonly SheetRow[], table: Table): Header | HeadedTwice | undefined {
  for (const [at, row] of rows.entries()) {
    const joined = headerRows(rows.slice(at, at + mostHeaderRows));
    const columns = recognised(headings(joined), table);
    if ('field' in columns) return columns;
    const has = new Set(columns.flatMap(({ field }) => (field === undefined ? [] : [field.name])));
    // The row itself heads something: a title above a header would otherwise take the header for its second row.
    const itself = row.cells.filter((cell) => !isBlank(cell)).length > 1;
    if (itself && table.needs.every((group) => group.some((name) => has.has(name)))) return { columns, firstRow: row.row, lastRow: joined.at(-1)?.row ?? row.row };
  }
  return undefined;
}

/** The header's first row with those below that only divide its columns: `会员人数` into `合计` and `其中：女`. */
function headerRows(rows: readonly SheetRow[]): readonly SheetRow[] {
  const [first, ...below] = rows;
  if (first === undefined) return [];
  const header = [first];
  for (const row of below) {
    if (!divides(row, header)) break;
    header.push(row);
  }
  return header;
}

/** Words that a second header row has under a heading. */
const parts = /^(合计|总数|总计|小计|计|人数|总人数|数量|其中.*|.*[女男].*|.*满意.*|同意|不同意|弃权|称职|基本称职|不称职|年月日|时间|日期|次|届|年|月|日|姓名|职务|职工|员工|(工会)?会员|.*数)$/;

function divides(row: SheetRow, above: readonly SheetRow[]): boolean {
  const own = row.cells.flatMap((cell, index) => (cell === undefined || isBlank(cell) || cell.continues === 'down' ? [] : [{ cell, index }]));
  if (own.length === 0 || own.some(({ cell }) => cell.number !== undefined)) return false;
  const top = above[0]?.cells ?? [];
  const blankAbove = (index: number) => isBlank(top[index]);
  // Under a heading of one column stands a value, unless the word is one that divides.
  return own.every(({ cell, index }) => parts.test(compact(cell.text)) && (blankAbove(index) || blankAbove(index + 1) || above.length > 1)) && own.some(({ index }) => blankAbove(index));
}

/** The heading of each column, from its rows: of `会员人数 | ` above `合计 | 其中：女`, `会员人数/合计` and `会员人数/其中:女`. */
function headings(rows: readonly SheetRow[]): readonly string[] {
  const width = Math.min(Math.max(0, ...rows.map(({ cells }) => cells.length)), maxColumns);
  return Array.from({ length: width }, (_, index) => {
    const told = rows.map((row, level) => headingAt(row, index, rows.slice(level + 1)));
    return [...new Set(told.filter((text) => text !== ''))].join('/');
  });
}

function headingAt({ cells }: SheetRow, index: number, below: readonly SheetRow[]): string {
  const own = (at: number): string => (cells[at] === undefined || isBlank(cells[at]) ? '' : headingText(cells[at]));
  if (own(index) !== '') return own(index);
  // A heading spreads to the right over columns that it does not head alone: merged, or blank above a part.
  const spreads = cells[index]?.continues === 'across' || below.some((row) => !isBlank(row.cells[index]) && row.cells[index]?.continues !== 'down');
  if (!spreads) return '';
  for (let left = index - 1; left >= 0; left--) if (own(left) !== '') return own(left);
  return '';
}

/** A heading without marks, notes on how to fill it in, and the unit in brackets. */
const headingText = ({ text }: Cell): string => compact(text).replaceAll(/[*※★]|\((?:必填|选填|人|名|个|家|张|票|份|分|年月|年月日|人数|单位:?.|如.*|格式.*|示例.*|按.*|.{0,4}填.*|公章|盖章|签章|年[/.]月([/.]日)?|机关[/、].*)\)/g, '').replace(/[:：]$/, '');

/** Which column holds which field: of several, that with the best wording. */
function recognised(headed: readonly string[], table: Table): readonly Column[] | HeadedTwice {
  const columns = headed.map((heading, index): Column => ({ index, letter: columnName(index), heading, field: undefined }));
  const taken = new Map<number, Field>();
  for (const field of table.fields) {
    const ranked = columns.flatMap((column) => {
      const rank = rankOf(column.heading, field);
      return rank === undefined || taken.has(column.index) ? [] : [{ column, rank }];
    });
    const best = Math.min(...ranked.map(({ rank }) => rank));
    const [first, ...others] = ranked.filter(({ rank }) => rank === best).map(({ column }) => column);
    if (first === undefined) continue;
    if (others.length > 0) return { field: field.name, columns: [first, ...others] };
    taken.set(first.index, field);
  }
  return columns.map((column) => ({ ...column, field: taken.get(column.index) }));
}

function rankOf(heading: string, { headed, not }: Field): number | undefined {
  if (heading === '' || not?.test(heading) === true) return undefined;
  const rank = headed.findIndex((wording) => wording.test(heading));
  return rank < 0 ? undefined : rank;
}
