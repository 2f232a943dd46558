import { ViewNews } from '#kernel';
import { viewStoreContract } from '#kernel/testing';
import { MemoryViewStore } from './index.js';

viewStoreContract('memory', async () => {
  const news = new ViewNews();
  return { store: new MemoryViewStore(news), news, close: async () => news.close() };
});
