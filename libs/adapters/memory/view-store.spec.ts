import { nodeHashing } from '#adapters/node-crypto';
import { ViewNews } from '#kernel';
import { projectingContract, viewStoreContract } from '#kernel/testing';
import { MemoryEventLog, MemoryViewStore } from './index.js';

viewStoreContract('memory', async () => {
  const news = new ViewNews();
  return { store: new MemoryViewStore(news), news, close: async () => news.close() };
});

projectingContract('memory', async () => {
  const [log, news] = [new MemoryEventLog(nodeHashing), new ViewNews()];
  const close = async () => {
    news.close();
    await log.close();
  };
  return { log, store: new MemoryViewStore(news), otherStore: new MemoryViewStore(news), news, hashing: nodeHashing, close };
}, 200);
