import type { CommandHandling, EventReader, Fact, FactSources, Hashing } from '#kernel';
import { lineageAbove, loopOf, standsAgain, unionOn, valueOn, withoutMove, type Lineage, type Superior } from '#register';
import { heldBelow, type Held } from '#rules';
import { belowFact } from './below-fact.js';
import { heldFact, insteadOfFact, neverHeldFact } from './held-rules.js';
import type { ViewReaders } from './open-views.js';
import { Walk } from './register-walk.js';

/** The most characters in which a fact names its streams one by one; where they are more it names their digest. */
const maxSource = 4_000;

/** Facts that are found by walking the register: each names as its source every stream it read, with its revision. */
export const registerFactsOf = (commands: () => CommandHandling, views: Pick<ViewReaders, 'federations' | 'unions'>, { log, hashing }: { readonly log: Pick<EventReader, 'end'>; readonly hashing: Pick<Hashing, 'sha256'> }): FactSources => ({
  lineage: (of) => lineageFact(new Walk(commands()), of),
  lineages: (of) => lineagesFact(new Walk(commands()), of, hashing),
  held: (of) => heldFact(new Walk(commands()), of),
  insteadOf: (of) => insteadOfFact(new Walk(commands()), of),
  neverHeld: (of) => neverHeldFact(new Walk(commands()), of),
  loop: (of) => loopFact(new Walk(commands()), of),
  standsAgain: (of) => standsAgainFact(new Walk(commands()), of),
  below: belowFact(views, log),
});

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
  return { ...(await lineageAbove(union.superior === null ? [] : [union.superior], day, walk.read)), ...(union.closedOn === undefined ? {} : { closedOn: union.closedOn }) };
}

/**
 * The fact `lineages`: all federations above each of many on one day, by `union.<id>+<id>…@<day>` or `federation.…`, as a record by id;
 * who is not registered, or was not founded yet, is not in it. The walks share what they read: 500 unions of a town are one walk.
 * Followed by `/<rule set>`, as `/default.2`: also the stricter set that holds there in its stead.
 */
async function lineagesFact(walk: Walk, of: string, hashing: Pick<Hashing, 'sha256'>): Promise<Fact> {
  const [, kind, ids, day = '', ruleSet] = /^(union|federation)\.([a-z0-9_+]+)@(\d{4}-\d{2}-\d{2})(?:\/([a-z0-9_]+\.\d+))?$/.exec(of) ?? [];
  if (kind === undefined || ids === undefined) throw new RangeError(`"${of}" names no lineages`);
  const above = new Map<string, Promise<Lineage & { readonly held?: Held }>>();
  const lineageOf = (superiors: readonly string[]) => {
    const key = superiors.join('+');
    const found = above.get(key) ?? lineageAnd(superiors);
    above.set(key, found);
    return found;
  };
  const lineageAnd = async (superiors: readonly string[]) => {
    const lineage = await lineageAbove(superiors, day, walk.read);
    const held = ruleSet === undefined ? undefined : await heldBelow(ruleSet, lineage.path, { day, adoption: walk.adoption, published: walk.published });
    return held === undefined ? lineage : { ...lineage, held };
  };
  const found = await Promise.all(
    ids.split('+').map(async (id) => {
      const superiors = await (kind === 'union' ? walk.superiorOf(id, day) : walk.superiorsOf(id, day));
      return superiors === undefined ? [] : [[id, await lineageOf(superiors)] as const];
    }),
  );
  const { source } = walk;
  return { value: Object.fromEntries(found.flat()), source: source.length > maxSource ? `sha256:${hashing.sha256(source)}` : source || 'register@none' };
}

/** The fact `loop`: `<federation><<superior>+<superior>@<from>..<until>`, where a federation would come to stand above itself. */
async function loopFact(walk: Walk, of: string): Promise<Fact> {
  const [, federation = '', superiors = '', from = '', until = ''] = /^([a-z0-9_]+)<([a-z0-9_+]*)@([\d-]*)\.\.([\d-]*)$/.exec(of) ?? [];
  const value = await loopOf({ federation, superiors: superiors === '' ? [] : superiors.split('+'), from, ...(until === '' ? {} : { until }) }, walk.read);
  return { value, source: walk.source === '' ? 'hierarchy-main@none' : walk.source };
}

/** The fact `standsAgain`, by `move.<federation>@<date>` or `end.<federation>@<date>`: to whom it reports again once that entry is void. */
async function standsAgainFact(walk: Walk, of: string): Promise<Fact> {
  const [, kind, federation = '', on = ''] = /^(move|end)\.([a-z0-9_]+)@([\d-]+)$/.exec(of) ?? [];
  const rung = await walk.read(federation);
  const reports = rung === undefined ? undefined : kind === 'move' ? withoutMove(rung.superiors, on) : rung.superiors;
  return { value: reports === undefined ? undefined : await standsAgain(federation, { reports, on }, walk.read), source: walk.source };
}
