import 'reflect-metadata';
import { setMaxListeners } from 'node:events';
import { openRedis } from '#adapters/bullmq';
import { WebhookChannel } from '#adapters/webhook';
import type { Instant } from '#kernel';
import type { Node } from '#platform';
import type { Channel, NoticeWork } from '#reminders';
import { RedisServer } from '#reminders/testing';
import { QueueRunner } from '../../apps/reminders/queue-runner.js';
import { Reminding } from '../../apps/reminders/reminding.js';
import { start, type Child } from '../engine/child.js';
import type { Workplace } from '../engine/workplace.js';
import { early, growLate, streetOf, streetsOf, type LateTree } from './late-tree.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** As many streets as there shall be notices, a late union each: each street is sent one message about one union. */
export const oneUnionAStreet = (notices: number): LateTree => {
  const federations = notices + 1 + Math.ceil(notices / 50);
  return { federations, unions: streetsOf({ federations }) };
};

/** A node with late unions, a Redis and a receiver of their own. */
export type Sending = {
  readonly node: Node;
  readonly redis: RedisServer;
  /** Half past ten on the day of the campaign, running on from when this was made. */
  readonly now: () => Instant;
  /** The moment of this machine's clock at which `now` says so. */
  readonly realTimeOf: (instant: Instant) => Instant;
  readonly fire: NoticeWork['fire'];
  readonly arrived: () => Promise<number>;
};

/** Opens it all, runs, closes it all. `sent` is told of each message that was taken. */
export async function whileSending<T>(place: Workplace, tree: LateTree, { name, run, sent = () => {} }: { readonly name: string; readonly run: (sending: Sending) => Promise<T>; readonly sent?: (noticeId: string) => void }): Promise<T> {
  const { node, close } = await place.node(name);
  await growLate(node, tree);
  const redis = await RedisServer.open();
  const sink = await start('bench/reminders/sink.js', {});
  const stop = new AbortController();
  // Every message under way listens.
  setMaxListeners(0, stop.signal);
  const shift = Date.parse(early) - Date.now();
  const now = () => new Date(Date.now() + shift).toISOString();
  const reminding = new Reminding({ node, channels: channelsTo(sink, tree, sent), robots: new Map([['webhook', new Set(streets(tree))]]), queue: () => undefined, now, signal: stop.signal });
  try {
    return await run({
      node,
      redis,
      now,
      realTimeOf: (instant) => new Date(Date.parse(instant) - shift).toISOString(),
      fire: (job) => reminding.fire(job),
      arrived: async () => Number(await (await fetch(sink.address)).text()),
    });
  } finally {
    stop.abort();
    await sink.stop();
    await redis.close();
    await close();
  }
}

const streets = (tree: LateTree): readonly string[] => Array.from({ length: streetsOf(tree) }, (_, index) => streetOf(index));

function channelsTo({ address }: Child, tree: LateTree, sent: (noticeId: string) => void): ReadonlyMap<string, Channel> {
  const webhook = new WebhookChannel({ targets: new Map(streets(tree).map((street) => [street, { url: new URL(address), secret, allowPrivate: true }])), timeoutMs: 5_000 });
  const { name, byteLimit, form, beside, idempotent, quota } = webhook;
  const telling: Channel = {
    name,
    byteLimit,
    form,
    beside,
    idempotent,
    quota,
    send: async (notice, signal) => {
      const result = await webhook.send(notice, signal);
      if (result.kind === 'delivered') sent(notice.noticeId);
      return result;
    },
  };
  return new Map([[name, telling]]);
}

/** Runs the processors as the product does until they are told to stop. */
export async function working<T>(redis: RedisServer, work: NoticeWork, during: () => Promise<T>): Promise<T> {
  const runner = new QueueRunner({ open: () => openRedis(redis.url), work, needed: async () => true, failed: (error, doing) => console.error(doing, error) });
  await runner.start();
  try {
    return await during();
  } finally {
    await runner.stop();
  }
}
