import { setMaxListeners } from 'node:events';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigProblem, log, NODE, robotsOf, type Node } from '#platform';
import { QueueUnavailable, QueueUnfit } from '#reminders';
import { asLogged, QueueRunner } from './queue-runner.js';
import { Reminding } from './reminding.js';
import { robotsOfNobody } from './robots-of-nobody.js';
import { ScenarioReminders } from './scenario-reminders.js';
import { viewsBuilt } from './views-built.js';

/**
 * Reminds as long as the process lives: the queue is opened when there is something to carry. `REMINDERS=off` and a scenario's clock
 * turn it off: what is played there is of another day, and nobody is told of it but the outbox, when the scenario asks for it.
 */
@Injectable()
export class RemindersService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #runner: QueueRunner | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(@Inject(NODE) private readonly node: Node) {}

  /** @throws ConfigProblem where Redis would lose jobs; one that is away stops nothing and is asked again each minute */
  async onApplicationBootstrap(): Promise<void> {
    if (this.node.config.clock === 'scenario') {
      const byScenario = new ScenarioReminders(this.node, this.#stop.signal);
      this.node.remindedByScenario.look = (at) => byScenario.look(at);
    }
    if (this.node.config.reminders === 'off') return;
    // Every message under way listens.
    setMaxListeners(0, this.#stop.signal);
    await refuseUnfit(this.node.config.redisUrl);
    // Who serves does not wait for views that are being built, nor for the first sweep.
    this.#starting = this.#start().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) log.error({ error }, 'reminders cannot start');
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
    const channels = await node.channels();
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
      failed: (error, doing) => log.warn({ ...asLogged(error), doing }, 'reminders will try again'),
    });
    if (this.#stop.signal.aborted) return;
    this.#runner = runner;
    node.healthBeside.queue = () => runner.health();
    await viewsBuilt(node.views, { signal: this.#stop.signal, waits: () => log.info('reminders wait for views that are being built') });
    const ofNobody = await robotsOfNobody(node.config.channels, async (federation) => (await node.views.federations.get(federation)) !== undefined);
    if (ofNobody.length > 0) log.warn({ robots: ofNobody }, 'robots and webhooks bear the id of no federation: nobody is told there');
    await runner.start();
    // A queue that was lost while nothing ran has what waits again at once, not at its next minute.
    if (runner.queue !== undefined) await reminding.sweep().catch((error: unknown) => log.warn({ error }, 'the queue is filled in the next minute'));
  }
}

async function refuseUnfit(redisUrl: string | undefined): Promise<void> {
  if (redisUrl === undefined) return;
  const { openRedis } = await import('#adapters/bullmq');
  try {
    await (await openRedis(redisUrl)).close();
  } catch (error) {
    if (error instanceof QueueUnfit) throw new ConfigProblem(error.message);
    if (!(error instanceof QueueUnavailable)) throw error;
  }
}
