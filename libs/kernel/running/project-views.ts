import type { Catalogue } from '../vocabulary/catalogue.js';
import type { EventFeed, EventReader } from '../vocabulary/event-log.port.js';
import type { Hashing } from '../vocabulary/hashing.port.js';
import type { ViewIdentity, ViewStore } from '../vocabulary/view-store.port.js';
import { fingerprintOf, type AnyView } from '../vocabulary/view.js';
import { foundedLogId } from './found-log.js';
import { rebuildViews, type Rebuild } from './rebuild-views.js';
import { runViews, type LiveView, type ViewsRun } from './run-view.js';

/** Something stored has seen more of the log than there is: the log was cut short, or an old copy was put back. */
export class LogShortened extends Error {
  constructor(readonly what: string, readonly seen: number, readonly end: number) {
    super(`the log ends at position ${end}, but ${what} has seen it up to ${seen}: the log was cut short, or an old copy was put back`);
    this.name = 'LogShortened';
  }
}

export type Projecting = Pick<ViewsRun, 'advanced' | 'failed' | 'signal'> &
  Pick<Rebuild, 'progress' | 'maxRows'> & {
    readonly views: readonly AnyView[];
    readonly store: ViewStore;
    readonly log: EventReader & EventFeed;
    readonly catalogue: Catalogue;
    readonly hashing: Hashing;
    /** The stored views are known to fit the log; names those that are about to be built anew. */
    readonly opened?: (building: readonly string[]) => void;
  };

/** Identity that a view has with this log and this code. */
export const identityOf = (view: AnyView, logId: string, catalogue: Catalogue, hashing: Hashing): ViewIdentity => ({
  logId,
  fingerprint: fingerprintOf(view, (types) => catalogue.describe(types), (text) => hashing.sha256(text)),
});

/**
 * Keeps the views of a node until the signal aborts: those that fit the log go on where they stand, the others are
 * built anew beside them, while their old versions serve, and then join in.
 * @throws LogShortened before anything is touched; what the log throws on reading (DamagedEvent), UnknownEvent.
 */
export async function projectViews(projecting: Projecting): Promise<void> {
  const { log, store, catalogue, hashing, signal } = projecting;
  const logId = await idOf(log);
  await refuseShortened(store, logId, log);
  const opened = await Promise.all(
    projecting.views.map(async (view) => {
      const writer = await store.writer(view, identityOf(view, logId, catalogue, hashing));
      return { view, writer, position: await writer.position() };
    }),
  );
  try {
    const live = opened.filter((one): one is LiveView => one.position !== undefined);
    const missing = opened.filter(({ position }) => position === undefined);
    projecting.opened?.(missing.map(({ view }) => view.name));
    for (const { view, position } of live) projecting.advanced([view], position);
    const running = missing.length === 0 ? live : await runWhile(build(missing, projecting), live, projecting);
    if (!signal.aborted) await runViews(running, projecting);
  } finally {
    await Promise.allSettled(opened.map(({ writer }) => writer.close()));
  }
}

/** Runs the live views until the others are built, then gives all of them. */
async function runWhile(building: Promise<readonly LiveView[]>, live: readonly LiveView[], projecting: Projecting): Promise<readonly LiveView[]> {
  const joined = new AbortController();
  const running = runViews(live, { ...projecting, signal: AbortSignal.any([projecting.signal, joined.signal]) });
  running.catch(() => joined.abort());
  const built = await building.finally(() => joined.abort());
  return [...(await running), ...built];
}

/** All in one pass; when that fails, one by one, so that one view's mistake does not take the others along. */
async function build(missing: readonly Pick<LiveView, 'view' | 'writer'>[], projecting: Projecting): Promise<readonly LiveView[]> {
  const { signal } = projecting;
  try {
    const position = await rebuildViews(missing, projecting);
    projecting.advanced(missing.map(({ view }) => view), position);
    return missing.map((one) => ({ ...one, position }));
  } catch (error) {
    if (signal.aborted) return [];
    const [only] = missing;
    if (missing.length === 1 && only !== undefined) {
      projecting.failed(only.view, error);
      return [];
    }
  }
  const built: LiveView[] = [];
  for (const one of missing) built.push(...(await build([one], projecting)));
  return built;
}

async function idOf(log: EventReader): Promise<string> {
  const logId = await foundedLogId(log);
  if (logId === undefined) throw new Error('the log is not founded: there is nothing that views could belong to');
  return logId;
}

async function refuseShortened(store: ViewStore, logId: string, log: EventReader): Promise<void> {
  // Asked first: what is stored cannot have grown past an end that is read later.
  const stored = await store.stored();
  const end = await log.end();
  for (const one of stored) {
    if (one.logId === logId && one.position > end) throw new LogShortened(`the view "${one.view}"`, one.position, end);
  }
}
