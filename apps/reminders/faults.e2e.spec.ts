import 'reflect-metadata';
import { openRedis } from '#adapters/bullmq';
import { WebhookChannel } from '#adapters/webhook';
import { WecomRobot } from '#adapters/wecom';
import { log } from '#platform';
import { noticeDecider, type Channel, type NoticeState } from '#reminders';
import { until } from '#kernel/testing';
import { HttpSink, RedisServer, redisServerThere, type Arrival, type Fault } from '#reminders/testing';
import { QueueRunner } from './queue-runner.js';
import { Reminding } from './reminding.js';
import { AStreet } from './testing/a-street.js';

/** Tuesday, 8 April 2025, nine o'clock: plans are five working days overdue, so the street gets one digest a day. */
const nine = Date.parse('2025-04-08T09:00:00+08:00');
const notice = 'federation.street.district2025.20250408';
const address = 'federation.street';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** How long a receiver may take: longer than a slow machine needs for an answer, and short only where the silence itself is the fault. */
const patience = (fault?: Fault): number => (fault === 'hanging' ? 2_500 : 60_000);

/** The contact of a federation is the outbox; what is sent there goes over the network in these specs. */
const inPlaceOfOutbox = (channel: Channel): ReadonlyMap<string, Channel> =>
  new Map([['outbox', { name: 'outbox', byteLimit: channel.byteLimit, form: channel.form, beside: channel.beside ?? [], idempotent: channel.idempotent, quota: null, send: (one, signal) => channel.send(one, signal) } satisfies Channel]]);
const sinkOfWebhooks = () =>
  new HttpSink({ ok: { status: 200 }, busy: { status: 429, headers: { 'retry-after': '60' } }, failing: { status: 500 }, refusing: { status: 403 } }, ({ body }: Arrival) => body, ({ headers }) => String(headers['webhook-id']));
const sinkOfRobots = () =>
  new HttpSink({ ok: { status: 200, body: '{"errcode":0}' }, busy: { status: 200, body: '{"errcode":45009}' }, failing: { status: 500 }, refusing: { status: 200, body: '{"errcode":93000}' } }, ({ body }: Arrival) => body);

const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'reminders under fault' : 'reminders under fault (no redis-server on this machine)', () => {
  let [street, redis, sink] = [] as unknown as [AStreet, RedisServer, HttpSink];
  let clock = nine;
  const stops: (() => Promise<void>)[] = [];

  const webhooks = (fault?: Fault) => inPlaceOfOutbox(new WebhookChannel({ targets: new Map([[address, { url: new URL(`http://127.0.0.1:${sink.port}/`), secret, allowPrivate: true }]]), timeoutMs: patience(fault) }));
  const robots = (fault?: Fault) => inPlaceOfOutbox(new WecomRobot({ keys: new Map([[address, 'key']]), origin: `http://127.0.0.1:${sink.port}`, timeoutMs: patience(fault) }));

  /** One process that reminds, its clock at the specs' hand. */
  async function process(channels: ReadonlyMap<string, Channel>): Promise<{ readonly run: QueueRunner; readonly reminding: Reminding }> {
    const stop = new AbortController();
    const reminding: Reminding = new Reminding({ node: street.node, channels, queue: () => run.queue, now: () => new Date(clock).toISOString(), signal: stop.signal });
    const run: QueueRunner = new QueueRunner({ open: () => openRedis(redis.url), work: reminding, needed: async () => true, failed: () => {}, tickMs: 100, stopWithinMs: 3000 });
    await run.start();
    stops.push(async () => {
      stop.abort();
      await run.stop();
    });
    return { run, reminding };
  }
  const state = async (): Promise<NoticeState> => (await street.node.commands.state(noticeDecider, notice)).state as NoticeState;
  const delivered = () => until(async () => (await state()).attempts.at(-1)?.stands === 'delivered');
  /** The sweeps of the minutes to come, without waiting for them. */
  const minutesPass = async (minutes: number, { run, reminding }: { readonly run: QueueRunner; readonly reminding: Reminding }) => {
    clock += minutes * 60_000;
    await street.caughtUp();
    if (run.queue !== undefined) await reminding.sweep().catch(() => {});
  };

  beforeAll(() => void (log.level = 'silent'));
  beforeEach(async () => {
    clock = nine;
    [street, redis, sink] = [await AStreet.opened(['a', 'b', 'c']), await RedisServer.open(), await sinkOfWebhooks().open()];
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await Promise.all([redis.close(), sink.close()]);
    await street.close();
  });

  it('flushed in the middle of a campaign: nothing is lost, nothing comes twice', async () => {
    clock = nine - 60_000;
    const one = await process(webhooks());
    await one.run.queue?.clear();
    await minutesPass(1, one);
    await one.run.queue?.clear();
    await minutesPass(1, one);
    await delivered();
    await one.run.queue?.clear();
    await minutesPass(1, one);
    expect(sink.arrived()).toHaveLength(1);
  });

  it('with Redis away for a while: what was due goes out when it is back, once', async () => {
    clock = nine - 60_000;
    const one = await process(webhooks());
    await redis.kill();
    await minutesPass(1, one);
    await until(async () => (await state()).issued !== null);
    expect(sink.arrived()).toEqual([]);
    await redis.start();
    await until(async () => {
      await minutesPass(0, one);
      return (await state()).attempts.at(-1)?.stands === 'delivered';
    });
    expect(sink.arrived()).toHaveLength(1);
  });

  it('with Redis away until the night: what was due goes out in the morning, once', async () => {
    clock = nine - 60_000;
    const one = await process(webhooks());
    await redis.kill();
    await minutesPass(8 * 60, one);
    await until(async () => (await state()).issued !== null);
    await redis.start();
    clock = Date.parse('2025-04-08T23:00:00+08:00');
    await one.reminding.fire({ noticeId: notice });
    await minutesPass(0, one);
    expect([sink.arrived(), (await state()).attempts]).toEqual([[], []]);
    clock = nine + 24 * 3_600_000;
    await until(async () => {
      await minutesPass(0, one);
      return sink.arrived().length > 0;
    });
    await minutesPass(1, one);
    expect(sink.arrived()).toHaveLength(1);
  });

  // Two workers on one queue, in one node: a folder has one writer. Workers that share the log alone stand in reminding.spec.ts.
  it('two workers and two sweepers at once: one digest, sent once', async () => {
    const [one, other] = [await process(webhooks()), await process(webhooks())];
    await Promise.all([one, other, one, other].map((each) => minutesPass(0, each)));
    await delivered();
    await Promise.all([minutesPass(1, one), minutesPass(0, other)]);
    expect(sink.arrived()).toHaveLength(1);
    expect((await state()).attempts).toHaveLength(1);
  });

  it.each<Fault>(['busy', 'failing', 'hanging', 'closing', 'answeringTwice'])('a receiver that knows keys and is %s: shown once in the end', async (fault) => {
    sink.next(fault);
    const one = await process(webhooks(fault));
    await minutesPass(0, one);
    await until(async () => ['failed', 'doubted', 'delivered'].includes((await state()).attempts[0]?.stands ?? ''));
    await until(async () => {
      await minutesPass(6, one);
      return (await state()).attempts.some(({ stands }) => stands === 'delivered');
    });
    expect(sink.shown()).toHaveLength(1);
  });

  it('a receiver that is busy for a minute is asked again when it is over, and not before', async () => {
    sink.next('busy');
    const one = await process(webhooks());
    await minutesPass(0, one);
    await until(async () => (await state()).attempts[0]?.stands === 'failed');
    expect((await state()).attempts).toMatchObject([{ notBefore: new Date(nine + 60_000).toISOString() }]);
    clock = nine + 59_999;
    await street.caughtUp();
    await one.reminding.fire({ noticeId: notice });
    expect([sink.arrived(), (await state()).attempts.length]).toEqual([[], 1]);
    clock = nine + 60_000;
    await one.reminding.fire({ noticeId: notice });
    await delivered();
    expect([sink.arrived().length, (await state()).attempts.length]).toEqual([1, 2]);
  });

  it.each<Fault>(['failing', 'hanging', 'closing'])('a robot that knows no keys and is %s: sent once, and listed as in doubt', async (fault) => {
    await sink.close();
    sink = await sinkOfRobots().open();
    sink.next(fault);
    const one = await process(robots(fault));
    await minutesPass(0, one);
    await until(async () => (await state()).attempts[0]?.stands === 'doubted');
    for (let sweep = 0; sweep < 5; sweep++) await minutesPass(6, one);
    expect(sink.arrived()).toHaveLength(1);
    expect((await state()).attempts).toMatchObject([{ stands: 'doubted' }]);
    expect(await street.node.views.notices.get(notice)).toMatchObject({ status: 'inDoubt' });
  });

  it('a robot that is busy for sure is asked again, and takes it once', async () => {
    await sink.close();
    sink = await sinkOfRobots().open();
    sink.next('busy');
    const one = await process(robots());
    await minutesPass(0, one);
    await until(async () => {
      await minutesPass(6, one);
      return (await state()).attempts.some(({ stands }) => stands === 'delivered');
    });
    expect(sink.arrived()).toHaveLength(1);
  });

  it('a clock that is put back an hour sends nothing again', async () => {
    const one = await process(webhooks());
    await minutesPass(0, one);
    await delivered();
    await minutesPass(-60, one);
    await minutesPass(60, one);
    await minutesPass(1, one);
    expect(sink.arrived()).toHaveLength(1);
    expect((await state()).attempts).toHaveLength(1);
  });
});
