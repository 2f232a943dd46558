import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule } from '@nestjs/common';
import type { Backend } from '#adapters/bullmq';
import type { NoticeWork } from '#reminders';
import { NOTICE_WORK, NoticesProcessor, QUEUE_TROUBLE, SweepsProcessor, type QueueTrouble } from './queue.processor.js';

/** The processors of both queues, as a module of an application context of their own: it starts and ends with the queue. */
export function queueModule(backend: Backend, work: NoticeWork, trouble: QueueTrouble): DynamicModule {
  // Which classes are made is BullModule's own, for the whole process; a process has one queue.
  BullModule.workerClass = backend.classes.Worker;
  return {
    module: class QueueModule {},
    imports: [BullModule.forRoot({ connection: backend.working, ...(backend.prefix === undefined ? {} : { prefix: backend.prefix }) }), BullModule.registerQueue()],
    providers: [{ provide: NOTICE_WORK, useValue: work }, { provide: QUEUE_TROUBLE, useValue: trouble }, NoticesProcessor, SweepsProcessor],
  };
}
