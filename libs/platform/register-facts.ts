import type { CommandHandling, EventReader, Fact, FactSources } from '#kernel';
import {
  federationDecider,
  federationOn,
  hierarchyDecider,
  hierarchyId,
  lineageAbove,
  loopOf,
  reportsOf,
  unionDecider,
  unionOn,
  valueOn,
  type FederationState,
  type Moves,
  type ReadRung,
  type Superior,
  type UnionState,
} from '#register';
import type { ViewReaders } from './open-views.js';

const longestWaitMs = 2_000;

/** Facts that are found by walking the register: each names as its source every stream it read, with its revision. */
export const registerFactsOf = (commands: () => CommandHandling, views: Pick<ViewReaders, 'federations' | 'unions'>, log: Pick<EventReader, 'end'>): FactSources => ({
  lineage: (of) => lineageFact(new Walk(commands()), of),
  loop: (of) => loopFact(new Walk(commands()), of),
  below: (of) => belowFact(views, log, of),
});

/** Reads streams of the register and remembers which, at which revision. */
class Walk {
  readonly #sources = new Set<string>();
  #moves: Promise<Moves> | undefined;

  constructor(private readonly commands: CommandHandling) {}

  get source(): string {
    return [...this.#sources].join(' ');
  }

  readonly read: ReadRung = async (id) => {
    const state = (await this.#state(federationDecider, id)) as FederationState | undefined;
    if (state === undefined) return undefined;
    this.#moves ??= this.#state(hierarchyDecider, hierarchyId) as Promise<Moves>;
    const { from, closedOn, superiors } = federationOn(state);
    return { from, closedOn, superiors: reportsOf(superiors, (await this.#moves)[id]) };
  };

  union(id: string): Promise<UnionState | undefined> {
    return this.#state(unionDecider, id) as Promise<UnionState | undefined>;
  }

  async #state(decider: typeof federationDecider | typeof unionDecider | typeof hierarchyDecider, id: string): Promise<unknown> {
    const { state, revision } = await this.commands.state(decider, id);
    this.#sources.add(`${decider.category}-${id}@${revision}`);
    return state;
  }
}

/**
 * The fact `lineage`: all federations above a union or a federation on a day, by `union.<id>@<day>` or `federation.<id>@<day>`;
 * an empty day is the beginning. No value for what is not registered, and for a union that was not founded yet on that day.
 */
async function lineageFact(walk: Walk, of: string): Promise<Fact> {
  const [, kind, id = '', day = ''] = /^(union|federation)\.([a-z0-9_]+)@(\d{4}-\d{2}-\d{2})?$/.exec(of) ?? [];
  if (kind === undefined) throw new RangeError(`"${of}" names no lineage`);
  const value = await (kind === 'union' ? lineageOfUnion(walk, id, day) : lineageOfFederation(walk, id, day));
  return { value, source: walk.source };
}

async function lineageOfFederation(walk: Walk, id: string, day: string): Promise<Superior | undefined> {
  const rung = await walk.read(id);
  if (rung === undefined) return undefined;
  const superiors = valueOn(rung.superiors, day) ?? [];
  return { ...(await lineageAbove(superiors, day, walk.read)), ...(rung.from === undefined ? {} : { from: rung.from }), ...(rung.closedOn === undefined ? {} : { closedOn: rung.closedOn }) };
}

async function lineageOfUnion(walk: Walk, id: string, day: string): Promise<Superior | undefined> {
  const state = await walk.union(id);
  const union = state === undefined ? undefined : unionOn(state, day);
  if (union === undefined) return undefined;
  return { ...(await lineageAbove([union.superior], day, walk.read)), ...(union.closedOn === undefined ? {} : { closedOn: union.closedOn }) };
}

/** The fact `loop`: `<federation><<superior>+<superior>@<from>..<until>`, where a federation would come to stand above itself. */
async function loopFact(walk: Walk, of: string): Promise<Fact> {
  const [, federation = '', superiors = '', from = '', until = ''] = /^([a-z0-9_]+)<([a-z0-9_+]*)@([\d-]*)\.\.([\d-]*)$/.exec(of) ?? [];
  const value = await loopOf({ federation, superiors: superiors === '' ? [] : superiors.split('+'), from, ...(until === '' ? {} : { until }) }, walk.read);
  return { value, source: walk.source === '' ? 'hierarchy-main@none' : walk.source };
}

/** The fact `below`: how many report to a federation directly, by the views at the log's end. */
async function belowFact({ federations, unions }: Pick<ViewReaders, 'federations' | 'unions'>, log: Pick<EventReader, 'end'>, of: string): Promise<Fact> {
  const end = await log.end();
  await Promise.all([federations.reached(end, longestWaitMs), unions.reached(end, longestWaitMs)]);
  const [ofFederations, ofUnions] = await Promise.all([federations.totals(of), unions.totals(of)]);
  return { value: { federations: ofFederations['federations'] ?? 0, unions: ofUnions['unions'] ?? 0 }, source: `views@${end}` };
}
