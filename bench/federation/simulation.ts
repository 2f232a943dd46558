import { campaignDecider } from '#campaign';
import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { evaluation } from '#evaluation';
import { runPolicy, type Actor, type AnyDecider, type Command, type Effect, type Outcome } from '#kernel';
import { domainDeciders, domainPolicies, ruleSetDigest, type Node } from '#platform';
import { federationDecider, unionDecider } from '#register';
import { ruleSetKey, rulesDecider, type RuleSet } from '#rules';
import { yearOf, type Population } from '../../test/population/population.js';
import type { Entry } from '../../test/population/year.js';
import { ratePerSecond } from '../in-flight.js';
import { Progress } from '../progress.js';

export type Simulated = { readonly node: Node; readonly population: Population; readonly evaluatedYear: number; readonly seed: number; /** Where progress is shown. */ readonly out?: NodeJS.WriteStream };

/** Commands under way at once. */
const width = 64;
const unitsPerCall = 500;
export const campaign = 'round';
const openedOn = (year: number) => `${year}-01-10`;
const instant = (year: number) => `${openedOn(year)}T01:00:00.000Z`;

const ruleSet: RuleSet = readRuleSet(shippedRuleSet('default.2'));

export const evaluationOf = (union: string, year: number): string => `${union}.${year}.1`;

/** Federations, unions, the rule set, the campaign: all that is there before the year begins. */
export async function found({ node, population, evaluatedYear, out }: Simulated): Promise<void> {
  const { tree, unions } = population;
  const officer: Actor = { kind: 'person', office: 'officer', bodyId: `federation-${tree.root}`, assurance: 'unverified' };
  const hand = (decider: AnyDecider, id: string, wish: { readonly type: string; readonly data: object }) => record(node, decider, id, { ...wish, by: officer, at: instant(evaluatedYear), commandId: `sim-${wish.type}-${id}` });
  // Parents come first.
  for (const { id, data } of tree.federations) await hand(federationDecider, id, { type: 'RegisterFederation', data });
  await hand(rulesDecider, ruleSetKey(ruleSet), { type: 'PublishRuleSet', data: { ruleSet, digest: ruleSetDigest(ruleSet) } });
  const progress = new Progress('unions registered', unions.length, out);
  await ratePerSecond(unions.length, width, async (index) => {
    const { id, data } = unions[index] as (typeof unions)[number];
    await hand(unionDecider, id, { type: 'RegisterUnion', data });
    progress.advance();
  });
  const { id, version } = ruleSet;
  await hand(campaignDecider, campaign, { type: 'OpenCampaign', data: { ruleSet: { id, version }, evaluatedYear, federation: tree.root, openedOn: openedOn(evaluatedYear) } });
}

/** Calls every union up and waits until each has its evaluation: 500 units a command, the policy does the rest. Seconds it took. */
export async function callUp(simulated: Simulated): Promise<number> {
  const { node, population, evaluatedYear } = simulated;
  const { tree, unions } = population;
  const by: Actor = { kind: 'person', office: 'officer', bodyId: `federation-${tree.root}`, assurance: 'unverified' };
  const began = performance.now();
  const opened = untilAllOpened(simulated);
  for (let from = 0; from < unions.length; from += unitsPerCall) {
    const units = unions.slice(from, from + unitsPerCall).map(({ id }) => id);
    await record(node, campaignDecider, campaign, { type: 'CallUpUnits', data: { units }, by, at: instant(evaluatedYear), commandId: `sim-call-up-${from}` });
  }
  await opened;
  return (performance.now() - began) / 1_000;
}

/** Runs the policies until every unit has its evaluation; those opened in an earlier run on the same folder are not waited for. */
async function untilAllOpened({ node, population, evaluatedYear, out }: Simulated): Promise<void> {
  const ids = population.unions.map(({ id }) => evaluationOf(id, evaluatedYear));
  const heads = await Promise.all(ids.map((id) => node.log.head(`evaluation-${id}`)));
  const missing = new Set(ids.filter((_, index) => heads[index] === 'none'));
  if (missing.size === 0) return;
  const progress = new Progress('evaluations opened', missing.size, out);
  const stop = new AbortController();
  let done = () => {};
  const all = new Promise<void>((resolve) => (done = resolve));
  const send = async (effect: Effect, command: Command) => {
    const decider = domainDeciders.find(({ category }) => category === effect.category);
    if (decider === undefined) throw new Error(`nobody decides "${effect.category}"`);
    insist(await node.commands.handle(decider, effect.id, command), command, effect.id);
    if (!missing.delete(effect.id)) return;
    progress.advance();
    if (missing.size === 0) done();
  };
  const failed = (error: unknown) => void (stop.signal.aborted || console.error(error));
  const { log, catalogue, checkpoints } = node;
  const runs = domainPolicies.map((policy) => runPolicy(policy, { log, catalogue, checkpoints, now: ({ metadata }) => metadata.at, signal: stop.signal, load: () => log.load ?? 0, failed, send }));
  await all;
  stop.abort();
  await Promise.all(runs);
}

/** Plays the year of every union in the order of time; the number of commands. */
export async function liveTheYear({ node, population, evaluatedYear, seed, out }: Simulated): Promise<number> {
  const calendar = calendarOf({ population, evaluatedYear, seed });
  const progress = new Progress('commands', calendar.length, out);
  await ratePerSecond(calendar.length, width, async (index) => {
    const { union, nth, entry } = calendar[index] as (typeof calendar)[number];
    await record(node, evaluation, evaluationOf(union, evaluatedYear), { ...entry, commandId: `sim-${nth}` });
    progress.advance();
  });
  return calendar.length;
}

type Dated = { readonly union: string; readonly nth: number; readonly entry: Entry };

function calendarOf({ population, evaluatedYear, seed }: Omit<Simulated, 'node' | 'out'>): readonly Dated[] {
  const all: Dated[] = [];
  for (const [index, { id }] of population.unions.entries()) {
    for (const [nth, entry] of yearOf(population, index, { ruleSet, evaluatedYear, seed }).entries()) all.push({ union: id, nth, entry });
  }
  return all.sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
}

/** Sends a command and insists that it is recorded. @throws Error with the refusal */
async function record(node: Node, decider: AnyDecider, id: string, command: Command): Promise<void> {
  insist(await node.commands.handle(decider, id, command), command, id);
}

function insist(outcome: Outcome, { type, data }: Pick<Command, 'type' | 'data'>, id: string): void {
  if (outcome.kind !== 'recorded') throw new Error(`${type} on ${id} ${JSON.stringify(data).slice(0, 300)}: ${JSON.stringify(outcome)}`);
}
