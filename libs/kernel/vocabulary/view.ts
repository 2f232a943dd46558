import type { StoredEvent } from './message.js';

export type FederationId = string;
/** A whole number between ±(2^53 − 1): points × 100, rates in basis points, counts. */
export type SafeInteger = number;
/** What a list may filter and sort by. */
export type Column = string | number | null;

/** The most keys one event may touch in one view. */
export const maxKeysPerEvent = 500;

/**
 * A view: a fold of the log into rows by key, and sums of those rows by federation.
 * Pure: the row depends on the events of its key alone, in their order.
 */
export type View<Row> = {
  readonly name: string;
  /** Raise it whenever the same events would give other rows. */
  readonly version: number;
  /** Keys of the rows that this event touches, at most {@link maxKeysPerEvent}. */
  readonly keysOf: (event: StoredEvent) => readonly string[];
  /** The row after the event; `undefined` removes it. The row given must not be changed. */
  // eslint-disable-next-line typescript/no-explicit-any -- each handler knows the data of its own event type
  readonly on: { readonly [type: string]: (row: Row | undefined, event: StoredEvent<string, any>, key: string) => Row | undefined };
  /** The narrow table beside the row's JSON. The names must be the same for every row. */
  readonly columns: (row: Row) => { readonly [name: string]: Column };
  /** Names of the columns in which lists search text, one character a token. */
  readonly searched?: readonly string[];
  readonly totals?: Totals<Row>;
};

export type Totals<Row> = {
  /** Federations above, through both lines, each once. */
  readonly groups: (row: Row) => readonly FederationId[];
  /** What the row contributes to each of them. */
  readonly of: (row: Row) => { readonly [measure: string]: SafeInteger };
};

// eslint-disable-next-line typescript/no-explicit-any -- the loops are generic over every view
export type AnyView = View<any>;

/** Identity of a view's stored form: when it differs, the view is rebuilt. */
export const fingerprintOf = (view: AnyView, describe: (types: readonly string[]) => string, sha256: (text: string) => string): string =>
  sha256(`${view.name}\n${view.version}\n${describe(Object.keys(view.on))}`).slice(0, 16);

/** `after − before` by measure, without the zeros. */
export function difference(
  before: { readonly [measure: string]: SafeInteger } | undefined,
  after: { readonly [measure: string]: SafeInteger } | undefined,
): Record<string, SafeInteger> {
  const change: Record<string, SafeInteger> = {};
  for (const [measure, value] of Object.entries(after ?? {})) change[measure] = value;
  for (const [measure, value] of Object.entries(before ?? {})) change[measure] = (change[measure] ?? 0) - value;
  for (const measure of Object.keys(change)) if (change[measure] === 0) delete change[measure];
  return change;
}
