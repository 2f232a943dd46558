import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Job } from 'bullmq';
import { noticeJobOf, noticesQueue, sweepsQueue, workerOptions } from '#adapters/bullmq';
import type { NoticeWork } from '#reminders';

/** Nest's token for what a process does with what the queue brings. */
export const NOTICE_WORK = Symbol('notice work');
/** Nest's token for whoever is told that the queue's store, or a handler, is in trouble. */
export const QUEUE_TROUBLE = Symbol('queue trouble');
export type QueueTrouble = (error: Error) => void;

/** Messages under way at once. A channel's answer takes a second, and each holds little; those that come to the same step together share a look at the views and a sync of the log. */
export const noticesAtOnce = 96;

/** Sends notices when their time has come. */
@Processor(noticesQueue, { ...workerOptions, concurrency: noticesAtOnce })
export class NoticesProcessor extends WorkerHost {
  constructor(
    @Inject(NOTICE_WORK) private readonly work: NoticeWork,
    @Inject(QUEUE_TROUBLE) private readonly trouble: QueueTrouble,
  ) {
    super();
  }

  async process(job: Job<ReturnType<typeof noticeJobOf>>): Promise<void> {
    await this.work.fire(noticeJobOf(job));
  }

  @OnWorkerEvent('error')
  errorOfStore(error: Error): void {
    this.trouble(error);
  }

  @OnWorkerEvent('failed')
  errorOfHandler(_job: Job | undefined, error: Error): void {
    this.trouble(error);
  }
}

/** Asks each minute what is due. */
@Processor(sweepsQueue, workerOptions)
export class SweepsProcessor extends WorkerHost {
  constructor(
    @Inject(NOTICE_WORK) private readonly work: NoticeWork,
    @Inject(QUEUE_TROUBLE) private readonly trouble: QueueTrouble,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.work.sweep();
  }

  @OnWorkerEvent('error')
  errorOfStore(error: Error): void {
    this.trouble(error);
  }

  @OnWorkerEvent('failed')
  errorOfHandler(_job: Job | undefined, error: Error): void {
    this.trouble(error);
  }
}
