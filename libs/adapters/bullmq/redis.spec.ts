import { QueueUnavailable, QueueUnfit } from '#reminders';
import { until } from '#kernel/testing';
import { queueContract, RedisServer, redisServerThere } from '#reminders/testing';
import { BullmqNoticeQueue, openRedis } from './index.js';
import { plainWorkers } from './testing/plain-workers.js';

const there = redisServerThere();
const name = there ? 'Redis' : 'Redis (no redis-server on this machine)';
(there ? describe : describe.skip)(name, () => {
  queueContract('BullMQ on Redis', async () => {
    const server = await RedisServer.open();
    const backend = await openRedis(server.url);
    const queue = await BullmqNoticeQueue.open(backend);
    return {
      queue,
      work: (work, concurrency) => plainWorkers(backend, work, concurrency),
      close: async () => {
        await queue.close();
        await server.close();
      },
    };
  });

  it('that evicts is refused, with what to set', async () => {
    const server = await RedisServer.open('allkeys-lru');
    const opening = openRedis(server.url);
    await expect(opening).rejects.toThrow(QueueUnfit);
    await expect(opening).rejects.toThrow('maxmemory-policy noeviction');
    await server.close();
  });

  it('that is not there says where, and no password', async () => {
    const opening = openRedis('redis://user:very-secret@127.0.0.1:1/0');
    await expect(opening).rejects.toThrow(QueueUnavailable);
    const { message } = (await opening.catch((error: unknown) => error)) as Error;
    expect(message).toMatch(/^REDIS_URL: Redis at 127\.0\.0\.1:1 does not answer/);
    expect(message).not.toContain('very-secret');
  });

  it('without the database that is named is refused, not used with another', async () => {
    const server = await RedisServer.open();
    const opening = openRedis(`${server.url}/9999`);
    await expect(opening).rejects.toThrow(QueueUnfit);
    await expect(opening).rejects.toThrow(/^REDIS_URL: .*DB index/);
    await server.close();
  });

  it('that goes away is told at once, and used again when it is back, empty', async () => {
    const server = await RedisServer.open();
    const backend = await openRedis(server.url);
    const queue = await BullmqNoticeQueue.open(backend);
    const ran: string[] = [];
    const stop = await plainWorkers(backend, { fire: async ({ noticeId }) => void ran.push(noticeId), sweep: async () => {} }, 2);
    const later = { noticeId: 'a.c2025.20251222', attempt: 1, runAt: new Date(Date.now() + 3_600_000).toISOString() };
    await queue.enqueue([later]);
    await server.kill();
    await expect(queue.enqueue([later])).rejects.toThrow(QueueUnavailable);
    expect(await queue.health()).toMatchObject({ reachable: false, backend: 'redis' });
    await server.start();
    await until(async () => (await queue.health()).reachable);
    expect(await queue.size()).toBe(0);
    await queue.enqueue([{ ...later, runAt: new Date().toISOString() }]);
    await until(() => ran.length > 0);
    expect(ran).toEqual([later.noticeId]);
    await stop();
    await queue.close();
    await server.close();
  });
});
