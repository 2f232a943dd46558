import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openRedis } from '#adapters/bullmq';
import { log } from '#platform';
import { personDecider, unionDecider } from '#register';
import { until } from '#kernel/testing';
import { RedisServer, redisServerThere } from '#reminders/testing';
import { QueueRunner } from './queue-runner.js';
import { rebuildQueue } from './rebuild-queue.js';
import { Reminding } from './reminding.js';
import { AStreet } from './testing/a-street.js';

const unions = ['a', 'b', 'c', 'd'];
const everybody = [...unions.map((union) => `chair.${union}`), 'federation.street'];
/** Tuesday 8 April 2025, nine o'clock: plans are five working days overdue. */
const now = () => '2025-04-08T01:00:00.000Z';

const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'a queue that was lost' : 'a queue that was lost (no redis-server on this machine)', () => {
  let [street, redis] = [] as unknown as [AStreet, RedisServer];
  let run: QueueRunner | undefined;

  beforeAll(async () => {
    log.level = 'silent';
    [street, redis] = [await AStreet.opened(unions), await RedisServer.open()];
    await street.give(personDecider, 'p1', 'RegisterPerson', { name: '王芳', email: 'wang@example.org' });
    for (const union of unions) await street.give(unionDecider, union, 'RecordContact', { office: 'chair', person: 'p1', on: '2025-01-01' });
  });
  afterAll(async () => {
    await run?.stop();
    await street.close();
    await redis.close();
  });

  function reminding(): Reminding {
    const [outbox] = street.sink(false).values();
    if (outbox === undefined) throw new Error('no sink');
    return new Reminding({ node: street.node, channels: new Map([['outbox', outbox], ['mail', { ...outbox, name: 'mail' }]]), queue: () => run?.queue, now, signal: new AbortController().signal });
  }
  /** `npm run reminders -- rebuild`, beside the process that holds the log. */
  const rebuild = async (env: NodeJS.ProcessEnv = { REDIS_URL: redis.url }) =>
    (await promisify(execFile)(process.execPath, ['dist/apps/reminders/main.js', 'rebuild'], { env: { PATH: process.env['PATH'], DATA_DIR: street.node.config.dataDir, ...env } })).stdout.trim().split('\n');

  it('is filled from the log alone, which says what it put there; a second time puts nothing', async () => {
    // Issued, and no queue to carry it.
    await reminding().sweep();
    await street.caughtUp();
    const first = await rebuild();
    expect(first[0]).toBe('5 notices in the log, 5 of them wait to be sent');
    expect(first.slice(1, -1).map((line) => line.split('\t')[0]).toSorted()).toEqual(everybody.map((recipient) => `${recipient}.district2025.20250408`));
    expect(first.at(-1)).toBe('5 put into the queue, 0 were there; 0 follow as room comes. The sweep of each minute is there');
    expect((await rebuild()).at(-1)).toMatch(/^0 put into the queue, 5 were there/);
  });

  it('that was emptied and filled again tells everybody, and nobody twice', async () => {
    const said: string[] = [];
    await redis.kill();
    await redis.start();
    // At nine, whatever this machine's clock says: at night what is put there runs in the morning.
    await rebuildQueue({ REDIS_URL: redis.url, DATA_DIR: street.node.config.dataDir }, { at: now(), say: (line) => void said.push(line) });
    expect(said.at(-1)).toMatch(/^5 put/);
    const work = reminding();
    run = new QueueRunner({ open: () => openRedis(redis.url), work, needed: async () => true, failed: () => {} });
    await run.start();
    // It has arrived before that is on record.
    await until(async () => (await street.node.views.notices.totals('district2025.street'))['status.delivered'] === everybody.length);
    // Again lost, again filled, and swept: what was sent is on record.
    await run.queue?.clear();
    expect((await rebuild())[0]).toBe('5 notices in the log, 0 of them wait to be sent');
    await work.sweep();
    await until(async () => (await run?.queue?.size()) === 0);
    expect(street.arrived.map(({ recipient }) => recipient.id).toSorted()).toEqual(everybody);
  });

  it('in the memory of a server is none of its affair, and is said to be so', async () => {
    expect((await rebuild({})).at(-1)).toMatch(/^REDIS_URL is not set/);
    await expect(rebuild({ REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toMatchObject({ code: 75, stderr: expect.stringContaining('does not answer') });
    await expect(rebuild({ DATA_DIR: '/nowhere' })).rejects.toMatchObject({ code: 78 });
  });
});
