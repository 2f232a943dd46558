/** A cell to be written: what people typed stays text, whatever it begins with. */
export type WrittenCell = string | number | null;

/** A sheet to be written, row by row: rows are asked for as they are needed, and none is kept. */
export type WrittenSheet = {
  readonly name: string;
  readonly rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>;
  /** The first row is a header: bold, and stays in sight. */
  readonly headed?: true;
  /** Widths of the columns, in characters. */
  readonly widths?: readonly number[];
  /** Columns, counted from 0, that offer a list to choose from; all the words together at most 250 characters, else none is offered. */
  readonly choices?: readonly { readonly column: number; readonly allowed: readonly string[] }[];
};
