import type { Position } from './message.js';
import type { Column, FederationId, SafeInteger } from './view.js';
import type { PlainDate } from './dates.js';

/** What one batch of events did to a view. Applied in one transaction together with the checkpoint. */
export type ViewChange<Row> = {
  /** Key to its new row; `undefined` removes it. */
  readonly rows: ReadonlyMap<string, Row | undefined>;
  readonly totals: readonly TotalsChange[];
  readonly position: Position;
};

/** Difference that the events recorded on one day (Asia/Shanghai) made to one federation's totals. */
export type TotalsChange = { readonly group: FederationId; readonly day: PlainDate; readonly by: { readonly [measure: string]: SafeInteger } };

/** Where a stored view stands. It belongs to one log: a checkpoint of another log's is worth nothing. */
export type ViewCheckpoint = { readonly logId: string; readonly fingerprint: string; readonly position: Position };

/** Writing side of one view at one version. */
export interface ViewWriter<Row> {
  checkpoint(): Promise<ViewCheckpoint | undefined>;
  rows(keys: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  apply(change: ViewChange<Row>): Promise<void>;
  /** Puts a whole view, built elsewhere, in the place of what is there; readers see the old one until it is done. */
  replace(whole: {
    readonly rows: Iterable<readonly [key: string, row: Row]>;
    readonly totals: Iterable<TotalsChange>;
    readonly checkpoint: ViewCheckpoint;
  }): Promise<void>;
}

/** Which rows a list shows. `scope`: only rows below these federations; absent means all. */
export type ListQuery = {
  readonly scope?: readonly FederationId[];
  readonly where?: { readonly [column: string]: Column | readonly Column[] };
  readonly search?: { readonly column: string; readonly text: string };
  readonly sort?: { readonly column: string; readonly descending?: boolean };
  /** Opaque, from the page before. */
  readonly cursor?: string;
  /** 1 to 200. */
  readonly limit: number;
};
export type ListPage<Row> = { readonly rows: readonly (readonly [key: string, row: Row])[]; readonly next?: string };

/** Reading side of one view. `frozen`: an old version serves while the new one is rebuilt. */
export interface ViewReader<Row> {
  state(): Promise<{ readonly position: Position; readonly frozen: boolean }>;
  get(key: string): Promise<Row | undefined>;
  list(query: ListQuery): Promise<ListPage<Row>>;
  /** Sums for a federation, today's or as they stood at the end of a recording day. */
  totals(group: FederationId, asOf?: PlainDate): Promise<Readonly<Record<string, SafeInteger>>>;
  /** Resolves true when the view has come to this position, false when `timeoutMs` ran out first. */
  reached(position: Position, timeoutMs: number): Promise<boolean>;
}
