import type { Cell, Sheet } from '../cell.js';
import { readTable, type Line, type SheetFound } from '../read-table.js';
import type { Table } from '../table.js';

export type Told = string | number | null | Cell;

const cellOf = (told: Told | undefined): Cell | undefined => (told === null || told === undefined || told === '' ? undefined : typeof told === 'object' ? told : typeof told === 'number' ? { text: String(told), number: told } : { text: told });

/** A sheet of texts and numbers, as a reader of files would give it. */
export const aSheet = (rows: readonly (readonly Told[])[], { name = 'Sheet1', hidden = false, hiddenRows = [] as readonly number[] } = {}): Sheet => ({
  name,
  hidden,
  rows: (async function* () {
    for (const [index, cells] of rows.entries()) yield { row: index + 1, hidden: hiddenRows.includes(index + 1), cells: cells.map(cellOf) };
  })(),
});

/** Merged to the right of, or below, what it repeats. */
export const across = (text: string): Cell => ({ text, continues: 'across' });
export const down = (text: string): Cell => ({ text, continues: 'down' });

/** All lines of the sheets, and what each sheet turned out to hold. */
export async function linesOf(table: Table, ...sheets: readonly Sheet[]): Promise<{ readonly lines: readonly Line[]; readonly found: readonly SheetFound[] }> {
  const [lines, found]: [Line[], SheetFound[]] = [[], []];
  const each = async function* () {
    yield* sheets;
  };
  for await (const line of readTable(each(), table, { today: '2026-11-27', found: (sheet) => found.push(sheet) })) lines.push(line);
  return { lines, found };
}
