import type { Cell } from '#sheets';
import { maxCellsInRow, maxMerged } from './limits.js';
import { WorkbookFault } from './workbook-fault.js';

/** A merged cell, rows and columns counted from 1 and 0. */
type Merged = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** `BC` → 54: the column counted from 0. */
export const columnIndex = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** The most merged cells that one row passes through: as many as a spreadsheet has columns, two columns each. */
const mostAcross = maxCellsInRow / 2;

const reference = /<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;

/** Merged cells from the XML behind a sheet's rows, ordered by where they begin. */
export function mergedIn(xml: string): readonly Merged[] {
  const merged: Merged[] = [];
  for (const [, left = '', top, right = '', bottom] of xml.matchAll(reference)) {
    if (merged.length >= maxMerged) throw new WorkbookFault('workbook-beyond-limits', { part: 'mergeCells', elements: maxMerged });
    merged.push({ top: Number(top), bottom: Number(bottom), left: columnIndex(left), right: columnIndex(right) });
  }
  return merged.toSorted((a, b) => a.top - b.top);
}

/** Spreads what merged cells say over the rows that they cover. Rows come in order. */
export class Spreading {
  #next = 0;
  #active: { readonly merged: Merged; readonly says: Cell | undefined }[] = [];

  constructor(private readonly merged: readonly Merged[]) {}

  /** Fills the cells of a row that belong to merged ones. */
  fill(row: number, cells: (Cell | undefined)[], mostColumns: number): void {
    this.#active = this.#active.filter(({ merged }) => merged.bottom >= row);
    for (let merged = this.merged[this.#next]; merged !== undefined && merged.top <= row; merged = this.merged[++this.#next]) {
      if (merged.bottom >= row) this.#active.push({ merged, says: merged.top === row ? cells[merged.left] : undefined });
    }
    // Merged cells that lie over each other cover a row many times over.
    if (this.#active.length > mostAcross) throw new WorkbookFault('workbook-beyond-limits', { part: 'mergeCells', elements: mostAcross });
    for (const { merged, says } of this.#active) {
      for (let column = merged.left; column <= merged.right && column < mostColumns; column++) {
        if (row === merged.top && column === merged.left) continue;
        cells[column] = { ...(says ?? { text: '' }), continues: column === merged.left ? 'down' : 'across' };
      }
    }
  }
}
