import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { campaignDecider } from '#campaign';
import { evaluation } from '#evaluation';
import type { AnyDecider } from '#kernel';
import { openNode, readConfig, ruleSetDigest, type Node } from '#platform';
import { federationDecider, unionDecider } from '#register';
import { rulesDecider } from '#rules';
import { patienceMs, until } from '#kernel/testing';
import { HttpSink, type Arrival } from '#reminders/testing';
import { repository } from '../scenarios/embedded-server.js';
import { inParallel } from './asking.js';

/** What the compiled worker is started with: ports of the receivers, and what time it is. */
export type WorkerGiven = { readonly folder: string; readonly redis: string; readonly keyed: number; readonly unkeyed: number; readonly streets: number; readonly secret: string; readonly at: string };

export const campaign = 'late_2025';
export const root = 'city';
export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const streetOf = (index: number): string => `s${String(index).padStart(4, '0')}`;

const by = { kind: 'process', office: 'journey', bodyId: 'log-main', assurance: 'unverified' } as const;
/** Plans were due on 31 March. */
const openedAt = '2025-02-10T02:00:00.000Z';
const width = 32;

/** So many streets, one union each that has done nothing yet: each street is owed a message of its own. */
export async function streetsInArrears(folder: string, count: number): Promise<void> {
  const node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
  const give = async (decider: AnyDecider, id: string, type: string, data: object) => {
    const outcome = await node.commands.handle(decider, id, { type, data, commandId: `given-${type}`, by, at: openedAt });
    if (outcome.kind !== 'recorded') throw new Error(`${type} of ${id}: ${JSON.stringify(outcome)}`);
  };
  const ruleSet = readRuleSet(shippedRuleSet('default'));
  await give(federationDecider, root, 'RegisterFederation', { name: '××市总工会', line: 'territorial', superiors: [] });
  await give(rulesDecider, 'default.1', 'PublishRuleSet', { ruleSet, digest: ruleSetDigest(ruleSet) });
  await give(campaignDecider, campaign, 'OpenCampaign', { ruleSet: { id: 'default', version: 1 }, evaluatedYear: 2025, federation: root, openedOn: '2025-02-10' });
  await inParallel(Array.from({ length: count }, (_, index) => index), width, async (index) => {
    const [street, union] = [streetOf(index), `u${index}`];
    await give(federationDecider, street, 'RegisterFederation', { name: `${street}街道总工会`, line: 'territorial', superiors: [root] });
    await give(unionDecider, union, 'RegisterUnion', { name: `第${index}公司工会`, class: 'privateFirm', superior: street });
    await give(evaluation, `${union}.2025.1`, 'OpenEvaluation', { campaign, union, evaluatedYear: 2025, run: 1, ruleSet: { id: 'default', version: 1 }, superiors: [street, root] });
  });
  await caughtUp(node);
  await node.close();
}

/** Every view is there, and as far as the log. */
export async function caughtUp({ log, views }: Node): Promise<void> {
  const end = await log.end();
  for (const view of Object.values(views)) if (!(await view.reached(end, patienceMs))) throw new Error('a view is behind');
}

/** A receiver of webhooks, which keeps the first message of a key. */
export const keyedSink = () => new HttpSink({ ok: { status: 204 }, busy: { status: 429 }, failing: { status: 500 }, refusing: { status: 403 } }, ({ headers }: Arrival) => String(headers['webhook-id']), ({ headers }) => String(headers['webhook-id'])).open();
/** A chat server, which shows whatever comes; a robot's key is its street. */
export const unkeyedSink = () =>
  new HttpSink({ ok: { status: 200, body: '{"errcode":0}' }, busy: { status: 200, body: '{"errcode":45009}' }, failing: { status: 500 }, refusing: { status: 200, body: '{"errcode":93000}' } }, ({ path }: Arrival) => new URL(path, 'http://sink').searchParams.get('key') ?? '').open();

/** A compiled worker as a process of its own, which waits loaded until it is told what to do. */
export class SendingWorker {
  /** How the notices stand, as it said last. */
  totals: Readonly<Record<string, number>> = {};
  readonly ended: Promise<{ readonly signal: NodeJS.Signals | null; readonly said: string }>;
  #said: string | undefined;
  readonly #child: ChildProcess;

  constructor() {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    this.#child = spawn(process.execPath, [join(repository, 'dist/test/journeys/sending-worker.js')], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin?.on('error', () => {});
    let said = '';
    this.#child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    createInterface({ input: this.#child.stdout as NodeJS.ReadableStream }).on('line', (line) => (this.totals = JSON.parse(line) as Record<string, number>));
    this.ended = new Promise((resolve) => this.#child.once('close', (_code, signal) => resolve({ signal, said: (this.#said = said) })));
  }

  works(given: WorkerGiven): void {
    this.#child.stdin?.write(`${JSON.stringify(given)}\n`);
  }

  /** Resolves when it has come so far. @throws Error when it ends before */
  async until(holds: (totals: Readonly<Record<string, number>>) => boolean, withinMs?: number): Promise<void> {
    await until(() => this.#said !== undefined || holds(this.totals), { ...(withinMs === undefined ? {} : { withinMs }), saw: () => this.totals });
    if (this.#said !== undefined) throw new Error(`the worker ended by itself: ${this.#said}`);
  }

  end(signal: 'SIGTERM' | 'SIGKILL') {
    this.#child.kill(signal);
    return this.ended;
  }
}
