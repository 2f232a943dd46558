import { nodeHashing } from '#adapters/node-crypto';
import { MemoryEventLog } from '#adapters/memory';
import { isWrongRevision, recompute, type AnyView, type EventReader, type StoredEvent } from '#kernel';
import { domainCatalogue } from '#platform';

/** A log as it was once written, and what the views of that day made of it. Never edited: a new shape gets a new history. */
export type History = {
  readonly what: string;
  readonly events: readonly Omit<StoredEvent, 'position'>[];
  readonly views: { readonly [name: string]: RecordedView };
};
export type RecordedView = { readonly version: number; readonly rows: { readonly [key: string]: unknown }; readonly totals: { readonly [group: string]: unknown } };

/** Everything of a log, with what these views make of it. */
export async function record(what: string, log: EventReader, views: readonly AnyView[]): Promise<History> {
  const events: Omit<StoredEvent, 'position'>[] = [];
  for (let after = 0; ; ) {
    const page = await log.readAll(after, 500);
    if (page.length === 0) break;
    for (const { stream, revision, id, type, data, metadata, digest } of page) events.push({ stream, revision, id, type, data, metadata, digest });
    after = page.at(-1)?.position ?? after;
  }
  const recorded = await Promise.all(views.map(async (view) => [view.name, await viewOf(view, log)] as const));
  return { what, events, views: Object.fromEntries(recorded) };
}

/** What a view makes of a log today. */
export async function viewOf(view: AnyView, log: EventReader): Promise<RecordedView> {
  const { rows, totals } = await recompute(view, log, domainCatalogue);
  return { version: view.version, rows: Object.fromEntries(rows), totals: Object.fromEntries(totals) };
}

/** Writes the events into a fresh log; the digests it computes are today's. */
export async function replayed({ events }: History): Promise<MemoryEventLog> {
  const log = new MemoryEventLog(nodeHashing);
  for (const { stream, revision, id, type, data, metadata } of events) {
    const answer = await log.append(stream, revision === 0 ? 'none' : revision - 1, [{ id, type, data, metadata }]);
    if (isWrongRevision(answer)) throw new Error(`${stream}@${revision} does not follow what is recorded before it`);
  }
  return log;
}
