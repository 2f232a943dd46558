import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { QueueUnavailable, QueueUnfit } from '#reminders';
import type { Backend } from './backend.js';

/** Longer than this nobody waits for Redis to answer. */
const answerWithinMs = 5000;

/**
 * Redis as the queue's store, `redis://` or `rediss://` with user, password and number of the database.
 * @throws QueueUnfit when it may evict: a full Redis would drop jobs in silence. @throws QueueUnavailable when it does not answer
 */
export async function openRedis(url: string, prefix = 'pingjia'): Promise<Backend> {
  const options = optionsOf(url);
  await assertKeeps(options);
  const asking = { ...options, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: answerWithinMs };
  return { kind: 'redis', classes: { Queue, Worker }, asking, working: { ...options, maxRetriesPerRequest: null }, prefix, close: async () => {} };
}

function optionsOf(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(/^\/\d+$/.test(url.pathname) ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    connectTimeout: answerWithinMs,
    // Comes back within two seconds of Redis doing so.
    retryStrategy: (times: number) => Math.min(times * 100, 2000),
  };
}

/** `INFO` says the policy also where a hosted Redis forbids `CONFIG`. */
async function assertKeeps(options: ReturnType<typeof optionsOf>): Promise<void> {
  const place = `${options.host}:${options.port}`;
  const redis = new Redis({ ...options, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    // The client itself would go on with the default database.
    if (options.db !== undefined) await redis.select(options.db);
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy !== 'noeviction') throw new QueueUnfit(`REDIS_URL: Redis at ${place} evicts (maxmemory-policy is ${policy ?? 'not told'}); set "maxmemory-policy noeviction", or jobs vanish when it is full`);
  } catch (error) {
    if (error instanceof QueueUnfit) throw error;
    if (/DB index|NOPERM/.test((error as Error).message)) throw new QueueUnfit(`REDIS_URL: Redis at ${place} refuses the database or the user: ${(error as Error).message}`);
    throw new QueueUnavailable(`REDIS_URL: Redis at ${place} does not answer: ${(error as Error).message}`);
  } finally {
    redis.disconnect();
  }
}
