import { HttpSink, RedisServer, redisServerThere } from '#reminders/testing';
import { Redis } from 'ioredis';
import { get } from './asking.js';
import { seeded } from './busy-lanes.js';
import { freshFolder, start, tidy } from './server.js';
import { keyedSink, secret, SendingWorker, streetsInArrears, unkeyedSink } from './streets-told.js';

const kills = 20;
/** Half of them are told by a webhook, half by a robot; each death comes after two to four more of each were. */
const streets = 260;
/** Tuesday, 8 April 2025. An attempt is claimed for five minutes: whoever comes next finds the claims of the dead one over. */
const nine = Date.parse('2025-04-08T09:00:00+08:00');
const minutesBetween = 7;
const patienceMs = 600_000;
const chance = seeded(20_250_408);

type Listed = { readonly notices: readonly { readonly id: string; readonly recipient: string; readonly channel: string | null; readonly status: string }[]; readonly next?: string };

/** Every notice that stands so, page after page. */
async function listed(url: string, status: string): Promise<Listed['notices']> {
  const all: Listed['notices'][number][] = [];
  for (let cursor = ''; ; ) {
    const { notices, next } = (await get(url, `/v1/notices?status=${status}&limit=200${cursor}`)).body as Listed;
    all.push(...notices);
    if (next === undefined) return all;
    cursor = `&cursor=${next}`;
  }
}

const there = redisServerThere();
(there ? describe : describe.skip)(there ? 'a worker killed -9 twenty times while it sends' : 'a worker killed -9 twenty times while it sends (no redis-server on this machine)', () => {
  let [redis, keyed, unkeyed] = [] as unknown as [RedisServer, HttpSink, HttpSink];
  const workers: SendingWorker[] = [];
  const folder = freshFolder();
  const given = (life: number) => ({ folder, redis: redis.url, keyed: keyed.port, unkeyed: unkeyed.port, streets, secret, at: new Date(nine + life * minutesBetween * 60_000).toISOString() });

  beforeAll(async () => {
    [redis, keyed, unkeyed] = [await RedisServer.open(), await keyedSink(), await unkeyedSink()];
    await streetsInArrears(folder, streets);
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(workers.map((one) => one.end('SIGKILL')));
    await Promise.all([redis.close(), keyed.close(), unkeyed.close()]);
    await tidy();
  });

  /** The worker of this life; the one after it is loading meanwhile. */
  function next(life: number): SendingWorker {
    while (workers.length < Math.min(life + 2, kills + 1)) workers.push(new SendingWorker());
    const mine = workers[life] as SendingWorker;
    mine.works(given(life));
    return mine;
  }

  /** Dies when each receiver has taken some more messages, and one that it has not answered yet. */
  async function killedWhileSending(life: number): Promise<void> {
    const mine = next(life);
    const haveCome = (count: number) => {
      const marks = [keyed, unkeyed].map((sink) => [sink, sink.arrivals.length + count] as const);
      return mine.until(() => marks.every(([sink, mark]) => sink.arrivals.length >= mark));
    };
    await haveCome(2 + Math.floor(chance() * 3));
    for (const sink of [keyed, unkeyed]) sink.next('hanging');
    await haveCome(1);
    expect(await mine.end('SIGKILL')).toEqual({ signal: 'SIGKILL', said: '' });
  }

  it('loses none, shows none twice where keys are known, sends none twice where they are not, and lists what is unknown', async () => {
    for (let life = 0; life < kills; life++) await killedWhileSending(life);
    // At last the queue is lost as well: what is left is named by the log.
    const asking = new Redis(redis.url);
    await asking.flushall();
    asking.disconnect();
    const last = next(kills);
    await last.until((totals) => totals['notices'] === streets && ['issued', 'sending', 'failed'].every((status) => (totals[`status.${status}`] ?? 0) === 0), patienceMs / 2);
    expect(await last.end('SIGTERM')).toMatchObject({ signal: null, said: '' });

    const server = await start(folder);
    const [delivered, inDoubt, abandoned] = [await listed(server.url, 'delivered'), await listed(server.url, 'inDoubt'), await listed(server.url, 'abandoned')];
    await server.end('SIGTERM');

    const half = streets / 2;
    const of = (channel: string, rows: Listed['notices']) => rows.filter((row) => row.channel === channel);
    // Where keys are known: all are shown, each once, though those that met a death came twice.
    expect([keyed.shown().length, new Set(keyed.shown()).size, of('webhook', delivered).length]).toEqual([half, half, half]);
    expect(keyed.arrivals.length).toBeGreaterThanOrEqual(half + kills);
    // Where they are not: none came twice; each is either told to have arrived, and did, or listed for a person.
    const arrived = unkeyed.arrived();
    expect(arrived.filter((street, index) => arrived.indexOf(street) !== index)).toEqual([]);
    expect(of('wecom', delivered).filter(({ recipient }) => !arrived.includes(recipient.replace('federation.', '')))).toEqual([]);
    expect(of('wecom', delivered).length + inDoubt.length).toBe(half);
    expect(inDoubt.length).toBeGreaterThanOrEqual(kills);
    expect(abandoned).toEqual([]);
  }, patienceMs);
});
