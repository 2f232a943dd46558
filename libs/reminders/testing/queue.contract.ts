import { maxJobsPerEnqueue, type NoticeJob, type NoticeQueue, type NoticeWork } from '../queue.port.js';
import { until } from '#kernel/testing';

export type QueueUnderTest = {
  readonly queue: NoticeQueue;
  /** Lets a worker run, as the processors of `apps/reminders` do; resolves when it takes jobs. Gives what stops it. */
  readonly work: (work: NoticeWork, concurrency: number) => Promise<() => Promise<void>>;
};

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const job = (name: string, change: Partial<NoticeJob> = {}): NoticeJob => ({ noticeId: `${name}.c2025.20251222`, attempt: 1, runAt: inMs(0), ...change });

/** What every queue promises. `open` gives one store for all; each spec begins with it empty. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest & { readonly close: () => Promise<void> }>): void {
  describe(`queue contract: ${name}`, () => {
    let under: QueueUnderTest & { readonly close: () => Promise<void> };
    const stops: (() => Promise<void>)[] = [];
    const working = async (fire: NoticeWork['fire'], { concurrency = 4, sweep = async () => {} }: { concurrency?: number; sweep?: NoticeWork['sweep'] } = {}) => {
      const stop = await under.work({ fire, sweep }, concurrency);
      stops.push(stop);
      return stop;
    };
    beforeAll(async () => (under = await open()));
    beforeEach(() => under.queue.clear());
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop();
    });
    afterAll(() => under.close());

    it('brings each job to a handler, with what it carries and nothing else', async () => {
      const ran: NoticeJob[] = [];
      const jobs = [job('a'), job('b', { attempt: 3 })];
      await under.queue.enqueue(jobs);
      await working(async (one) => void ran.push(one));
      await until(() => ran.length === 2);
      expect(ran.toSorted((one, other) => one.noticeId.localeCompare(other.noticeId))).toEqual(jobs);
      await until(async () => (await under.queue.size()) === 0);
    });

    it('holds a job that is there already once, another attempt beside it', async () => {
      await under.queue.enqueue([job('a'), job('a'), job('a', { attempt: 2 })]);
      await under.queue.enqueue([job('a')]);
      expect(await under.queue.size()).toBe(2);
    });

    it('brings nothing before its time', async () => {
      const ran: number[] = [];
      await working(async () => void ran.push(Date.now()));
      const runAt = inMs(700);
      await under.queue.enqueue([job('a', { runAt })]);
      await until(() => ran.length === 1);
      expect(ran[0]).toBeGreaterThanOrEqual(Date.parse(runAt) - 1);
    });

    it('asks again after a handler threw, and forgets a job that went well', async () => {
      let asked = 0;
      await working(async () => {
        asked++;
        if (asked === 1) throw new Error('the log is away');
      });
      await under.queue.enqueue([job('a')]);
      await until(() => asked === 2);
      await until(async () => (await under.queue.size()) === 0);
      await under.queue.enqueue([job('a')]);
      await until(() => asked === 3);
    });

    it('runs no more at once than it was allowed', async () => {
      let [running, most, done] = [0, 0, 0];
      await working(
        async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          done++;
        },
        { concurrency: 2 },
      );
      await under.queue.enqueue(Array.from({ length: 20 }, (_, n) => job(`n${n}`)));
      await until(() => done === 20);
      expect(most).toBeLessThanOrEqual(2);
    });

    it('shares jobs between two workers, each once', async () => {
      const ran: string[] = [];
      await working(async ({ noticeId }) => void ran.push(noticeId), { concurrency: 1 });
      await working(async ({ noticeId }) => void ran.push(noticeId), { concurrency: 1 });
      await under.queue.enqueue(Array.from({ length: 40 }, (_, n) => job(`n${n}`)));
      await until(() => ran.length >= 40);
      expect(new Set(ran).size).toBe(40);
      expect(ran).toHaveLength(40);
    });

    it('sweeps at once when the schedule is put there, however often it is', async () => {
      let swept = 0;
      await working(async () => {}, { sweep: async () => void swept++ });
      await Promise.all([under.queue.sweepEachMinute(), under.queue.sweepEachMinute(), under.queue.sweepEachMinute()]);
      await until(() => swept > 0);
      await under.queue.sweepEachMinute();
      expect(swept).toBeLessThanOrEqual(2);
    });

    it('emptied in the middle forgets everything, and takes the same jobs and schedule again', async () => {
      await under.queue.enqueue([job('a', { runAt: inMs(60_000) }), job('b', { runAt: inMs(60_000) })]);
      await under.queue.sweepEachMinute();
      await under.queue.clear();
      expect(await under.queue.size()).toBe(0);
      let [fired, swept] = [0, 0];
      await working(async () => void fired++, { sweep: async () => void swept++ });
      await under.queue.enqueue([job('a')]);
      await under.queue.sweepEachMinute();
      await until(() => fired === 1 && swept > 0);
    });

    it('that is stopped lets the running handler end', async () => {
      let [begun, ended] = [false, false];
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const stop = await working(async () => {
        begun = true;
        await held;
        ended = true;
      });
      await under.queue.enqueue([job('a')]);
      await until(() => begun);
      const stopped = stop();
      release();
      await stopped;
      expect(ended).toBe(true);
    });

    it('takes no more at once than it says', async () => {
      await expect(under.queue.enqueue(Array.from({ length: maxJobsPerEnqueue + 1 }, (_, n) => job(`n${n}`)))).rejects.toThrow(RangeError);
    });

    it('tells how it is', async () => {
      await under.queue.enqueue([job('a', { runAt: inMs(60_000) })]);
      expect(await under.queue.health()).toMatchObject({ reachable: true, waiting: 1 });
    });
  });
}
