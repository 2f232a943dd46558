import 'reflect-metadata';
import { openRedis } from '#adapters/bullmq';
import { WebhookChannel } from '#adapters/webhook';
import { evaluation } from '#evaluation';
import { until } from '#kernel/testing';
import { log } from '#platform';
import { noticeDecider, type Channel, type NoticeState } from '#reminders';
import { HttpSink, RedisServer, redisServerThere, type Arrival } from '#reminders/testing';
import { QueueRunner } from './queue-runner.js';
import { Reminding } from './reminding.js';
import { AStreet } from './testing/a-street.js';

/** Tuesday, 8 April 2025, nine o'clock: plans are five working days overdue, so the street gets one digest a day. */
const nine = Date.parse('2025-04-08T09:00:00+08:00');
const notice = 'federation.street.district2025.20250408';
const officer = { kind: 'person', office: 'officer', bodyId: 'federation-street', assurance: 'unverified' } as const;
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'a campaign extended between issue and send, over Redis and HTTP' : 'a campaign extended between issue and send (no redis-server on this machine)', () => {
  let [street, redis, sink] = [] as unknown as [AStreet, RedisServer, HttpSink];
  let clock = nine;
  let run: QueueRunner | undefined;
  const stop = new AbortController();

  /** The contact of a federation is the outbox; what is sent there goes over the network here. */
  function channels(): ReadonlyMap<string, Channel> {
    const webhook = new WebhookChannel({ targets: new Map([['federation.street', { url: new URL(`http://127.0.0.1:${sink.port}/`), secret, allowPrivate: true }]]), timeoutMs: 20_000 });
    const { byteLimit, form, beside, idempotent } = webhook;
    return new Map([['outbox', { name: 'outbox', byteLimit, form, beside, idempotent, quota: null, send: (one, signal) => webhook.send(one, signal) }]]);
  }
  const reminding = () => new Reminding({ node: street.node, channels: channels(), queue: () => run?.queue, now: () => new Date(clock).toISOString(), signal: stop.signal });
  const carried = async (): Promise<Reminding> => {
    const work = reminding();
    run = new QueueRunner({ open: () => openRedis(redis.url), work, needed: async () => true, failed: () => {}, tickMs: 100, stopWithinMs: 3000 });
    await run.start();
    await work.sweep();
    return work;
  };
  const extended = async (...unions: readonly string[]) => {
    for (const union of unions) await street.give(evaluation, `${union}.2025.1`, 'ExtendDeadline', { due: 'plan', until: '2025-06-30', reason: '停产检修', approvedOn: '2025-04-08' }, { at: new Date(clock).toISOString(), by: officer });
  };
  const state = async () => (await street.node.commands.state(noticeDecider, notice)).state as NoticeState;
  /** Issued, and nothing is there yet to carry it. */
  const issued = async () => {
    await reminding().sweep();
    await street.caughtUp();
    expect((await state()).issued?.due).toBe(3);
  };

  beforeEach(async () => {
    log.level = 'silent';
    clock = nine;
    [street, redis] = [await AStreet.opened(['a', 'b', 'c']), await RedisServer.open()];
    sink = await new HttpSink({ ok: { status: 200 }, busy: { status: 429, headers: { 'retry-after': '60' } }, failing: { status: 500 }, refusing: { status: 403 } }, ({ body }: Arrival) => body, ({ headers }) => String(headers['webhook-id'])).open();
  });
  afterEach(async () => {
    await run?.stop();
    run = undefined;
    await Promise.all([redis.close(), sink.close()]);
    await street.close();
  });

  it('for all: nothing is sent, and that is on record', async () => {
    await issued();
    await extended('a', 'b', 'c');
    await carried();
    await until(async () => (await state()).withdrawn);
    expect([sink.arrivals, (await state()).attempts]).toEqual([[], []]);
  });

  it('for some: they are not named, the others are, once', async () => {
    await issued();
    await extended('a', 'b');
    await carried();
    await until(async () => (await state()).attempts.at(-1)?.stands === 'delivered');
    const [body, ...more] = sink.arrived();
    expect(more).toEqual([]);
    expect(body).toContain('c公司工会');
    expect(body).not.toMatch(/[ab]公司工会/);
    expect(body).toContain('共1家');
  });

  it('while the receiver is busy: it is not asked again', async () => {
    sink.next('busy');
    await issued();
    const work = await carried();
    await until(async () => (await state()).attempts[0]?.stands === 'failed');
    await extended('a', 'b', 'c');
    clock = nine + 60_000;
    await work.fire({ noticeId: notice });
    expect(await state()).toMatchObject({ withdrawn: true, attempts: [{ stands: 'failed' }] });
    expect(sink.arrivals).toEqual([]);
  });

  it('after an answer that was lost: it is in doubt, and not sent again with what is no longer so', async () => {
    sink.next('failing');
    await issued();
    const work = await carried();
    await until(async () => (await state()).attempts[0]?.stands === 'doubted');
    await extended('a', 'b', 'c');
    clock = nine + 6 * 60_000;
    await work.fire({ noticeId: notice });
    expect(await state()).toMatchObject({ withdrawn: false, attempts: [{ stands: 'doubted' }] });
    expect(sink.arrivals).toHaveLength(1);
    expect(await street.node.views.notices.get(notice)).toMatchObject({ status: 'inDoubt' });
  });
});
