/** What is wrong with one cell, or with a row: a stable code and what is behind it; the text is made where it is read. */
export type Fault = {
  readonly code: string;
  /** Which field of the table. */
  readonly field?: string;
  /** The spreadsheet's name of the column. */
  readonly column?: string;
  readonly details?: { readonly [name: string]: string | number | readonly string[] };
};

/** Faults of single cells. */
export const cellFaultCodes = ['cell-error', 'formula-without-value', 'formula-as-text', 'number-not-exact', 'number-unreadable', 'number-out-of-range', 'date-for-number', 'cell-over-rows', 'date-not-exact', 'date-unclear', 'date-unreadable', 'date-impossible', 'text-too-long', 'word-unknown'] as const;
export type CellFaultCode = (typeof cellFaultCodes)[number];

/** What a cell was read as: a value, nothing, or a fault with its details. */
export type Read<T> = { readonly value: T } | { readonly fault: CellFaultCode; readonly details: NonNullable<Fault['details']> } | undefined;

/** The most characters of a cell that a fault repeats. */
const longestShown = 60;
export const shown = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
export const faulty = (fault: CellFaultCode, text: string, more: NonNullable<Fault['details']> = {}) => ({ fault, details: { value: shown(text), ...more } }) as const;
