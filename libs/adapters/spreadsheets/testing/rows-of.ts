import { openWorkbook } from '../open-workbook.js';
import type { Cell } from '#sheets';

type ReadSheet = { readonly name: string; readonly hidden: boolean; readonly rows: Record<number, (Partial<Cell> | undefined)[]>; readonly hiddenRows: number[] };

/** All that a file holds, read to its end. @throws WorkbookFault */
export async function allOf(bytes: Buffer): Promise<readonly ReadSheet[]> {
  const workbook = await openWorkbook(bytes);
  const sheets: ReadSheet[] = [];
  for await (const { name, hidden, rows } of workbook.sheets()) {
    const sheet: ReadSheet = { name, hidden, rows: {}, hiddenRows: [] };
    for await (const row of rows) {
      sheet.rows[row.row] = [...row.cells];
      if (row.hidden) sheet.hiddenRows.push(row.row);
    }
    sheets.push(sheet);
  }
  return sheets;
}

/** The texts of the first sheet, by row. */
export const textsOf = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => Object.values((await allOf(bytes))[0]?.rows ?? {}).map((cells) => Array.from(cells, (cell) => cell?.text ?? ''));
