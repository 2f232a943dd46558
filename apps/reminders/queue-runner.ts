import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Backend, BullmqNoticeQueue } from '#adapters/bullmq';
import { QueueUnavailable, type NoticeQueue, type NoticeWork, type QueueHealth } from '#reminders';

type Held = { readonly backend: Backend; readonly queue: BullmqNoticeQueue; readonly app: INestApplicationContext; readonly workers: readonly { close(force: boolean): Promise<void> }[] };

export type QueueRunnerSettings = {
  readonly open: () => Promise<Backend>;
  readonly work: NoticeWork;
  /** Whether there is anything to carry: PostgreSQL in memory is not started for nothing. */
  readonly needed: () => Promise<boolean>;
  /** Told of everything that goes wrong; it is tried again by itself. */
  readonly failed: (error: unknown, doing: string) => void;
  /** Messages under way at once in this process; default 32. */
  readonly atOnce?: number;
  readonly tickMs?: number;
  readonly stopWithinMs?: number;
};

const eachMinuteMs = 60_000;
/** What runs may end so long; a store that is away would keep its workers waiting for ever. */
const stopWithinMs = 20_000;

/**
 * Holds the queue of a process: opened when it is first needed, its processors run by Nest, its schedule put back each minute by
 * a timer of this process, because a flush takes it away. A store that is away stops nothing; it is asked again each minute.
 */
export class QueueRunner {
  #held: Held | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #stopped = false;
  #trouble: string | undefined;

  constructor(private readonly settings: QueueRunnerSettings) {}

  /** The first look at once. @throws QueueUnfit where the store would lose jobs: whoever starts shall stop */
  async start(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) throw error;
      this.#failed(error, 'starting the queue');
    }
    this.#next();
  }

  /** The queue, once it is open. */
  get queue(): NoticeQueue | undefined {
    return this.#held?.queue;
  }

  async health(): Promise<QueueHealth | { readonly needed: false }> {
    if (this.#held !== undefined) return this.#held.queue.health();
    return this.#trouble === undefined ? { needed: false } : { reachable: false, backend: 'redis', detail: this.#trouble };
  }

  /** Lets what runs end, and lets go of the store; within a bound. A job that is left behind is another worker's in a while. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    const { reachable } = await held.queue.health();
    let late: NodeJS.Timeout | undefined;
    const bound = new Promise<void>((resolve) => (late = setTimeout(resolve, this.settings.stopWithinMs ?? stopWithinMs)));
    await Promise.race([bound, closed(held, reachable)]);
    clearTimeout(late);
    await held.backend.close();
  }

  #next(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#ticking = this.#look()
        .catch((error: unknown) => this.#failed(error, 'putting the schedule there'))
        .then(() => this.#next());
    }, this.settings.tickMs ?? eachMinuteMs);
  }

  async #look(): Promise<void> {
    if (this.#held === undefined) {
      if (!(await this.settings.needed())) return;
      this.#held = await this.#opened();
    }
    this.#trouble = undefined;
    await this.#held.queue.sweepEachMinute();
  }

  async #opened(): Promise<Held> {
    // BullMQ is loaded only where there is something to carry.
    const { BullmqNoticeQueue } = await import('#adapters/bullmq');
    const { queueModule } = await import('./queue.module.js');
    const { NoticesProcessor, SweepsProcessor } = await import('./queue.processor.js');
    const backend = await this.settings.open();
    try {
      const queue = await BullmqNoticeQueue.open(backend);
      const module = queueModule(backend, this.settings.work, (error) => this.settings.failed(error, 'working the queue'));
      const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
      const [notices, sweeps] = [app.get(NoticesProcessor).worker, app.get(SweepsProcessor).worker];
      if (this.settings.atOnce !== undefined) notices.concurrency = this.settings.atOnce;
      return { backend, queue, app, workers: [notices, sweeps] };
    } catch (error) {
      await backend.close();
      throw error;
    }
  }

  #failed(error: unknown, doing: string): void {
    this.#trouble = (error as Error).message;
    this.settings.failed(error, doing);
  }
}

/** A store that is away is told in its own words: where this program noticed it helps nobody. */
export const asLogged = (error: unknown): { readonly reason: string } | { readonly error: unknown } => (error instanceof QueueUnavailable ? { reason: error.message } : { error });

/** A store that is away is not waited for: its workers and queues let go of their connections. */
async function closed({ app, queue, workers }: Held, reachable: boolean): Promise<void> {
  if (!reachable) {
    queue.letGo();
    await Promise.all(workers.map((worker) => worker.close(true)));
  }
  await app.close();
  if (reachable) await queue.close();
}
