import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { ViewNews } from '#kernel';
import { projectingContract, viewStoreContract } from '#kernel/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteViewStore, type ViewStoreOptions } from './view-store.js';

const opened = (options: ViewStoreOptions) => async () => {
  const folder = await mkdtemp(join(tmpdir(), 'views-'));
  const news = new ViewNews();
  let store = new SqliteViewStore(folder, news, options);
  return {
    store,
    news,
    reopen: async () => {
      await store.close();
      return (store = new SqliteViewStore(folder, news, options));
    },
    close: async () => {
      news.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};

viewStoreContract('sqlite', opened({}));
// As with many rows: no condition leads the way, each judges the rows as they come in the list's order.
viewStoreContract('sqlite, looking through lists', opened({ leadingRows: 0 }));
// As with many rows: whole views are built in a thread of their own.
viewStoreContract('sqlite, built in threads', opened({ threadFrom: 0 }));

projectingContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'views-'));
  const [log, news] = [new MemoryEventLog(nodeHashing), new ViewNews()];
  const [store, otherStore] = [new SqliteViewStore(join(folder, 'one'), news), new SqliteViewStore(join(folder, 'other'), news)];
  const close = async () => {
    news.close();
    await Promise.all([store.close(), otherStore.close(), log.close()]);
    await rm(folder, { recursive: true });
  };
  return { log, store, otherStore, news, hashing: nodeHashing, close };
});
