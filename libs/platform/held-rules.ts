import type { Fact } from '#kernel';
import { heldBelow, insteadOf, neverHeld } from '#rules';
import { lineageAbove } from '#register';
import type { Walk } from './register-walk.js';

/**
 * The fact `held`: the stricter rule set that holds in another's stead on a day, by `union.<id>@<day>/<rule set>`, `federation.…`,
 * or `path.<id>+<id>@<day>/<rule set>` of federations that are known already, the nearest first. No value where nobody above tightened it.
 */
export const heldFact = (walk: Walk, of: string): Promise<Fact> => asked(walk, of, heldBelow);

/** The fact `insteadOf`: the sets in whose stead one holds there, asked for in the same way. */
export const insteadOfFact = (walk: Walk, of: string): Promise<Fact> => asked(walk, of, insteadOf);

/** The fact `neverHeld`, by `path.<id>+<id>/<rule set><<rule set>`: that those below these federations were held to the first in the stead of the second rests on a void adoption; no value where it does not. */
export async function neverHeldFact(walk: Walk, of: string): Promise<Fact> {
  const [, ids, ruleSet = '', above = ''] = /^path\.([a-z0-9_+]+)\/([a-z0-9_]+\.\d+)<([a-z0-9_]+\.\d+)$/.exec(of) ?? [];
  if (ids === undefined) throw new RangeError(`"${of}" names no rule set that was held to`);
  const value = await neverHeld(ruleSet, { insteadOf: above, path: ids.split('+'), recorded: walk.adoptionRecord, published: walk.published });
  return { value, source: walk.source === '' ? 'adoptions@none' : walk.source };
}

async function asked(walk: Walk, of: string, question: typeof heldBelow | typeof insteadOf): Promise<Fact> {
  const [, kind, ids = '', day = '', ruleSet = ''] = /^(union|federation|path)\.([a-z0-9_+]+)@(\d{4}-\d{2}-\d{2})\/([a-z0-9_]+\.\d+)$/.exec(of) ?? [];
  if (kind === undefined) throw new RangeError(`"${of}" names no rule set that holds`);
  const path = kind === 'path' ? ids.split('+') : await pathOf(walk, kind === 'union' ? await walk.superiorOf(ids, day) : await walk.superiorsOf(ids, day), day);
  return { value: await question(ruleSet, path, { day, adoption: walk.adoption, published: walk.published }), source: walk.source === '' ? 'adoptions@none' : walk.source };
}

const pathOf = async (walk: Walk, superiors: readonly string[] = [], day: string): Promise<readonly string[]> => (await lineageAbove(superiors, day, walk.read)).path;
