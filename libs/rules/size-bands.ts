import { Type } from 'typebox';
import type { DeepReadonly } from '#kernel';
import type { RuleSet } from './rule-set.js';

/** A band of sizes by its least and most members, both counted in: `0-24`, `25-99`, and `100-` for the last. */
export const SizeBand = Type.String({ pattern: '^[0-9]{1,7}-[0-9]{0,7}$' });

type Banded = DeepReadonly<Pick<RuleSet, 'statistics'>>;

/** The bands by which a rule set groups unions, the smallest first; none where it names no sizes. */
export function sizeBandsOf({ statistics }: Banded): readonly string[] {
  const firsts = statistics?.sizeBands;
  return firsts === undefined ? [] : [0, ...firsts].map((first, index) => `${first}-${firsts[index] === undefined ? '' : firsts[index] - 1}`);
}

/** The band of a union with so many members; nothing where the rule set has no bands or nobody knows the number. */
export function sizeBandOf(ruleSet: Banded, members: number | undefined): string | undefined {
  const firsts = ruleSet.statistics?.sizeBands;
  return firsts === undefined || members === undefined ? undefined : sizeBandsOf(ruleSet)[firsts.filter((first) => members >= first).length];
}
