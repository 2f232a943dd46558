import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { campaignDecider } from '#campaign';
import { evaluation } from '#evaluation';
import type { Actor, AnyDecider } from '#kernel';
import { openNode, readConfig, ruleSetDigest, type Node } from '#platform';
import { federationDecider, unionDecider } from '#register';
import { rulesDecider } from '#rules';
import type { Channel, OutgoingNotice, SendResult } from '#reminders';
import { patienceMs } from '#kernel/testing';

/** A node of its own in a folder that is deleted afterwards: a street below a district, a campaign, unions that have done nothing yet. */
export class AStreet {
  #given = 0;
  readonly #waiting: { readonly count: number; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  /** What really arrived, and what a sink answers to each message in turn; then it takes all. */
  readonly arrived: OutgoingNotice[] = [];
  readonly answers: (SendResult | 'hang')[] = [];

  private constructor(
    readonly node: Node,
    private readonly folder: string,
  ) {}

  static async opened(unions: readonly string[]): Promise<AStreet> {
    const folder = await mkdtemp(join(tmpdir(), 'pingjia-street-'));
    const street = new AStreet(await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })), folder);
    const ruleSet = readRuleSet(shippedRuleSet('default'));
    await street.give(federationDecider, 'district', 'RegisterFederation', { name: '××区总工会', line: 'territorial', superiors: [] });
    await street.give(federationDecider, 'street', 'RegisterFederation', { name: '××街道总工会', line: 'territorial', superiors: ['district'] });
    await street.give(rulesDecider, 'default.1', 'PublishRuleSet', { ruleSet, digest: ruleSetDigest(ruleSet) });
    await street.give(campaignDecider, 'district2025', 'OpenCampaign', { ruleSet: { id: 'default', version: 1 }, evaluatedYear: 2025, federation: 'district', openedOn: '2025-02-10' });
    for (const union of unions) {
      await street.give(unionDecider, union, 'RegisterUnion', { name: `${union}公司工会`, class: 'privateFirm', superior: 'street' });
      await street.give(evaluation, `${union}.2025.1`, 'OpenEvaluation', { campaign: 'district2025', union, evaluatedYear: 2025, run: 1, ruleSet: { id: 'default', version: 1 } });
    }
    await street.caughtUp();
    return street;
  }

  /** Has something recorded, at nine in the morning of the campaign's first day unless said otherwise. @throws Error when it is not */
  async give(decider: AnyDecider, id: string, type: string, data: object, { at = '2025-02-10T01:00:00.000Z', by = { kind: 'process', office: 'spec', bodyId: 'log-main', assurance: 'unverified' } as Actor } = {}): Promise<void> {
    const outcome = await this.node.commands.handle(decider, id, { type, data, commandId: `given-${++this.#given}`, by, at });
    if (outcome.kind !== 'recorded' && outcome.kind !== 'unchanged') throw new Error(`${type}: ${JSON.stringify(outcome)}`);
    await this.caughtUp();
  }

  /** Resolves once so many messages have arrived; rejects when something went wrong before. */
  arrivals(count: number): Promise<void> {
    if (this.arrived.length >= count) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ count, resolve, reject }));
  }

  failed(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #arrive(notice: OutgoingNotice): void {
    this.arrived.push(notice);
    for (const { count, resolve } of this.#waiting) if (this.arrived.length >= count) resolve();
  }

  async caughtUp(): Promise<void> {
    await this.node.opened;
    const end = await this.node.log.end();
    for (const view of Object.values(this.node.views)) if (!(await view.reached(end, patienceMs))) throw new Error('a view is behind');
  }

  /** A sink by the outbox's name, that counts; with a quota like a robot. */
  sink(idempotent: boolean, quota: Channel['quota'] = null): ReadonlyMap<string, Channel> {
    const keys = new Set<string>();
    const channel: Channel = {
      name: 'outbox',
      byteLimit: 4_096,
      form: 'markdown',
      idempotent,
      quota,
      send: async (notice) => {
        const answer = this.answers.shift();
        // Accepted, and the answer lost on the way.
        if (answer === undefined || answer === 'hang' || answer.kind !== 'refused') {
          if (!idempotent || !keys.has(notice.idempotencyKey)) this.#arrive(notice);
          keys.add(notice.idempotencyKey);
        }
        if (answer === 'hang') throw new Error('killed while sending');
        return answer ?? { kind: 'delivered' };
      },
    };
    return new Map([['outbox', channel]]);
  }

  async close(): Promise<void> {
    await this.node.close();
    await rm(this.folder, { recursive: true });
  }
}
