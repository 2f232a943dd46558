import { setMaxListeners } from 'node:events';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigProblem, log, NODE, openChannels, robotsOf, type Node } from '#platform';
import { QueueUnfit } from '#reminders';
import { QueueRunner } from './queue-runner.js';
import { Reminding } from './reminding.js';

/**
 * Reminds as long as the process lives: the queue is opened when there is something to carry. `REMINDERS=off` and a scenario's clock
 * turn it off: what is played there is of another day, and nobody is told of it.
 */
@Injectable()
export class RemindersService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #runner: QueueRunner | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(@Inject(NODE) private readonly node: Node) {}

  /** @throws ConfigProblem where Redis would lose jobs; one that is away stops nothing and is asked again each minute */
  async onApplicationBootstrap(): Promise<void> {
    if (this.node.config.reminders === 'off') return;
    // Every message under way listens.
    setMaxListeners(0, this.#stop.signal);
    const starting = this.#start();
    this.#starting = starting.catch((error: unknown) => log.error({ error }, 'reminders cannot start'));
    if (this.node.config.redisUrl === undefined) return;
    await starting.catch((error: unknown) => {
      throw error instanceof QueueUnfit ? new ConfigProblem(error.message) : error;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#starting;
    await this.#runner?.stop();
  }

  async #start(): Promise<void> {
    const { node } = this;
    await node.opened;
    const channels = await openChannels(node.config.channels, node.outbox);
    const robots = robotsOf(node.config.channels);
    const reminding = new Reminding({ node, channels, robots, queue: () => this.#runner?.queue, now: () => new Date().toISOString(), signal: this.#stop.signal });
    const { redisUrl } = node.config;
    const runner = new QueueRunner({
      open: async () => {
        const bullmq = await import('#adapters/bullmq');
        return redisUrl === undefined ? bullmq.openPglite() : bullmq.openRedis(redisUrl);
      },
      work: reminding,
      // PostgreSQL in memory is not started for nothing; Redis is there anyway, and looked at when this process starts.
      needed: async () => redisUrl !== undefined || (await reminding.needed()),
      failed: (error, doing) => log.warn({ error, doing }, 'reminders will try again'),
    });
    if (this.#stop.signal.aborted) return;
    this.#runner = runner;
    node.healthBeside.queue = () => runner.health();
    await runner.start();
  }
}
