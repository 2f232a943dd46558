import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { ViewNews } from '#kernel';
import { projectingContract, viewStoreContract } from '#kernel/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteViewStore } from './view-store.js';

viewStoreContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'views-'));
  const news = new ViewNews();
  let store = new SqliteViewStore(folder, news);
  return {
    store,
    news,
    reopen: async () => {
      await store.close();
      return (store = new SqliteViewStore(folder, news));
    },
    close: async () => {
      news.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

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
