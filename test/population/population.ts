import type { RuleSet } from '#rules';
import { Chance } from '#kernel/testing';
import { fatesOf, type Fate } from './fates.js';
import { treeOf, type Tree } from './tree.js';
import { unionsOf, type UnionSeed } from './unions.js';
import { entriesOf, type Entry } from './year.js';

/** A made-up country: who there is, and what becomes of each union in the year. The same numbers always give the same one. */
export type Population = { readonly tree: Tree; readonly unions: readonly UnionSeed[]; readonly fates: readonly Fate[] };

export type PopulationWanted = { readonly unions: number; readonly seed: number; readonly holding?: number; /** What the one district is called. */ readonly root?: { readonly id: string; readonly name: string } };

/** `holding`: how many of the unions hold the evaluation; 65 of 100 when absent. @throws RangeError */
export function populationOf({ unions, seed, holding = Math.round(unions * 0.65), root }: PopulationWanted): Population {
  if (!(Number.isSafeInteger(unions) && unions >= 1)) throw new RangeError(`${unions} is no number of unions`);
  if (!(holding >= 0 && holding <= unions)) throw new RangeError(`${holding} of ${unions} unions cannot hold the evaluation`);
  const chance = new Chance(seed);
  const tree = treeOf(unions, chance, root);
  const all = unionsOf(tree, chance);
  return { tree, unions: all, fates: fatesOf(all, holding, chance) };
}

/** What one union records in the year; chance of its own, so that it may be asked for alone. */
export function yearOf({ unions, fates }: Population, index: number, { ruleSet, evaluatedYear, seed }: { readonly ruleSet: RuleSet; readonly evaluatedYear: number; readonly seed: number }): readonly Entry[] {
  const [union, fate] = [unions[index], fates[index]];
  if (union === undefined || fate === undefined) throw new RangeError(`there is no union ${index}`);
  return entriesOf({ union, fate, ruleSet, evaluatedYear, chance: new Chance(seed * 1_000_003 + index) });
}
