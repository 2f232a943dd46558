import { Worker } from 'bullmq';
import { BullmqNoticeQueue, noticesQueue, openRedis, workerOptions } from '#adapters/bullmq';
import { RegisterContacts } from '#platform';
import { maxJobsPerEnqueue, type NoticeJob } from '#reminders';
import { noticesAtOnce } from '../../apps/reminders/queue.processor.js';
import { sweep } from '../../apps/reminders/sweep.js';
import { ViewDueRows } from '../../apps/reminders/view-due-rows.js';
import type { Workplace } from '../engine/workplace.js';
import { inTurn, warmUps, type Figure } from '../figure.js';
import { caughtUp } from './late-tree.js';
import { oneUnionAStreet, whileSending, working, type Sending } from './sending.js';

const rounds = warmUps + 3;

/** Jobs a second through Redis, worker, a second look, claim, message and answer, against BullMQ handing the same jobs to nothing. */
export async function benchFire(place: Workplace, notices: number): Promise<Figure> {
  return whileSending(place, oneUnionAStreet(notices), {
    name: 'fire',
    run: async (sending) => {
      const jobs = await issued(sending);
      const size = Math.floor(jobs.length / rounds);
      const before = await sending.node.log.end();
      const [ours, baseline]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const share = jobs.slice(round * size, (round + 1) * size);
        baseline.push(await noOpRate(sending, share));
        ours.push(await fireRate(sending, share));
      }
      const sent = await sending.arrived();
      if (sent !== rounds * size) throw new Error(`${sent} messages arrived of ${rounds * size}`);
      const events = (await sending.node.log.end()) - before;
      return inTurn('fire', 'jobs/s', { ours, baseline }, { atLeast: 0.3 }, { jobs: size, 'events a job beside the issue': Number((events / sent).toFixed(1)) });
    },
  });
}

async function issued({ node, now }: Sending): Promise<readonly NoticeJob[]> {
  const { issued } = await sweep({ node, rows: new ViewDueRows(node.views), contacts: new RegisterContacts(async (decider, id) => (await node.commands.state(decider, id)).state, new Set(['outbox'])) }, now());
  await caughtUp(node);
  const jobs: NoticeJob[] = [];
  for (let cursor: { readonly cursor?: string } = {}; ; ) {
    const { rows, next } = await node.views.notices.list({ where: { status: 'issued' }, limit: 200, ...cursor });
    jobs.push(...rows.map(([noticeId]) => ({ noticeId, attempt: 1, runAt: new Date(0).toISOString() })));
    if (next === undefined) break;
    cursor = { cursor: next };
  }
  if (jobs.length !== issued) throw new Error(`${jobs.length} notices wait of ${issued}`);
  return jobs;
}

async function enqueued({ redis }: Sending, jobs: readonly NoticeJob[]): Promise<void> {
  const backend = await openRedis(redis.url);
  const queue = await BullmqNoticeQueue.open(backend);
  for (let from = 0; from < jobs.length; from += maxJobsPerEnqueue) await queue.enqueue(jobs.slice(from, from + maxJobsPerEnqueue));
  await queue.close();
  await backend.close();
}

async function fireRate(sending: Sending, jobs: readonly NoticeJob[]): Promise<number> {
  await enqueued(sending, jobs);
  const clock = stopwatch(jobs.length);
  return working(sending.redis, { sweep: async () => {}, fire: (job) => clock.around(() => sending.fire(job)) }, () => clock.rate);
}

async function noOpRate(sending: Sending, jobs: readonly NoticeJob[]): Promise<number> {
  await enqueued(sending, jobs);
  const { working: connection, prefix } = await openRedis(sending.redis.url);
  const clock = stopwatch(jobs.length);
  const worker = new Worker(noticesQueue, () => clock.around(async () => {}), { ...workerOptions, concurrency: noticesAtOnce, connection, ...(prefix === undefined ? {} : { prefix }) });
  const rate = await clock.rate;
  await worker.close();
  return rate;
}

/** From the beginning of the first to the end of the last: what starting a worker takes is no part of it. */
function stopwatch(count: number) {
  let [began, ended] = [Number.NaN, 0];
  let done = (_rate: number) => {};
  const rate = new Promise<number>((resolve) => (done = resolve));
  const around = async (task: () => Promise<void>) => {
    if (Number.isNaN(began)) began = performance.now();
    await task();
    if (++ended === count) done(count / ((performance.now() - began) / 1_000));
  };
  return { around, rate };
}
