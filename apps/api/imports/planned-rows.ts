import { createHash } from 'node:crypto';
import { RowSpool } from '#adapters/row-spool';
import { rowOutcomes, type PlannedRow, type RowOutcome } from '#intake';

export type RowCounts = { readonly rows: number; readonly added: number; readonly changed: number; readonly unchanged: number; readonly refused: number; readonly federationsAdded: number };
/** Which rows are told of: of some outcomes; `noted` stands for those that a reader should know something of. */
export type RowsWanted = { readonly outcomes: readonly (RowOutcome | 'noted')[]; readonly from: number; readonly limit: number };

/** A bit a row: its outcome, whether it is noted, whether it has something to do. */
const [noted, hasCommands] = [1 << rowOutcomes.length, 2 << rowOutcomes.length];
const bitOf = (outcome: RowOutcome | 'noted'): number => (outcome === 'noted' ? noted : 1 << rowOutcomes.indexOf(outcome));

/**
 * The rows of a plan, on disk but for those of federations, which are few: a plan of a whole province takes some bytes a row in
 * memory. Federations come first. Counted once, while they are put.
 */
export class PlannedRows {
  readonly #spool: RowSpool<PlannedRow>;
  #first: readonly PlannedRow[] = [];
  #marks = new Uint8Array(1_024);
  readonly #counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, federationsAdded: 0 };
  #due = 0;
  readonly #hash = createHash('sha256');

  /** @throws StoreUnavailable where the folder cannot be written */
  constructor(folder: string) {
    this.#spool = RowSpool.in(folder);
  }

  get counts(): RowCounts {
    return this.#counts;
  }

  /** How many rows have something to do. */
  get due(): number {
    return this.#due;
  }

  /** SHA-256 of what all rows would do: two plans with the same one record the same. To be asked when all rows are put. */
  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  async add(row: PlannedRow): Promise<void> {
    if (this.#spool.length >= this.#marks.length) {
      const longer = new Uint8Array(this.#marks.length * 2);
      longer.set(this.#marks);
      this.#marks = longer;
    }
    this.#marks[this.#spool.length] = this.#count(row);
    await this.#spool.add(row);
  }

  /** Rows that stand, and are done, before all others. */
  putFirst(rows: readonly PlannedRow[]): void {
    this.#first = rows;
    for (const row of rows) this.#count(row);
  }

  /** Some of the rows, and whether there are more. */
  async page({ outcomes, from, limit }: RowsWanted): Promise<{ readonly rows: readonly PlannedRow[]; readonly more: boolean }> {
    const wanted = outcomes.reduce((bits, outcome) => bits | bitOf(outcome), 0);
    const first: PlannedRow[] = [];
    const spooled: number[] = [];
    let passed = 0;
    const take = (marks: number): boolean => (marks & wanted) !== 0 && ++passed > from && passed <= from + limit + 1;
    for (const row of this.#first) if (take(marksOf(row))) first.push(row);
    for (let number = 0; number < this.#spool.length; number++) if (take(this.#marks[number] ?? 0)) spooled.push(number);
    const more = first.length + spooled.length > limit;
    const rows = [...first, ...(await this.#spool.at(spooled.slice(0, Math.max(0, limit - first.length))))];
    return { rows: rows.slice(0, limit), more };
  }

  /** Rows that have something to do, in their order. */
  async *withCommands(): AsyncGenerator<PlannedRow> {
    for (const row of this.#first) if (row.commands.length > 0) yield row;
    let number = 0;
    for await (const row of this.#spool.rows()) if (((this.#marks[number++] ?? 0) & hasCommands) !== 0) yield row;
  }

  #count(row: PlannedRow): number {
    this.#hash.update(JSON.stringify([row.sheet, row.row, row.outcome, row.id, row.commands]));
    this.#counts.rows++;
    this.#counts[row.outcome]++;
    if (row.what === 'federation' && row.outcome === 'added') this.#counts.federationsAdded++;
    if (row.commands.length > 0) this.#due++;
    return marksOf(row);
  }
}

const marksOf = ({ outcome, notes, commands }: PlannedRow): number => bitOf(outcome) | (notes.length > 0 ? noted : 0) | (commands.length > 0 ? hasCommands : 0);
