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
  /**
   * The row after the event; `undefined` removes it. The row given must not be changed. Metadata is read field by field,
   * never copied with `{ ...metadata }`: in a rebuild its fields are getters.
   */
  // eslint-disable-next-line typescript/no-explicit-any -- each handler knows the data of its own event type
  readonly on: { readonly [type: string]: (row: Row | undefined, event: StoredEvent<string, any>, key: string) => Row | undefined };
  /**
   * Works out what only restates the rest of the row: done once for all events of a batch or a day, where `on` would do
   * it at each. Handlers cannot rely on what it adds.
   */
  readonly complete?: (row: Row) => Row;
  /**
   * How stores keep a row, where most of it says nothing: as JSON of something leaner, from which the same row comes back.
   * The same row must give the same JSON however it came about. Whoever changes this raises the
   * format of the stores' files: rows are the same, their stored form is not.
   */
  readonly lean?: { readonly of: (row: Row) => object; readonly restore: (lean: never) => Row };
  /** The narrow table beside the row's JSON, a function a column; names match {@link columnName}. */
  readonly columns: { readonly [name: string]: (row: Row) => Column };
  /** Names of columns in which most rows hold nothing: stores index only those that do, so that lists find rows by a value, never by its absence. */
  readonly sparse?: readonly string[];
  /** Names of the columns in which lists search text, one character a token. */
  readonly searched?: readonly string[];
  /** Federations below which lists show the row, each once. Absent: the groups of its totals. */
  readonly scopes?: (row: Row) => readonly FederationId[];
  readonly totals?: Totals<Row>;
};

/** What rows are summed up for: a federation, or ids joined by `.`, as `<campaign>.<federation>`. */
export type GroupId = string;

export type Totals<Row> = {
  /** As a rule the federations above, through both lines, each once. */
  readonly groups: (row: Row) => readonly GroupId[];
  /** What the row contributes to each of them. */
  readonly of: (row: Row) => { readonly [measure: string]: SafeInteger };
  /**
   * A measure a group, in their order, in which the row counts 1 for that group alone: below which of its children it
   * stands. It must follow from what the groups follow from; no other contribution has these names.
   */
  readonly places?: (row: Row) => readonly string[];
};

// eslint-disable-next-line typescript/no-explicit-any -- the loops are generic over every view
export type AnyView = View<any>;

/** What a column may be called: stores need a few names for themselves. */
export const columnName = /^(?!(?:key|id|rank|rowid)$)[a-z][A-Za-z0-9]{0,31}$/;

/** Identity of a view's stored form: when it differs, the view is rebuilt. */
export const fingerprintOf = (view: AnyView, describe: (types: readonly string[]) => string, sha256: (text: string) => string): string =>
  sha256(`${view.name}\n${view.version}\n${describe(Object.keys(view.on))}\n${Object.keys(view.columns).join()}\n${(view.searched ?? []).join()}${view.sparse === undefined ? '' : `\n${view.sparse.join()}`}`).slice(0, 16);

/** A row as stores keep it. */
export const rowToJson = <Row>({ lean }: View<Row>, row: Row): string => JSON.stringify(lean === undefined ? row : lean.of(row));
/** The row that was kept as this JSON. */
export const rowFromJson = <Row>({ lean }: View<Row>, json: string): Row => (lean === undefined ? (JSON.parse(json) as Row) : lean.restore(JSON.parse(json) as never));

/** Federations below which lists show a row. */
export const scopesOf = <Row>(view: View<Row>, row: Row): readonly FederationId[] => view.scopes?.(row) ?? groupsOf(view, row);

/** What a row is summed up for. @throws RangeError when one is named twice: it would count double. */
export function groupsOf<Row>(view: View<Row>, row: Row): readonly GroupId[] {
  const groups = view.totals?.groups(row) ?? [];
  for (let i = 1; i < groups.length; i++) {
    if (groups.indexOf(groups[i] as FederationId) < i) throw new RangeError(`${view.name}: the row counts twice for ${groups[i]}`);
  }
  return groups;
}

/** The row's measure of each group alone, in the order of the groups; none where the view has no such. @throws RangeError when they are not as many */
export function placesOf<Row>(view: View<Row>, row: Row, groups: readonly GroupId[]): readonly string[] {
  const places = view.totals?.places?.(row) ?? [];
  if (places.length !== groups.length && view.totals?.places !== undefined) throw new RangeError(`${view.name}: ${places.length} places in ${groups.length} groups`);
  return places;
}

/** What a row contributes to each of its groups. @throws RangeError for what is not a safe integer. */
export function contributionOf<Row>(view: View<Row>, row: Row): { readonly [measure: string]: SafeInteger } {
  const contribution = view.totals?.of(row) ?? {};
  for (const measure in contribution) {
    if (!Number.isSafeInteger(contribution[measure])) throw new RangeError(`${view.name}: ${measure} = ${contribution[measure]} is not a safe integer`);
  }
  return contribution;
}

/** `after − before` by measure, without the zeros. */
export function difference(
  before: { readonly [measure: string]: SafeInteger },
  after: { readonly [measure: string]: SafeInteger },
): Record<string, SafeInteger> {
  const change: Record<string, SafeInteger> = {};
  for (const measure in after) {
    const by = (after[measure] ?? 0) - (before[measure] ?? 0);
    if (by !== 0) change[measure] = by;
  }
  for (const measure in before) {
    if (!(measure in after) && before[measure] !== 0) change[measure] = -(before[measure] ?? 0);
  }
  return change;
}
