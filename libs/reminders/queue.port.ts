import type { Instant } from '#kernel';

/** What the queue carries of a notice: its id and when. Everything else is read from the log when the job runs. */
export type NoticeJob = {
  /** The notice's id, `recipient.campaign.YYYYMMDD`. */
  readonly noticeId: string;
  /** 1, 2, 3 …; with the id it names the job, so enqueuing it twice is enqueuing it once. */
  readonly attempt: number;
  /** Not before; in the past means at once. */
  readonly runAt: Instant;
};

export type QueueHealth = { readonly reachable: boolean; readonly backend: 'redis' | 'postgres'; readonly waiting?: number; readonly detail?: string };

/** Most jobs of one call of `enqueue`. */
export const maxJobsPerEnqueue = 1000;

/**
 * Carries reminders; remembers nothing that matters. It may be emptied at any moment: what is due is asked of a view, what was
 * sent stands in the log, and the sweep of the next minute enqueues again what is missing. It promises *at least once*, in no
 * order. What it brings goes to the processors of `apps/reminders` ({@link NoticeWork}).
 */
export interface NoticeQueue {
  /** Resolves when the queue has them; ≤ {@link maxJobsPerEnqueue}. A job that is there already stays as it is; one that has run may run again. @throws QueueUnavailable */
  enqueue(jobs: readonly NoticeJob[]): Promise<void>;
  /**
   * Puts the schedule of the sweep there, once a minute however many processes ask; a flush takes it away, so every process asks
   * again each minute. @throws QueueUnavailable
   */
  sweepEachMinute(): Promise<void>;
  /** Jobs that wait, are delayed or run; the schedule of the sweep is none. @throws QueueUnavailable */
  size(): Promise<number>;
  /** Forgets everything, as a flush would. @throws QueueUnavailable */
  clear(): Promise<void>;
  /** Never throws: a queue that is away is an answer here. */
  health(): Promise<QueueHealth>;
  close(): Promise<void>;
}

/**
 * What a process does with what the queue brings. A `fire` that throws is asked again later, a bounded number of times; then its
 * job is gone, and it is for the sweep to notice. A worker that dies leaves its job to another within a minute. A `sweep` that
 * throws is asked again in the next minute.
 */
export interface NoticeWork {
  fire(job: NoticeJob): Promise<void>;
  sweep(): Promise<void>;
}

/** The queue cannot be reached or cannot be used; the message says what to mend. Nothing is lost: the sweep enqueues again. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}

/** The queue is there and would lose jobs; the message says what to mend. Whoever starts with it stops. */
export class QueueUnfit extends Error {
  override readonly name = 'QueueUnfit';
}
