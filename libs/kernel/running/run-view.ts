import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventFeed } from '../vocabulary/event-log.port.js';
import type { Position, StoredEvent } from '../vocabulary/message.js';
import type { ViewWriter } from '../vocabulary/view-store.port.js';
import type { AnyView, View } from '../vocabulary/view.js';
import { ViewFold } from './fold-view.js';

/** A view that is kept up to date: up to `position` everything is applied. */
export type LiveView = { readonly view: AnyView; readonly writer: ViewWriter<unknown>; position: Position };

/** The most rows changed in one transaction. */
export const maxRowsPerApply = 2_000;

export type ViewsRun = {
  readonly log: EventFeed;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal;
  /** A view's rows have come to a position and can be read. */
  readonly advanced: (view: AnyView, position: Position) => void;
  /** A view cannot go on: its fold or its store threw. The others do. */
  readonly failed: (view: AnyView, error: unknown) => void;
};

/**
 * Keeps views up to date until the signal aborts: one feed for all, one transaction a view and batch.
 * Resolves with the views that still run. @throws what the feed throws (DamagedEvent), and UnknownEvent.
 */
export async function runViews(views: readonly LiveView[], run: ViewsRun): Promise<readonly LiveView[]> {
  let running = [...views];
  const after = Math.min(...running.map(({ position }) => position));
  if (running.length === 0) return running;
  for await (const batch of run.log.follow(after, run.signal)) {
    const handled = new Set(running.flatMap(({ view }) => Object.keys(view.on)));
    const events = batch.map((event) => (handled.has(event.type) ? run.catalogue.upcast(event) : event));
    for (const live of running) {
      try {
        await advance(live, events);
        run.advanced(live.view, live.position);
      } catch (error) {
        running = running.filter((other) => other !== live);
        run.failed(live.view, error);
      }
    }
    if (running.length === 0 || run.signal.aborted) break;
  }
  return running;
}

/** Applies a batch of upcast events; those the view has already seen are passed over. */
export async function advance(live: LiveView, events: readonly StoredEvent[]): Promise<void> {
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
  if (position > live.position) await apply(live, fold, position);
}

async function begin<Row>(fold: ViewFold<Row>, writer: ViewWriter<Row>, keys: readonly string[]): Promise<void> {
  const rows = await writer.rows(keys);
  for (const key of keys) fold.start(key, rows.get(key));
}

async function apply<Row>(live: { readonly writer: ViewWriter<Row>; readonly view: View<Row>; position: Position }, fold: ViewFold<Row>, position: Position): Promise<void> {
  await live.writer.apply({ ...fold.changes(), position });
  live.position = position;
}
