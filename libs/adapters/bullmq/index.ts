export type { Backend } from './backend.js';
export { BullmqNoticeQueue, noticeJobOf, noticesQueue, sweepsQueue, workerOptions } from './notice-queue.js';
export { openPglite } from './pglite.js';
export { openRedis } from './redis.js';
