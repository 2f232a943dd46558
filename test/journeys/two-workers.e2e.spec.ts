import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HttpSink, RedisServer, redisServerThere } from '#reminders/testing';
import { freshFolder, refusal, tidy } from './server.js';
import { keyedSink, secret, SendingWorker, streetsInArrears, unkeyedSink } from './streets-told.js';

/** Half of them are told by a webhook, half by a robot. */
const streets = 60;
const nine = Date.parse('2025-04-08T09:00:00+08:00');
const patienceMs = 180_000;

/** The embedded log has one writer, so processes that remind beside each other need a log that is a server; two workers and two sweepers on one stand in `apps/reminders` (faults, reminding). */
const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'two processes that remind, on one folder and one Redis' : 'two processes that remind (no redis-server on this machine)', () => {
  let [redis, keyed, unkeyed] = [] as unknown as [RedisServer, HttpSink, HttpSink];
  const workers: SendingWorker[] = [];
  const folder = freshFolder();
  const working = (at: number): SendingWorker => {
    const one = new SendingWorker();
    workers.push(one);
    one.works({ folder, redis: redis.url, keyed: keyed.port, unkeyed: unkeyed.port, streets, secret, at: new Date(at).toISOString() });
    return one;
  };

  beforeAll(async () => {
    [redis, keyed, unkeyed] = [await RedisServer.open(), await keyedSink(), await unkeyedSink()];
    await streetsInArrears(folder, streets);
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(workers.map((one) => one.end('SIGKILL')));
    await Promise.all([redis.close(), keyed.close(), unkeyed.close()]);
    await tidy();
  });

  it('started at once: one works, the other is turned away and names it; when the first is killed the next takes over, and each message is shown once', async () => {
    const both = [working(nine), working(nine)] as const;
    const turnedAway = await Promise.race(both.map((one) => one.ended.then(({ said }) => ({ one, said }))));
    expect(turnedAway.said).toMatch(/is in use by process \d+ on \S+ since/);
    const first = both.find((one) => one !== turnedAway.one) as SendingWorker;
    const sent = keyed.arrivals.length + unkeyed.arrivals.length;
    await first.until(() => keyed.arrivals.length + unkeyed.arrivals.length >= Math.min(sent + 8, streets), patienceMs);

    // Whatever else is started on the folder meanwhile is turned away as well, each in its own words.
    expect(await refusal(folder)).toMatchObject({ code: 75, said: expect.stringMatching(/is in use by process \d+/) });
    const alone = promisify(execFile)(process.execPath, ['dist/apps/reminders/main.js'], { env: { PATH: process.env['PATH'], DATA_DIR: folder, REDIS_URL: redis.url } });
    await expect(alone).rejects.toMatchObject({ code: 78, stderr: expect.stringContaining('EVENTSTORE_URL: reminders beside api need a log that both can reach') });

    expect(await first.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    const next = working(nine + 7 * 60_000);
    await next.until((totals) => totals['notices'] === streets && ['issued', 'sending', 'failed'].every((status) => (totals[`status.${status}`] ?? 0) === 0), patienceMs);
    expect(await next.end('SIGTERM')).toMatchObject({ signal: null, said: '' });
    expect([keyed.shown().length, new Set(keyed.shown()).size]).toEqual([streets / 2, streets / 2]);
    const arrived = unkeyed.arrived();
    expect(new Set(arrived).size).toBe(arrived.length);
    // Sent or in doubt: a robot that was being told when its worker died may have been told.
    expect((next.totals['status.delivered'] ?? 0) + (next.totals['status.inDoubt'] ?? 0)).toBe(streets);
  }, patienceMs);
});
