import { personDecider, unionDecider } from '#register';
import type { NoticeJob, NoticeQueue } from '#reminders';
import { Reminding } from './reminding.js';
import { AStreet } from './testing/a-street.js';

const unions = ['a', 'b', 'c', 'd', 'e', 'f'];
const now = () => new Date('2025-04-08T09:00:00+08:00').toISOString();

/** A queue in hand: takes and gives jobs, and knows how full it was. */
class QueueInHand implements NoticeQueue {
  readonly jobs = new Map<string, NoticeJob>();
  fullest = 0;

  async enqueue(jobs: readonly NoticeJob[]): Promise<void> {
    for (const job of jobs) this.jobs.set(`${job.noticeId}~${job.attempt}`, job);
    this.fullest = Math.max(this.fullest, this.jobs.size);
  }

  take(): NoticeJob | undefined {
    const [first] = this.jobs;
    if (first !== undefined) this.jobs.delete(first[0]);
    return first?.[1];
  }

  async size(): Promise<number> {
    return this.jobs.size;
  }

  async clear(): Promise<void> {
    this.jobs.clear();
  }

  async health() {
    return { reachable: true, backend: 'redis' } as const;
  }

  async sweepEachMinute(): Promise<void> {}
  async close(): Promise<void> {}
}

describe('a queue with room for two', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(unions);
    await street.give(personDecider, 'p1', 'RegisterPerson', { name: '王芳', email: 'wang@example.org' });
    for (const union of unions) await street.give(unionDecider, union, 'RecordContact', { office: 'chair', person: 'p1', on: '2025-01-01' });
  });
  afterEach(() => street.close());

  function reminding(queue: NoticeQueue): Reminding {
    const [outbox] = street.sink(true).values();
    if (outbox === undefined) throw new Error('no sink');
    return new Reminding({ node: street.node, channels: new Map([['outbox', outbox], ['mail', { ...outbox, name: 'mail' }]]), queue: () => queue, now, signal: new AbortController().signal, horizon: 2 });
  }
  const everybody = [...unions.map((union) => `chair.${union}`), 'federation.street'];
  const told = () => street.arrived.map(({ recipient }) => recipient.id).toSorted();

  it('holds no more, and one sweep is enough to have everybody told once', async () => {
    const queue = new QueueInHand();
    const one = reminding(queue);
    await one.sweep();
    for (let job = queue.take(); job !== undefined; job = queue.take()) await one.fire(job);
    expect(told()).toEqual(everybody);
    expect(queue.fullest).toBe(2);
  });

  it('loses nobody when it is emptied in the middle: the sweeps that follow name them again', async () => {
    const queue = new QueueInHand();
    const one = reminding(queue);
    await one.sweep();
    await one.fire(queue.take() as NoticeJob);
    await queue.clear();
    for (let minute = 0; minute < 3; minute++) {
      await one.sweep();
      for (let job = queue.take(); job !== undefined; job = queue.take()) await one.fire(job);
      await street.caughtUp();
    }
    expect(told()).toEqual(everybody);
  });
});
