import { openWorkbook, WorkbookFault } from '#adapters/spreadsheets';
import { problem, type Node } from '#platform';
import type { Line, Sheet, SheetFound } from '#sheets';

export type StoredWorkbook = { readonly lines: (read: (sheets: AsyncIterable<Sheet>) => AsyncIterable<Line>) => AsyncGenerator<Line> };

/** Opens a workbook that was put before. @throws Problem `evidence-not-found` where there is none; saying why where it cannot be read */
export async function openStored(node: Node, sha256: string): Promise<StoredWorkbook> {
  const stored = await node.evidence.store.read(sha256);
  if (stored.condition !== 'whole') throw problem(stored.condition === 'missing' ? 'evidence-not-found' : 'evidence-altered', { sha256 });
  const pieces: Uint8Array[] = [];
  for await (const piece of stored.bytes) pieces.push(piece);
  const workbook = await asProblem(() => openWorkbook(Buffer.concat(pieces)));
  return {
    lines: async function* (read) {
      try {
        yield* read(workbook.sheets());
      } catch (error) {
        throw known(error);
      }
    },
  };
}

/** A fault of the file as the answer to whoever sent it. */
export async function asProblem<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw known(error);
  }
}

const known = (error: unknown): unknown => (error instanceof WorkbookFault ? problem(error.code, error.details) : error);

/** A workbook is taken as a whole: one without a table of this kind, or with an ambiguous header, is refused. @throws Problem */
export function tableFound(sheets: readonly SheetFound[]): void {
  for (const sheet of sheets) {
    if (sheet.found === 'headed-twice') throw problem('header-twice', { sheet: sheet.sheet, columns: sheet.twice.columns.map(({ letter }) => letter), heading: sheet.twice.columns[0]?.heading ?? '' });
  }
  if (!sheets.some(({ found }) => found === 'table')) throw problem('table-not-found', { sheets: sheets.filter(({ found }) => found === 'no-table').map(({ sheet }) => sheet || '1') });
}
