import { evaluation } from '#evaluation';
import type { AnyDecider, Command, Need } from '#kernel';
import type { Node } from '#platform';
import { inTurn, warmUps, type Figure } from '../figure.js';
import { ratePerSecond } from '../in-flight.js';
import { commandsPerYear, found, liveTheYear, openEvaluations, unionNumber } from './population.js';
import type { Workplace } from './workplace.js';

/** Short rounds, and many: what is sought is smaller than the machine's moods. */
const [width, unions] = [64, 128];
const rounds = warmUps + 32;

/**
 * What gathering facts costs in `commands.64`: the same lanes through the same handling, views attached, against a decider that
 * needs nothing because its facts were gathered beforehand. The difference is all of it: asking which facts, fetching them, and
 * naming their sources in the event. A ratio of 0.9 says that a tenth of a command's time goes there.
 */
export async function benchNeeds(place: Workplace): Promise<Figure> {
  const prepared = await place.node('needs');
  await found(prepared.node);
  await openEvaluations(prepared.node, 0, 1 + 2 * unions * rounds);
  await prepared.close();
  // Opened anew: every stream is loaded from the disk, on both sides.
  const { node, close } = await place.node('needs');
  const inHand = withFactsInHand(await factsOfYear(node, 0));
  const rates: Record<'ours' | 'baseline', number[]> = { ours: [], baseline: [] };
  const processorUs = { ours: 0, baseline: 0 };
  let from = 1;
  for (let round = 0; round < rounds; round++) {
    const pair = [['ours', evaluation], ['baseline', inHand]] as const;
    // Who goes first alternates: the log grows under both alike.
    for (const [side, decider] of round % 2 === 0 ? pair : pair.toReversed()) {
      const [first, before] = [from, process.cpuUsage()];
      rates[side].push(commandsPerYear * (await ratePerSecond(unions, width, (index) => liveTheYear(node, decider, first + index))));
      if (!(await node.views.evaluations.reached(await node.log.end(), 60_000))) throw new Error('the view did not catch up');
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUps) processorUs[side] += user + system;
      from += unions;
    }
  }
  await close();
  const share = 1 - processorUs.baseline / processorUs.ours;
  return inTurn('needs', 'commands/s', rates, { atLeast: 0.9 }, { 'of processor time, all threads (%)': Number((share * 100).toFixed(1)) });
}

type FactsByCommand = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Lives one union's year and keeps, by the type of the command, the facts that its rule asked for. @throws Error for facts that only this union's rules were given */
async function factsOfYear(node: Node, index: number): Promise<FactsByCommand> {
  const facts = new Map<string, Readonly<Record<string, unknown>>>();
  const noting: AnyDecider = {
    ...evaluation,
    needs: (command: Command, state: never) => {
      const asked: Readonly<Record<string, Need | undefined>> = evaluation.needs(command as never, state);
      const own = Object.values(asked).filter((need) => need?.of.includes(unionNumber(index)));
      if (own.length > 0) throw new Error(`${command.type} asks for ${JSON.stringify(own)}: another union's are not at hand`);
      needsOf.set(command.type, asked);
      return asked;
    },
  } as AnyDecider;
  const needsOf = new Map<string, Readonly<Record<string, Need | undefined>>>();
  await liveTheYear(node, noting, index);
  for (const [type, asked] of needsOf) facts.set(type, await node.commands.facts(asked));
  return facts;
}

/** The same rules, which ask for nothing: each is handed what was gathered before. */
function withFactsInHand(facts: FactsByCommand): AnyDecider {
  const rules = Object.entries(evaluation.decide) as [string, (command: Command, state: unknown, facts: unknown) => unknown][];
  const decide = Object.fromEntries(rules.map(([type, rule]) => [type, (command: Command, state: unknown) => rule(command, state, facts.get(type))]));
  return { ...evaluation, needs: () => ({}), decide } as AnyDecider;
}
