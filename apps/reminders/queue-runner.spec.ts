import 'reflect-metadata';
import { openPglite, openRedis } from '#adapters/bullmq';
import { QueueUnavailable, QueueUnfit, type NoticeJob, type NoticeWork } from '#reminders';
import { until } from '#kernel/testing';
import { RedisServer, redisServerThere } from '#reminders/testing';
import { asLogged, QueueRunner, type QueueRunnerSettings } from './queue-runner.js';

const job = (name: string): NoticeJob => ({ noticeId: `${name}.c2025.20251222`, attempt: 1, runAt: new Date().toISOString() });

it('a store that is away is logged in its own words, without a stack; what is unexpected with it', () => {
  expect(asLogged(new QueueUnavailable('REDIS_URL: Redis at redis.example:6379 does not answer'))).toEqual({ reason: 'REDIS_URL: Redis at redis.example:6379 does not answer' });
  const unexpected = new TypeError('x is not a function');
  expect(asLogged(unexpected)).toEqual({ error: unexpected });
});

/** A process's work that only counts. */
class Counting implements NoticeWork {
  readonly fired: string[] = [];
  swept = 0;
  async fire({ noticeId }: NoticeJob): Promise<void> {
    this.fired.push(noticeId);
  }
  async sweep(): Promise<void> {
    this.swept++;
  }
}

const runners: QueueRunner[] = [];
function runner(settings: Pick<QueueRunnerSettings, 'open'> & Partial<QueueRunnerSettings>): { readonly run: QueueRunner; readonly work: Counting; readonly told: string[] } {
  const [work, told] = [new Counting(), [] as string[]];
  const run = new QueueRunner({ work, needed: async () => true, failed: (error, doing) => void told.push(`${doing}: ${(error as Error).message}`), tickMs: 50, ...settings });
  runners.push(run);
  return { run, work, told };
}
const stopped = async (): Promise<void> => {
  for (const one of runners.splice(0)) await one.stop();
};
afterEach(stopped);

const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'the queue of a process, on Redis' : 'the queue of a process, on Redis (no redis-server on this machine)', () => {
  let redis: RedisServer;
  beforeEach(async () => (redis = await RedisServer.open()));
  afterEach(async () => {
    await stopped();
    await redis.close();
  });
  const open = () => openRedis(redis.url);

  it('fires jobs and sweeps, by processors of Nest', async () => {
    const { run, work } = runner({ open });
    await run.start();
    await run.queue?.enqueue([job('a'), job('b')]);
    await until(() => work.fired.length === 2 && work.swept > 0);
    expect(work.fired.toSorted()).toEqual(['a.c2025.20251222', 'b.c2025.20251222']);
    expect(await run.health()).toMatchObject({ reachable: true, backend: 'redis' });
  });

  it('flushed in the middle has its schedule back within a tick', async () => {
    const { run, work } = runner({ open });
    await run.start();
    await until(() => work.swept > 0);
    await run.queue?.clear();
    const before = work.swept;
    await until(() => work.swept > before);
  });

  it('whose Redis is killed tells so, and goes on when it is back', async () => {
    const { run, work, told } = runner({ open });
    await run.start();
    await redis.kill();
    await until(() => told.some((line) => line.includes('putting the schedule there')));
    expect(await run.health()).toMatchObject({ reachable: false });
    await redis.start();
    await until(async () => 'reachable' in (await run.health()) && ((await run.health()) as { reachable: boolean }).reachable);
    await run.queue?.enqueue([job('a')]);
    await until(() => work.fired.length === 1);
  });

  it('that is away at the start is asked again', async () => {
    await redis.kill();
    const { run, work, told } = runner({ open });
    await run.start();
    expect(told).toEqual([expect.stringContaining('does not answer')]);
    expect(await run.health()).toMatchObject({ reachable: false });
    await redis.start();
    await until(() => work.swept > 0);
  });

  it('that would lose jobs stops whoever starts', async () => {
    const evicting = await RedisServer.open('volatile-lru');
    await expect(runner({ open: () => openRedis(evicting.url) }).run.start()).rejects.toThrow(QueueUnfit);
    await evicting.close();
  });

  it('shared by two processes fires each job once', async () => {
    const [one, other] = [runner({ open }), runner({ open })];
    await Promise.all([one.run.start(), other.run.start()]);
    await one.run.queue?.enqueue(Array.from({ length: 60 }, (_, n) => job(`n${n}`)));
    await until(() => one.work.fired.length + other.work.fired.length >= 60);
    expect(new Set([...one.work.fired, ...other.work.fired]).size).toBe(60);
    expect(one.work.fired.length + other.work.fired.length).toBe(60);
  });

  it('can be stopped also while its Redis is away', async () => {
    const { run, work } = runner({ open, stopWithinMs: 200 });
    await run.start();
    await until(() => work.swept > 0);
    await redis.kill();
    await run.stop();
    runners.splice(0);
  });

  it('asks a handler again that failed, and tells of it', async () => {
    const work = new Counting();
    let asked = 0;
    const { run, told } = runner({ open, work: { sweep: () => work.sweep(), fire: async (one) => (asked++ === 0 ? Promise.reject(new Error('the log is away')) : work.fire(one)) } });
    await run.start();
    await run.queue?.enqueue([job('a')]);
    await until(() => work.fired.length === 1);
    expect(told).toContain('working the queue: the log is away');
  });
});

describe('the queue of a process, in memory', () => {
  it('is started when it is first needed, not before', async () => {
    let [needed, opened] = [false, 0];
    const { run, work } = runner({
      open: () => {
        opened++;
        return openPglite();
      },
      needed: async () => needed,
    });
    await run.start();
    expect([opened, await run.health(), run.queue]).toEqual([0, { needed: false }, undefined]);
    needed = true;
    await until(() => work.swept > 0);
    await run.queue?.enqueue([job('a')]);
    await until(() => work.fired.length === 1);
    expect(opened).toBe(1);
  });
});
