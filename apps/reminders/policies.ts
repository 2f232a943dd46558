import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { runPolicy, type Command, type Effect } from '#kernel';
import { domainDeciders, domainPolicies, log, NODE, paced, type Node } from '#platform';

/** Between two small batches of events: nobody waits for a policy to the hundredth of a second. */
const breath = { least: 20 };

/** Runs every policy from its checkpoint on, as long as the process lives. */
@Injectable()
export class PoliciesService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #stop = new AbortController();
  #runs: Promise<unknown> = Promise.resolve();

  constructor(@Inject(NODE) private readonly node: Node) {}

  onApplicationBootstrap(): void {
    this.#runs = Promise.all(
      domainPolicies.map((policy) =>
        runPolicy(policy, {
          log: paced(this.node.log, breath),
          catalogue: this.node.catalogue,
          checkpoints: this.node.checkpoints,
          send: (effect, command) => this.#send(policy.name, effect, command),
          now: ({ metadata }) => (this.node.config.clock === 'scenario' ? metadata.at : new Date().toISOString()),
          signal: this.#stop.signal,
          load: () => this.node.log.load ?? 0,
          failed: (error, retryInMs) => log.warn({ policy: policy.name, error, retryInMs }, 'policy will try again'),
        }),
      ),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#runs;
  }

  /** An outage throws and is tried again; a refusal is an answer, and shown. */
  async #send(policy: string, effect: Effect, command: Command): Promise<void> {
    const decider = domainDeciders.find(({ category }) => category === effect.category);
    if (decider === undefined) throw new Error(`${policy} sends to "${effect.category}", which nobody decides`);
    const outcome = await this.node.commands.handle(decider, effect.id, command, { presumedNew: effect.begins === true });
    if (outcome.kind === 'contended') throw new Error(`${outcome.stream} is contended`);
    if (outcome.kind === 'refused') log.warn({ policy, stream: outcome.stream, command: command.type, ...outcome.refusal }, 'a command of a policy was refused');
  }
}
