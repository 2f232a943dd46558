import type { PlainDate } from './dates.js';
import type { Position } from './message.js';
import type { Column, FederationId, GroupId, SafeInteger, View } from './view.js';

/** Which log a stored view was folded from, and by which code. */
export type ViewIdentity = { readonly logId: string; readonly fingerprint: string };
/** Where a stored view stands. It belongs to one log: a checkpoint of another log's is worth nothing. */
export type ViewCheckpoint = ViewIdentity & { readonly position: Position };

/** A row before and after a batch: stores compare the two and write only what differs. */
export type RowChange<Row> = { readonly before: Row | undefined; readonly after: Row | undefined };
/** Difference that the events recorded on one day (Asia/Shanghai) made to one group's totals; no zeros. */
export type TotalsChange = { readonly group: GroupId; readonly day: PlainDate; readonly by: { readonly [measure: string]: SafeInteger } };

/** What one batch of events did to a view. Applied in one transaction together with the checkpoint. */
export type ViewChange<Row> = {
  readonly rows: ReadonlyMap<string, RowChange<Row>>;
  readonly totals: Iterable<TotalsChange>;
  readonly position: Position;
};

/** Writing side of one view at one identity. There is one writer at a time. */
export interface ViewWriter<Row> {
  /** Where the view of this identity stands; `undefined` when it was never built, and {@link replace} comes first. */
  position(): Promise<Position | undefined>;
  rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  apply(change: ViewChange<Row>): Promise<void>;
  /** Starts a whole view beside what is there; readers keep what is there until it is finished. */
  replace(): Promise<Replacement<Row>>;
  close(): Promise<void>;
}

/** A whole view on its way into a store. */
export interface Replacement<Row> {
  /** Rows as they stand so far, and as they were put before; as often as needed. */
  put(rows: Iterable<readonly [key: string, change: RowChange<Row>]>): Promise<void>;
  /** Rows as they were put last. */
  rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  /** Writes totals and indexes, and puts the view in the place of all older ones, which are deleted. */
  finish(totals: Iterable<TotalsChange>, position: Position): Promise<void>;
  discard(): Promise<void>;
}

/** The least and the most a column may hold; `orNone`: or no value at all. */
export type Bounds = { readonly from?: string | number; readonly until?: string | number; readonly orNone?: boolean };

/** Which rows a list shows. */
export type ListQuery = {
  /** Only rows below one of these federations; absent means all. */
  readonly scope?: readonly FederationId[];
  /** Columns that must have this value, or one of these; an empty list lets nothing through. */
  readonly where?: { readonly [column: string]: Column | readonly Column[] };
  /** Columns that must lie between these values, both counted in; rows without a value are left out, unless `orNone`. */
  readonly between?: { readonly [column: string]: Bounds };
  /** Rows whose column holds these characters in a row; case, width and punctuation do not matter. */
  readonly search?: { readonly column: string; readonly text: string };
  /** By key when absent. Nothing < numbers < texts (by code point); rows of one value are ordered by key. */
  readonly sort?: { readonly column: string; readonly descending?: boolean };
  /** Opaque, from the page before. */
  readonly cursor?: string;
  /** 1 to 200. */
  readonly limit: number;
};
export type ListPage<Row> = { readonly rows: readonly (readonly [key: string, row: Row])[]; readonly next?: string };

/** `frozen`: an old version serves while the new one is built; `position` is where that one stopped. */
export type ViewState = { readonly position: Position; readonly frozen: boolean };

/**
 * Reading side of one view. Rows of another log are never served.
 * Every question @throws StoreUnavailable while the view is built for the first time and there is no older version.
 */
export interface ViewReader<Row> {
  state(): Promise<ViewState>;
  get(key: string): Promise<Row | undefined>;
  /** @throws RangeError for an unknown column, a cursor that is none, a limit out of bounds, a search for nothing. */
  list(query: ListQuery): Promise<ListPage<Row>>;
  /** Groups that have, or once had, totals; in order. */
  groups(): Promise<readonly GroupId[]>;
  /** Sums for a group, today's or as they stood at the end of a recording day; measures at 0 are left out. `only`: of these measures, which is quicker. */
  totals(group: GroupId, asOf?: PlainDate, only?: readonly string[]): Promise<Readonly<Record<string, SafeInteger>>>;
  /** Today's sums of several groups as of one moment, at most {@link maxGroupsAtOnce}; a group without totals is left out. @throws RangeError for more */
  totalsOf(groups: readonly GroupId[]): Promise<ReadonlyMap<GroupId, Readonly<Record<string, SafeInteger>>>>;
  /** What each recording day changed, in order. */
  deltas(group: GroupId): Promise<readonly Omit<TotalsChange, 'group'>[]>;
  /** Resolves true when the view has come to this position, false when `timeoutMs` ran out first. */
  reached(position: Position, timeoutMs: number): Promise<boolean>;
}

/** Views of one node. Disposable: whatever does not fit is built anew from the log. */
export interface ViewStore {
  /** Checkpoints of all that is stored, old versions and other logs included: one ahead of its log means a shortened log. */
  stored(): Promise<readonly (ViewCheckpoint & { readonly view: string })[]>;
  writer<Row>(view: View<Row>, identity: ViewIdentity): Promise<ViewWriter<Row>>;
  reader<Row>(view: View<Row>, identity: ViewIdentity): ViewReader<Row>;
  close(): Promise<void>;
}
