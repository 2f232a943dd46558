// A process that does nothing but remind: on a folder of its own, a Redis and two receivers, its clock set by whoever starts it.
import 'reflect-metadata';
import { once, setMaxListeners } from 'node:events';
import { createInterface } from 'node:readline';
import { openRedis } from '#adapters/bullmq';
import { WebhookChannel } from '#adapters/webhook';
import { WecomRobot } from '#adapters/wecom';
import { log, openNode, readConfig } from '#platform';
import type { Channel } from '#reminders';
import { groupOf } from '#views';
import { QueueRunner } from '../../apps/reminders/queue-runner.js';
import { Reminding } from '../../apps/reminders/reminding.js';
import { campaign, caughtUp, root, streetOf, type WorkerGiven } from './streets-told.js';

// Loaded and waiting: what it is to do comes when the one before it is dead.
const [line] = (await once(createInterface({ input: process.stdin }), 'line')) as [string];
const given = JSON.parse(line) as WorkerGiven;
process.stdin.destroy();
/** Few under way, so that whoever ends this process knows about how many that were. */
const atOnce = 4;
/** Its minutes are short. */
const sweepEveryMs = 200;

const streets = Array.from({ length: given.streets }, (_, index) => streetOf(index));
const [keyed, unkeyed] = [streets.filter((_, index) => index % 2 === 0), streets.filter((_, index) => index % 2 === 1)];
const channels: readonly Channel[] = [
  new WebhookChannel({ targets: new Map(keyed.map((street) => [street, { url: new URL(`http://127.0.0.1:${given.keyed}/`), secret: given.secret, allowPrivate: true }])) }),
  new WecomRobot({ keys: new Map(unkeyed.map((street) => [street, street])), origin: `http://127.0.0.1:${given.unkeyed}` }),
];
log.level = 'silent';
const node = await openNode(readConfig({ DATA_DIR: given.folder }));
await node.opened;
await caughtUp(node);
const stop = new AbortController();
setMaxListeners(0, stop.signal);
const began = performance.now();
const now = () => new Date(Date.parse(given.at) + performance.now() - began).toISOString();
const robots = new Map([['webhook', new Set(keyed)], ['wecom', new Set(unkeyed)]]);
const reminding: Reminding = new Reminding({ node, channels: new Map(channels.map((channel) => [channel.name, channel])), robots, queue: () => runner.queue, now, signal: stop.signal });
const runner: QueueRunner = new QueueRunner({ open: () => openRedis(given.redis), work: reminding, needed: async () => true, failed: () => {}, atOnce });
await runner.start();
process.once('SIGTERM', () => stop.abort());

while (!stop.signal.aborted) {
  await reminding.sweep().catch(() => {});
  console.log(JSON.stringify(await node.views.notices.totals(groupOf(campaign, root))));
  await new Promise((resolve) => setTimeout(resolve, sweepEveryMs));
}
await runner.stop();
await node.close();
