import { queueContract } from '#reminders/testing';
import { BullmqNoticeQueue, openPglite } from './index.js';
import { plainWorkers } from './testing/plain-workers.js';

queueContract('BullMQ on PGlite', async () => {
  const backend = await openPglite();
  const queue = await BullmqNoticeQueue.open(backend);
  return {
    queue,
    work: (work, concurrency) => plainWorkers(backend, work, concurrency),
    close: async () => {
      await queue.close();
      await backend.close();
    },
  };
});
