import { ViewNews } from '#kernel';
import { viewStoreContract } from '#kernel/testing';
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
