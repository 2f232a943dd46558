import { Redis } from 'ioredis';
import { BullmqNoticeQueue, openRedis } from '#adapters/bullmq';
import type { Node } from '#platform';
import type { Channel } from '#reminders';
import { RedisServer } from '#reminders/testing';
import { Reminding } from '../../apps/reminders/reminding.js';
import type { Workplace } from '../engine/workplace.js';
import { against, type Figure } from '../figure.js';
import { late, lateFolder, type LateTree } from './late-tree.js';

/** The little tree has one late unit where the big one has so many. */
const fewer = 100;
const within = 0.2;
const outbox: Channel = { name: 'outbox', byteLimit: 4_096, form: 'markdown', idempotent: true, quota: null, send: async () => ({ kind: 'delivered' }) };

/** What Redis holds when the sweep has looked at all that is late and nobody works: at many late units and at few, below as many federations. */
export async function benchQueueMemory(place: Workplace, { unions, federations }: LateTree): Promise<Figure> {
  const few = { unions: Math.ceil(unions / fewer), federations };
  const little = await heldFor(place, few);
  const big = await heldFor(place, { unions, federations });
  const figure = against('queue.memory', 'kB', big.kilobytes, little.kilobytes, { atMost: 1 + within }, { 'late units': unions, 'of few': few.unions, jobs: big.jobs, 'jobs of few': little.jobs });
  return { ...figure, target: `within ${within * 100} % of ${few.unions} late units`, met: Math.abs((figure.ratio ?? Number.NaN) - 1) <= within };
}

async function heldFor(place: Workplace, tree: LateTree): Promise<{ readonly kilobytes: number; readonly jobs: number }> {
  const { node, close } = await lateFolder(place, tree);
  const redis = await RedisServer.open();
  try {
    return await held(node, redis);
  } finally {
    await redis.close();
    await close();
  }
}

async function held(node: Node, { url }: RedisServer): Promise<{ readonly kilobytes: number; readonly jobs: number }> {
  const [backend, asking] = [await openRedis(url), new Redis(url)];
  const queue = await BullmqNoticeQueue.open(backend);
  const used = async () => Number(/^used_memory_dataset:(\d+)/m.exec(await asking.info('memory'))?.[1]) / 1_000;
  const before = await used();
  const reminding = new Reminding({ node, channels: new Map([[outbox.name, outbox]]), queue: () => queue, now: () => late, signal: new AbortController().signal });
  await reminding.sweep();
  const [after, jobs] = [await used(), await queue.size()];
  asking.disconnect();
  await queue.close();
  await backend.close();
  return { kilobytes: after - before, jobs };
}
