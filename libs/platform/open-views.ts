import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { SqliteViewStore } from '#adapters/sqlite';
import { identityOf, logStream, projectViews, ViewNews, type AnyView, type EventLog, type Position, type ViewReader } from '#kernel';
import { evaluationStatus, views, type EvaluationRow } from '#views';
import type { Config } from './config.js';
import { domainCatalogue } from './domain.js';
import { log as journal } from './logging.js';

export type ViewsHealth = { readonly ready: boolean; readonly positions: Readonly<Record<string, number>>; readonly failed: readonly string[] };

export type OpenedViews = {
  readonly readers: { readonly evaluations: ViewReader<EvaluationRow> };
  readonly health: () => Promise<ViewsHealth>;
  readonly close: () => Promise<void>;
};

/** Opens the views of a node and keeps them up to date. */
export async function openViews(config: Config, log: EventLog): Promise<OpenedViews> {
  const news = new ViewNews();
  const store = new SqliteViewStore(join(config.dataDir, 'views'), news);
  const [founded] = await log.read(logStream, 0, 1);
  const { logId } = founded?.data as { logId: string };
  const evaluations = store.reader(evaluationStatus, identityOf(evaluationStatus, logId, domainCatalogue, nodeHashing));
  const stop = new AbortController();
  const positions: Record<string, number> = {};
  const failed: string[] = [];
  const projecting = projectViews({
    views,
    store,
    log,
    catalogue: domainCatalogue,
    hashing: nodeHashing,
    signal: stop.signal,
    advanced: (view: AnyView, position: Position) => {
      positions[view.name] = position;
      news.told(view.name, position);
    },
    failed: (view: AnyView, error: unknown) => {
      failed.push(view.name);
      journal.error({ view: view.name, error }, 'a view cannot go on');
    },
  });
  projecting.catch((error: unknown) => journal.error({ error }, 'views stopped'));
  return {
    readers: { evaluations },
    health: async () => ({ ready: failed.length === 0 && Object.keys(positions).length === views.length, positions, failed }),
    close: async () => {
      stop.abort();
      await projecting.catch(() => {});
      await store.close();
    },
  };
}
