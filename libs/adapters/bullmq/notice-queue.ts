import type { BulkJobOptions, Job, Queue, WorkerOptions } from 'bullmq';
import { maxJobsPerEnqueue, QueueUnavailable, type NoticeJob, type NoticeQueue, type QueueHealth } from '#reminders';
import type { Backend } from './backend.js';

/** Notices wait in one queue, the sweep in another: it must not stand behind a thousand messages. */
export const noticesQueue = 'notices';
export const sweepsQueue = 'sweeps';

/**
 * A worker that died is noticed within 20 s. A job may be left behind so often: each time it is read anew, and the log knows what
 * was sent. PGlite wakes no sleeping worker: it looks each second by itself.
 */
export const workerOptions = { lockDuration: 15_000, stalledInterval: 5000, maxStalledCount: 100, drainDelay: 1 } as const satisfies Omit<WorkerOptions, 'connection'>;

const sweepEveryMs = 60_000;
const sweepName = 'sweep';
/** A handler that threw is asked again after 1, 2, 4, 8 s; then the sweep notices. Nothing that has run is kept. */
const jobOptions = { attempts: 5, backoff: { type: 'exponential', delay: 1000 }, removeOnComplete: true, removeOnFail: true } as const satisfies BulkJobOptions;

type Carried = Pick<NoticeJob, 'noticeId' | 'attempt' | 'runAt'>;

/** What a processor reads from a job. */
export const noticeJobOf = ({ data: { noticeId, attempt, runAt } }: Job<Carried>): NoticeJob => ({ noticeId, attempt, runAt });

/** {@link NoticeQueue} on BullMQ, whichever its backend. */
export class BullmqNoticeQueue implements NoticeQueue {
  readonly #notices: Queue<Carried>;
  readonly #sweeps: Queue;
  #trouble: string | undefined;

  private constructor(private readonly backend: Backend) {
    const { classes, asking, prefix } = backend;
    const options = { connection: asking, ...(prefix === undefined ? {} : { prefix }) };
    [this.#notices, this.#sweeps] = [new classes.Queue(noticesQueue, options), new classes.Queue(sweepsQueue, options)];
    // Without a listener an error of the connection would end the process; what it means is told by whoever asks next.
    for (const queue of [this.#notices, this.#sweeps]) queue.on('error', (error) => (this.#trouble = error.message));
  }

  /** @throws QueueUnavailable */
  static async open(backend: Backend): Promise<BullmqNoticeQueue> {
    const queue = new BullmqNoticeQueue(backend);
    await queue.#asked(() => Promise.all([queue.#notices.waitUntilReady(), queue.#sweeps.waitUntilReady()]));
    return queue;
  }

  async enqueue(jobs: readonly NoticeJob[]): Promise<void> {
    if (jobs.length > maxJobsPerEnqueue) throw new RangeError(`${jobs.length} jobs at once, at most ${maxJobsPerEnqueue}`);
    const now = Date.now();
    await this.#asked(() =>
      this.#notices.addBulk(
        jobs.map(({ noticeId, attempt, runAt }) => ({
          name: 'fire',
          data: { noticeId, attempt, runAt },
          // No colon and not digits alone: BullMQ's own ids are those.
          opts: { ...jobOptions, jobId: `${noticeId}~${attempt}`, delay: Math.max(0, Date.parse(runAt) - now) },
        })),
      ),
    );
  }

  async sweepEachMinute(): Promise<void> {
    await this.#asked(() => this.#sweeps.upsertJobScheduler(sweepName, { every: sweepEveryMs }, { name: sweepName, opts: { removeOnComplete: true, removeOnFail: true } }));
  }

  async size(): Promise<number> {
    const counts = await this.#asked(() => this.#notices.getJobCounts('waiting', 'delayed', 'active', 'prioritized'));
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  async clear(): Promise<void> {
    await this.#asked(() => Promise.all([this.#notices.obliterate({ force: true }), this.#sweeps.obliterate({ force: true })]));
  }

  async health(): Promise<QueueHealth> {
    const backend = this.backend.kind;
    try {
      return { reachable: true, backend, waiting: await this.size() };
    } catch (error) {
      return { reachable: false, backend, detail: this.#trouble ?? (error as Error).message };
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#notices.close(), this.#sweeps.close()]);
  }

  /** Without waiting for a store that is away. */
  letGo(): void {
    for (const queue of [this.#notices, this.#sweeps]) queue.disconnect().catch(() => {});
  }

  async #asked<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw new QueueUnavailable(`the queue (${this.backend.kind}) does not answer: ${(error as Error).message}`);
    }
  }
}
