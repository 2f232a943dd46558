import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '#kernel';
import { patienceMs } from '#kernel/testing';
import { domainDeciders, openNode, readConfig, type Node } from '#platform';
import { ApiModule, serve } from '../../apps/api/index.js';
import { callUp, found, liveTheYear } from '../../bench/federation/simulation.js';
import { populationOf, type Population } from '../population/population.js';

export const evaluatedYear = 2025;

/** How far a year has come: the campaign is open, the unions are called up, or all of it has happened. */
type Stage = 'opened' | 'calledUp' | 'lived';
type Asked = Parameters<typeof populationOf>[0] & { readonly seed: number };

// eslint-disable-next-line typescript/no-explicit-any -- what came over the wire has the shape the spec asserts
export type Shown = any;
export type Got = { readonly status: number; readonly body: Shown };

/** The year of a made-up population in a folder of its own, on a node in this process that serves it over HTTP; requests say what time it is. */
export class SimulatedYear {
  private constructor(
    readonly node: Node,
    readonly population: Population,
    private readonly folder: string,
    private served: Awaited<ReturnType<typeof serve>>,
  ) {}

  static async told(asked: Asked, stage: Stage): Promise<SimulatedYear> {
    const folder = await mkdtemp(join(tmpdir(), 'pingjia-year-'));
    const node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0', CLOCK: 'scenario' }));
    const year = new SimulatedYear(node, populationOf(asked), folder, await serve(node, ApiModule));
    const simulated = { node, population: year.population, evaluatedYear, seed: asked.seed };
    await found(simulated);
    if (stage !== 'opened') await callUp(simulated);
    if (stage === 'lived') await liveTheYear(simulated);
    await year.caughtUp();
    return year;
  }

  /** Reads at nine in the morning of a day. */
  async get(path: string, { on, language = 'zh-CN' }: { readonly on: string; readonly language?: string }): Promise<Got> {
    const response = await fetch(this.served.address + path, { headers: { 'pingjia-clock': `${on}T09:00:00+08:00`, 'accept-language': language } });
    return { status: response.status, body: await response.json() };
  }

  get address(): string {
    return this.served.address;
  }

  /** Has something recorded in the stream. @throws Error when it is not */
  async record(stream: string, command: Command): Promise<void> {
    const [category, id] = [stream.slice(0, stream.indexOf('-')), stream.slice(stream.indexOf('-') + 1)];
    const decider = domainDeciders.find((one) => one.category === category);
    if (decider === undefined) throw new Error(`nobody decides "${category}"`);
    const outcome = await this.node.commands.handle(decider, id, command);
    if (outcome.kind !== 'recorded') throw new Error(`${command.type} on ${stream}: ${JSON.stringify(outcome)}`);
  }

  /** Every view is as far as the log. */
  async caughtUp(): Promise<void> {
    const end = await this.node.log.end();
    for (const view of Object.values(this.node.views)) if (!(await view.reached(end, patienceMs))) throw new Error('a view is behind');
  }

  /** Served anew: nothing of earlier answers is remembered. */
  async servedAgain(): Promise<void> {
    await this.served.close();
    this.served = await serve(this.node, ApiModule);
  }

  async close(): Promise<void> {
    await this.served.close();
    await this.node.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
