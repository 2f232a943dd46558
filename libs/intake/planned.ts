import type { Fault } from '#sheets';

/** A command that a row becomes; its stream is `${category}-${id}`. */
export type PlannedCommand = { readonly category: string; readonly id: string; readonly type: string; readonly data: { readonly [field: string]: unknown }; /** For whom an officer records it (代录). */ readonly onBehalfOf?: string };

export const rowOutcomes = ['added', 'changed', 'unchanged', 'refused'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What a row would do: the commands in their order, or why it does none. */
export type PlannedRow = {
  readonly sheet: string;
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly what: 'union' | 'federation' | 'evaluation' | 'year';
  /** Of the thing it is about, where that is known. */
  readonly id?: string;
  /** Of the thing, where it is known already: what the row was compared with. */
  readonly revision?: number;
  /** As it was read. */
  readonly entry: { readonly [field: string]: unknown };
  readonly changes: readonly { readonly field: string; readonly from: string | number | null; readonly to: string | number }[];
  readonly faults: readonly Fault[];
  /** What a reader should know, and stops nothing. */
  readonly notes: readonly Fault[];
  readonly commands: readonly PlannedCommand[];
};

export const refusedRow = (row: PlannedRow, ...faults: readonly Fault[]): PlannedRow => ({ ...row, outcome: 'refused', faults: [...row.faults, ...faults], commands: [], changes: [] });
