import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLogReader, SqliteViewStore } from '#adapters/sqlite';
import { checkView, foundedLogId, identityOf, maxPage, ViewNews, type StoredEvent, type ViewFault } from '#kernel';
import { domainCatalogue } from '#platform';
import { views } from '#views';
import { eventually, get } from './asking.js';

type Log = Awaited<ReturnType<typeof openSqliteLogReader>>;

/** Reads a folder's log from outside, also while a server has it. */
export async function reading<T>(folder: string, what: (log: Log) => Promise<T>): Promise<T> {
  const log = await openSqliteLogReader({ folder: join(folder, 'log'), hashing: nodeHashing });
  try {
    return await what(log);
  } finally {
    await log.close();
  }
}

/** All events after a position, each digest checked. */
export const eventsOf = (folder: string, after = 0): Promise<readonly StoredEvent[]> =>
  reading(folder, async (log) => {
    const events: StoredEvent[] = [];
    for (;;) {
      const page = await log.readAll(events.at(-1)?.position ?? after, maxPage);
      events.push(...page);
      if (page.length < maxPage) return events;
    }
  });

/** Waits until the views of a server, to which nobody writes any more, have come to the end of its log. */
export const viewsCaughtUp = async (url: string, folder: string): Promise<void> => {
  const end = await reading(folder, (log) => log.end());
  const positions = async () => ((await get(url, '/health/ready')).body as { views: { positions: Record<string, number> } }).views.positions;
  await eventually(positions, (there) => views.every(({ name }) => there[name] === end));
};

/** Where the stored views are not what the log says: rows, totals, days. Nobody may write meanwhile. */
export const faultsOfViews = (folder: string): Promise<readonly ViewFault[]> =>
  reading(folder, async (log) => {
    const logId = (await foundedLogId(log)) ?? '';
    const store = new SqliteViewStore(join(folder, 'views'), new ViewNews());
    try {
      const faults = await Promise.all(
        views.map(async (view) => {
          const reader = store.reader(view, identityOf(view, logId, domainCatalogue, nodeHashing));
          const { position } = await reader.state();
          // A store need not know how far the log was seen where nothing after it touches a row.
          const missed = (await eventsOf(folder, position)).map((event) => domainCatalogue.upcast(event)).filter((event) => event.type in view.on && view.keysOf(event).length > 0);
          const behind = missed.map((event) => ({ at: `position of ${view.name}`, expected: event.position, served: position }));
          return [...behind, ...(await checkView(view, reader, log, domainCatalogue))];
        }),
      );
      return faults.flat();
    } finally {
      await store.close();
    }
  });

/** Streams whose revisions do not run from 0 without a gap. */
export function gapsIn(events: readonly StoredEvent[]): readonly string[] {
  const next = new Map<string, number>();
  return events.flatMap(({ stream, revision }) => {
    const expected = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return revision === expected ? [] : [`${stream}@${revision} instead of ${expected}`];
  });
}

/** How many events of a stream a command has made, by `stream key`. */
export function eventsByCommand(events: readonly StoredEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { stream, metadata } of events) {
    const command = `${stream} ${metadata.commandId}`;
    counts.set(command, (counts.get(command) ?? 0) + 1);
  }
  return counts;
}
