import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { SqliteViewStore } from '#adapters/sqlite';
import { beginning, identityOf, LogShortened, ViewNews, type AnyView, type EventReader, type ViewReader } from '#kernel';
import { nodeViews, type NodeViews, type RowOf } from '#views';
import type { Config } from './config.js';
import { isPermanent } from './damage.js';
import { domainCatalogue } from './domain.js';
import { log as journal } from './logging.js';
import type { OpenedLog } from './open-log.js';
import { inspectAfterMs } from './projector-run.js';
import { Projector, type ProjectorState } from './projector.js';

/** A reader for every view of a node, by name. */
export type ViewReaders = { readonly [V in keyof NodeViews]: ViewReader<RowOf<NodeViews[V]>> };

export type OpenedViews = {
  readonly readers: ViewReaders;
  /** Resolves when the views are known to fit the log. @throws LogShortened when one has seen more than the log holds */
  readonly opened: Promise<void>;
  readonly state: () => ProjectorState;
  readonly close: () => Promise<void>;
};

/** Opens the views of a node and keeps them up to date, in a thread that starts while the caller goes on. */
export function openViews(config: Config, opened: OpenedLog, logId: string): OpenedViews {
  const folder = join(config.dataDir, 'views');
  const news = new ViewNews();
  const store = new SqliteViewStore(folder, news, { inspectAfterMs, damaged: (view, damage) => projector.damaged(view, damage) });
  let serving = false;
  const projector: Projector = new Projector(opened.projection(folder, store), news, (error) => {
    // What keeps the process from starting is thrown, and said by whoever starts it.
    if (serving || !isPermanent(error)) journal.error({ error }, 'a view cannot go on');
  });
  return {
    readers: Object.fromEntries(Object.entries(nodeViews).map(([name, view]: [string, AnyView]) => [name, store.reader(view, identityOf(view, logId, domainCatalogue, nodeHashing))])) as ViewReaders,
    opened: projector.opened,
    state: () => projector.state,
    close: async () => {
      await projector.close();
      news.close();
      await store.close();
    },
  };
}

/**
 * An empty log beside views that have seen another: it is gone, or this is the wrong folder or server. To be asked before
 * the log is founded anew, which would make the views look like somebody else's. @throws LogShortened
 */
export async function refuseVanishedLog(config: Config, log: EventReader): Promise<void> {
  if ((await log.end()) !== beginning) return;
  const store = new SqliteViewStore(join(config.dataDir, 'views'), new ViewNews());
  const [view] = await store.stored();
  if (view !== undefined) throw new LogShortened(`the view "${view.view}"`, view.position, beginning);
}
