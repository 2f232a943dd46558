import { originsOf, ruleSetKey, ruleSetOfKey, type HoldingOn } from '#rules';
import { rulesBeside } from '#views';
import type { UnionsHeld } from './describe-duties.js';

type Version = { readonly id: string; readonly version: number };
type Asked = { readonly own: Version | null; readonly voidedSets: readonly Version[]; readonly published: HoldingOn['published'] };

/**
 * By which sets the unions of a federation are held, from its totals: its own, the campaign's, sets whose adoptions here are void or that derive from
 * such a set, and others (those of federations below it or above it, or what they were moved to). They add up to all.
 */
export async function unionsHeld(totals: { readonly [measure: string]: number }, { own, voidedSets, published }: Asked): Promise<UnionsHeld> {
  const of = (measure: string) => totals[measure] ?? 0;
  const all = of('should') + of('makeUp') + of('exempt');
  const ownKey = own === null ? null : ruleSetKey(own);
  // What is void and was recorded anew stands.
  const voids = new Set(voidedSets.map(ruleSetKey).filter((key) => key !== ownKey));
  const held = { byOwn: 0, byVoid: 0, byOthers: 0 };
  const byVoid: { id: string; version: number; unions: number }[] = [];
  for (const { ruleSet, unions } of rulesBeside(totals)) {
    if (ruleSet === ownKey) held.byOwn += unions;
    else if (await restsOn(voids, ruleSet, published)) {
      held.byVoid += unions;
      byVoid.push({ ...ruleSetOfKey(ruleSet), unions });
    } else held.byOthers += unions;
  }
  return { all, ...held, byCampaigns: all - held.byOwn - held.byVoid - held.byOthers, voidSets: byVoid };
}

async function restsOn(voids: ReadonlySet<string>, ruleSet: string, published: Asked['published']): Promise<boolean> {
  if (voids.has(ruleSet)) return true;
  for await (const from of originsOf(ruleSet, published)) if (voids.has(ruleSetKey(from))) return true;
  return false;
}
