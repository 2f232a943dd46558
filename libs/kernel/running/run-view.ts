import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventFeed } from '../vocabulary/event-log.port.js';
import type { Position, StoredEvent } from '../vocabulary/message.js';
import type { ViewWriter } from '../vocabulary/view-store.port.js';
import type { AnyView, View } from '../vocabulary/view.js';
import { ViewFold } from './fold-view.js';

/**
 * A view that is kept up to date: up to `position` everything is applied. `unstored`: events at the end of that which touched none
 * of its rows, and of which its store knows nothing yet; whoever opens it anew passes over them again.
 */
export type LiveView = { readonly view: AnyView; readonly writer: ViewWriter<unknown>; position: Position; unstored?: number };

/** The most rows changed in one transaction. */
export const maxRowsPerApply = 2_000;

/** So many events at the most pass a view by before its store is told how far it has come. */
export const maxUnstored = 1_000;

export type ViewsRun = {
  readonly log: EventFeed;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal;
  /** Rows of these views have come to a position and can be read. */
  readonly advanced: (views: readonly AnyView[], position: Position) => void;
  /** A view cannot go on: its fold or its store threw. The others do. */
  readonly failed: (view: AnyView, error: unknown) => void;
};

/**
 * Keeps views up to date until the signal aborts: one feed for all, one transaction a batch and view whose rows it touches. One
 * view at least stores where it stands, so that a log that is cut short is found out as ever. Resolves with the views that still run. @throws what the feed throws (DamagedEvent), and UnknownEvent.
 */
export async function runViews(views: readonly LiveView[], run: ViewsRun): Promise<readonly LiveView[]> {
  let running = [...views];
  const after = Math.min(...running.map(({ position }) => position));
  if (running.length === 0) return running;
  for await (const batch of run.log.follow(after, run.signal)) {
    const handled = new Set(running.flatMap(({ view }) => Object.keys(view.on)));
    const events = batch.map((event) => (handled.has(event.type) ? run.catalogue.upcast(event) : event));
    const end = batch.at(-1)?.position;
    const untouched: LiveView[] = [];
    for (const live of running) {
      try {
        await advance(live, events, maxUnstored);
        if (live.unstored === undefined) run.advanced([live.view], live.position);
        else if (live.position === end) untouched.push(live);
      } catch (error) {
        running = running.filter((other) => other !== live);
        run.failed(live.view, error);
      }
    }
    if (untouched.length === running.length) running = await settled(running, untouched.slice(0, 1), run);
    if (untouched.length > 0 && end !== undefined) run.advanced(untouched.filter((live) => running.includes(live)).map(({ view }) => view), end);
    if (running.length === 0 || run.signal.aborted) break;
  }
  return settled(running, running, run);
}

/** Has the stores of some views told where they stand. Gives those that still run. */
async function settled(running: readonly LiveView[], some: readonly LiveView[], run: ViewsRun): Promise<LiveView[]> {
  const lost = new Set<LiveView>();
  for (const live of some) {
    try {
      if (live.unstored !== undefined) await apply(live, new ViewFold(live.view), live.position);
    } catch (error) {
      lost.add(live);
      run.failed(live.view, error);
    }
  }
  return running.filter((live) => !lost.has(live));
}

/**
 * Applies a batch of upcast events; those the view has already seen are passed over. Where none of them touches a row, the store
 * is told of it only once more than `unstored` have passed.
 */
export async function advance(live: LiveView, events: readonly StoredEvent[], unstored = 0): Promise<void> {
  let fold = new ViewFold(live.view);
  let position = live.position;
  for (const event of events) {
    if (event.position <= position) continue;
    const keys = fold.keysOf(event);
    const unknown = keys.filter((key) => !fold.has(key));
    if (unknown.length > 0) await begin(fold, live.writer, unknown);
    fold.fold(event, keys);
    ({ position } = event);
    if (fold.size < maxRowsPerApply) continue;
    await apply(live, fold, position);
    fold = new ViewFold(live.view);
  }
  if (position <= live.position) return;
  const passed = (live.unstored ?? 0) + events.length;
  if (fold.size > 0 || passed > unstored) return apply(live, fold, position);
  live.position = position;
  live.unstored = passed;
}

async function begin<Row>(fold: ViewFold<Row>, writer: ViewWriter<Row>, keys: readonly string[]): Promise<void> {
  const rows = await writer.rows(keys);
  for (const key of keys) fold.start(key, rows.get(key));
}

async function apply<Row>(live: { readonly writer: ViewWriter<Row>; readonly view: View<Row>; position: Position; unstored?: number }, fold: ViewFold<Row>, position: Position): Promise<void> {
  await live.writer.apply({ ...fold.changes(), position });
  live.position = position;
  delete live.unstored;
}
