import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { SqliteViewStore } from '#adapters/sqlite';
import { identityOf, ViewNews, type ViewReader } from '#kernel';
import { evaluationStatus, type EvaluationRow } from '#views';
import type { Config } from './config.js';
import { domainCatalogue } from './domain.js';
import { log as journal } from './logging.js';
import type { OpenedLog } from './open-log.js';
import { Projector, type ProjectorState } from './projector.js';

export type OpenedViews = {
  readonly readers: { readonly evaluations: ViewReader<EvaluationRow> };
  readonly state: () => ProjectorState;
  readonly close: () => Promise<void>;
};

/** Opens the views of a node and keeps them up to date. @throws LogShortened when a view has seen more than the log holds */
export async function openViews(config: Config, opened: OpenedLog, logId: string): Promise<OpenedViews> {
  const folder = join(config.dataDir, 'views');
  const news = new ViewNews();
  const store = new SqliteViewStore(folder, news);
  const projector = new Projector(opened.projection(folder, store), news, (error) => journal.error({ error }, 'a view cannot go on'));
  try {
    await projector.opened;
  } catch (error) {
    await projector.close();
    throw error;
  }
  return {
    readers: { evaluations: store.reader(evaluationStatus, identityOf(evaluationStatus, logId, domainCatalogue, nodeHashing)) },
    state: () => projector.state,
    close: async () => {
      await projector.close();
      news.close();
      await store.close();
    },
  };
}
