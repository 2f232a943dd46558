import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventReader } from '../vocabulary/event-log.port.js';
import type { Instant, Position, StoredEvent } from '../vocabulary/message.js';
import type { Replacement, RowChange, ViewWriter } from '../vocabulary/view-store.port.js';
import type { AnyView } from '../vocabulary/view.js';
import { readToFold } from './fold-pages.js';
import { ViewFold } from './fold-view.js';
import type { Progress } from './replay.js';

/** The most rows a rebuild holds in memory, all views together; beyond it those go into their store that no event has touched for longest. */
export const maxRowsInMemory = 50_000;

export type Rebuild = {
  readonly log: EventReader;
  readonly catalogue: Catalogue;
  /** Where to stop: the log's end when absent. */
  readonly until?: Position;
  readonly signal?: AbortSignal;
  readonly maxRows?: number;
  /** Told after each page. */
  readonly progress?: (progress: Progress) => void;
};

/** A view on its way. `put`: keys whose rows went into the replacement. */
type Building = { readonly view: AnyView; readonly fold: ViewFold<unknown>; readonly put: Set<string>; readonly replacement: Replacement<unknown> };
type Read = { readonly event: StoredEvent; readonly at: Instant };

const rowsPerWrite = 500;

/**
 * Builds views from nothing, all of them in one pass over the log: rows are folded in memory, as many as may be, and go
 * into their store when they are not touched any more; one that is touched after all comes back from there. Totals and
 * deltas are written once. Resolves with the position all of them have. Nothing of it is seen before a view is whole.
 * @throws DamagedEvent, UnknownEvent, what a fold or a store throws, and the signal's reason.
 */
export async function rebuildViews(views: readonly { readonly view: AnyView; readonly writer: ViewWriter<unknown> }[], rebuild: Rebuild): Promise<Position> {
  const until = rebuild.until ?? (await rebuild.log.end());
  const buildings = await Promise.all(views.map(async ({ view, writer }): Promise<Building> => ({ view, fold: new ViewFold(view), put: new Set(), replacement: await writer.replace() })));
  try {
    await foldAll(buildings, rebuild, until);
    const totals = new Map(buildings.map((building) => [building, building.fold.changes()]));
    for (const [building, { rows }] of totals) await put(building, rows, rebuild.signal);
    await Promise.all([...totals].map(([{ replacement }, { totals }]) => replacement.finish(totals, until)));
  } catch (error) {
    await Promise.allSettled(buildings.map(({ replacement }) => replacement.discard()));
    throw error;
  }
  return until;
}

async function foldAll(buildings: readonly Building[], { log, catalogue, signal, progress, maxRows = maxRowsInMemory }: Rebuild, until: Position): Promise<void> {
  const types = new Set(buildings.flatMap(({ view }) => Object.keys(view.on)));
  let position = 0;
  for (let done = 0; position < until; ) {
    const page: Read[] = [];
    const { read, last } = await readToFold({ log, catalogue }, { after: position, types }, (event, at) => void (event.position <= until && page.push({ event, at })));
    if (last === undefined) break;
    position = last;
    for (const building of buildings) await foldPage(building, page);
    await keepWithin(buildings, maxRows, signal);
    progress?.({ done: (done += read), position: Math.min(position, until), end: until });
    await breathe(signal);
  }
}

async function foldPage({ fold, put, replacement }: Building, page: readonly Read[]): Promise<void> {
  const steps: (Read & { readonly keys: readonly string[] })[] = [];
  const away = new Set<string>();
  for (const { event, at } of page) {
    const keys = fold.keysOf(event);
    if (keys.length === 0) continue;
    steps.push({ event, at, keys });
    if (put.size > 0) for (const key of keys) if (put.has(key) && !fold.has(key)) away.add(key);
  }
  if (away.size > 0) {
    const rows = await replacement.rows([...away]);
    for (const key of away) fold.start(key, rows.get(key));
  }
  for (const { event, keys, at } of steps) fold.fold(event, keys, at);
}

/** While there are too many rows, the view that has most of them lets go of some. */
async function keepWithin(buildings: readonly Building[], maxRows: number, signal: AbortSignal | undefined): Promise<void> {
  while (buildings.reduce((sum, { fold }) => sum + fold.size, 0) > maxRows) {
    const largest = buildings.reduce((one, other) => (other.fold.size > one.fold.size ? other : one));
    await put(largest, largest.fold.letGo(), signal);
  }
}

async function put(building: Building, rows: ReadonlyMap<string, RowChange<unknown>>, signal: AbortSignal | undefined): Promise<void> {
  let part: [string, RowChange<unknown>][] = [];
  const flush = async () => {
    await building.replacement.put(part);
    part = [];
    await breathe(signal);
  };
  for (const [key, change] of rows) {
    building.put.add(key);
    if (change.before !== change.after) part.push([key, change]);
    if (part.length === rowsPerWrite) await flush();
  }
  if (part.length > 0) await flush();
}

/** Lets whatever else this thread serves have its turn. @throws the signal's reason */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
  signal?.throwIfAborted();
}
