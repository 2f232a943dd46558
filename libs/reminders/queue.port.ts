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

/** A worker or clock that runs until it is stopped. `stop` resolves when the last handler has ended. */
export interface Running {
  stop(): Promise<void>;
}

/** Most jobs of one call of `enqueue`. */
export const maxJobsPerEnqueue = 1000;

/**
 * Carries reminders; remembers nothing that matters. It may be emptied at any moment: what is due is asked of a view, what was
 * sent stands in the log, and the sweep of the next minute enqueues again what is missing. It promises *at least once*, in no order.
 */
export interface NoticeQueue {
  /** Resolves when the queue has them. A job that is there already stays as it is; one that has run may run again. @throws QueueUnavailable */
  enqueue(jobs: readonly NoticeJob[]): Promise<void>;
  /**
   * Runs jobs, `concurrency` at a time. A handler that throws is asked again later, a bounded number of times; then the job is
   * gone, and it is for the sweep to notice. A worker that dies leaves its job to another within a minute.
   */
  work(handler: (job: NoticeJob) => Promise<void>, options: { readonly concurrency: number }): Promise<Running>;
  /**
   * Calls the handler once a minute, in one of the processes that ask for the same name. A flush forgets the schedule: every
   * process puts it back each minute by a timer of its own. A handler that throws is asked again in the next minute.
   */
  everyMinute(name: string, handler: () => Promise<void>): Promise<Running>;
  /** Jobs that wait, are delayed or run. */
  size(): Promise<number>;
  /** Forgets every job, as a flush would. */
  clear(): Promise<void>;
  health(): Promise<QueueHealth>;
  /** Lets running handlers end, then lets go of the connection. */
  close(): Promise<void>;
}

/** The queue cannot be reached or cannot be used; the message says what to mend. Nothing is lost: the sweep enqueues again. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}
