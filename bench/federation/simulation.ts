import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { runPolicy, type Command, type Effect, type Outcome } from '#kernel';
import { domainDeciders, domainPolicies, ruleSetDigest, type Node } from '#platform';
import { ruleSetKey, type RuleSet } from '#rules';
import type { Population } from '../../test/population/population.js';
import { callUpWishes, evaluationOf, federationWishes, officerOf, unionWishes, yearWishes, type Wish } from '../../test/population/wishes.js';
import { ratePerSecond } from '../in-flight.js';
import { Progress } from '../progress.js';

export type Simulated = { readonly node: Node; readonly population: Population; readonly evaluatedYear: number; readonly seed: number; /** Where progress is shown. */ readonly out?: NodeJS.WriteStream };

/** Commands under way at once. */
const width = 64;
export const campaign = 'round';
const openedOn = (year: number) => `${year}-01-10`;
const ruleSet: RuleSet = readRuleSet(shippedRuleSet('default.2'));
const toldBy = ({ population, evaluatedYear }: Simulated) => ({ by: officerOf(population.tree.root), at: `${openedOn(evaluatedYear)}T01:00:00.000Z` });

/** Federations, unions, the rule set, the campaign: all that is there before the year begins. */
export async function found(simulated: Simulated): Promise<void> {
  const { node, population, evaluatedYear, out } = simulated;
  const told = toldBy(simulated);
  for (const wish of federationWishes(population, told)) await record(node, wish);
  const { id, version } = ruleSet;
  await record(node, { key: 'publish', on: `ruleset-${ruleSetKey(ruleSet)}`, type: 'PublishRuleSet', data: { ruleSet, digest: ruleSetDigest(ruleSet) }, ...told });
  const unions = unionWishes(population, told);
  await inLanes(node, unions, new Progress('unions registered', unions.length, out));
  await record(node, { key: 'open', on: `campaign-${campaign}`, type: 'OpenCampaign', data: { ruleSet: { id, version }, evaluatedYear, federation: population.tree.root, openedOn: openedOn(evaluatedYear) }, ...told });
}

/** Calls every union up and waits until each has its evaluation: 500 units a command, the policy does the rest. Seconds it took. */
export async function callUp(simulated: Simulated): Promise<number> {
  const { node, population, evaluatedYear } = simulated;
  // Opened in an earlier run on the same folder: nothing is left to do.
  const missing = await missingOf(node, population, evaluatedYear);
  if (missing.size === 0) return 0;
  const policies = runPolicies(simulated, missing);
  // As in a server that has run all along: what was registered is behind them.
  await policies.caughtUp;
  const began = performance.now();
  for (const wish of callUpWishes(simulated.population, campaign, toldBy(simulated))) await record(simulated.node, wish);
  await policies.opened;
  const seconds = (performance.now() - began) / 1_000;
  await policies.stop();
  return seconds;
}

type Policies = { /** They have come to the end of the log as it is now. */ readonly caughtUp: Promise<unknown>; /** Every unit has its evaluation. */ readonly opened: Promise<void>; readonly stop: () => Promise<void> };

/** Runs the policies until every evaluation that is missing is open. */
function runPolicies({ node, out }: Simulated, missing: Set<string>): Policies {
  const { log, catalogue, checkpoints } = node;
  const stopped = new AbortController();
  const end = log.end();
  let done = () => {};
  const opened = new Promise<void>((resolve) => (done = resolve));
  const progress = new Progress('evaluations opened', missing.size, out);
  const send = async ({ category, id, begins }: Effect, command: Command) => {
    insist(await node.commands.handle(deciderOf(category), id, command, { presumedNew: begins === true }), command, id);
    if (!missing.delete(id)) return;
    progress.advance();
    if (missing.size === 0) done();
  };
  const failed = (error: unknown) => void (stopped.signal.aborted || console.error(error));
  const arrivals: Promise<void>[] = [];
  const runs = domainPolicies.map((policy) => {
    let arrived = () => {};
    arrivals.push(new Promise((resolve) => (arrived = resolve)));
    const advanced = (position: number) => void end.then((last) => position >= last && arrived());
    // One that stands there already is told of nothing.
    void checkpoints.load(policy.name).then((kept) => advanced(kept ?? 0));
    return runPolicy(policy, { log, catalogue, checkpoints, now: ({ metadata }) => metadata.at, signal: stopped.signal, load: () => log.load ?? 0, failed, send, advanced });
  });
  return { caughtUp: Promise.race([Promise.all(arrivals), opened]), opened, stop: async () => (stopped.abort(), void (await Promise.all(runs))) };
}

async function missingOf({ log }: Node, { unions }: Population, evaluatedYear: number): Promise<Set<string>> {
  const ids = unions.map(({ id }) => evaluationOf(id, evaluatedYear));
  const heads = await Promise.all(ids.map((id) => log.head(`evaluation-${id}`)));
  return new Set(ids.filter((_, index) => heads[index] === 'none'));
}

/** Plays the year of every union, or of those chosen by their number, in the order of time; the number of commands. */
export async function liveTheYear({ node, population, evaluatedYear, seed, out }: Simulated, chosen: (union: number) => boolean = () => true): Promise<number> {
  const wishes = yearWishes(population, { ruleSet, evaluatedYear, seed, chosen });
  await inLanes(node, wishes, new Progress('commands', wishes.length, out));
  return wishes.length;
}

/** Many at once; those of one stream stay in their order, for the handler queues them as they are handed in. */
const inLanes = (node: Node, wishes: readonly Wish[], progress: Progress): Promise<number> =>
  ratePerSecond(wishes.length, width, async (index) => {
    await record(node, wishes[index] as Wish);
    progress.advance();
  });

/** Sends a command and insists that it is recorded. Its id is the wish's own, so that it is recorded once. @throws Error with the refusal */
async function record(node: Node, { on, key, ...wish }: Wish): Promise<void> {
  const [category, id] = [on.slice(0, on.indexOf('-')), on.slice(on.indexOf('-') + 1)];
  const command: Command = { ...wish, commandId: `sim-${key}` };
  insist(await node.commands.handle(deciderOf(category), id, command), command, id);
}

function deciderOf(category: string) {
  const decider = domainDeciders.find((decider) => decider.category === category);
  if (decider === undefined) throw new Error(`nobody decides "${category}"`);
  return decider;
}

/** The log holds what was played before with other unions, another seed or year: it is resumed by the same call only. */
export class AnotherSimulation extends Error {}

function insist(outcome: Outcome, { type, data }: Pick<Command, 'type' | 'data'>, id: string): void {
  if (outcome.kind === 'id-reused') throw new AnotherSimulation(`${type} on ${id} was recorded with other data`);
  if (outcome.kind !== 'recorded') throw new Error(`${type} on ${id} ${JSON.stringify(data).slice(0, 300)}: ${JSON.stringify(outcome)}`);
}
