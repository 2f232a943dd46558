import type { Job } from 'bullmq';
import type { NoticeWork } from '#reminders';
import { noticeJobOf, noticesQueue, sweepsQueue, workerOptions, type Backend } from '../index.js';

/** Workers as @nestjs/bullmq makes them of the processors of `apps/reminders`, without Nest around them. */
export async function plainWorkers({ classes, working, prefix }: Backend, { fire, sweep }: NoticeWork, concurrency: number): Promise<() => Promise<void>> {
  const options = { connection: working, ...(prefix === undefined ? {} : { prefix }), ...workerOptions };
  const workers = [new classes.Worker(noticesQueue, (job: Job) => fire(noticeJobOf(job)), { ...options, concurrency }), new classes.Worker(sweepsQueue, () => sweep(), options)];
  for (const worker of workers) worker.on('error', () => {});
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return async () => void (await Promise.all(workers.map((worker) => worker.close())));
}
