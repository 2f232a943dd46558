import type { DeepReadonly } from '#kernel';
import type { AdoptionRecord } from './holding.js';
import { ruleSetKey, type PublishedRuleSet } from './publish.js';

type Version = { readonly id: string; readonly version: number };

/** A rule set that was adopted in another's stead by an adoption that is void, and whose that was: it never held. */
export type NeverHeld = { readonly ruleSet: Version; readonly by: string };

export type NeverHeldAsked = {
  /** The set in whose stead it was held to: the campaign's. */
  readonly insteadOf: string;
  /** Federations above, in any order. */
  readonly path: readonly string[];
  readonly recorded: (federation: string, ruleSet: string) => Promise<DeepReadonly<AdoptionRecord> | undefined>;
  readonly published: (ruleSet: string) => Promise<DeepReadonly<PublishedRuleSet> | undefined>;
};

/**
 * Whether a set by which unions below federations were held rests on nothing but void adoptions: its own, or one of a set that it derives from. Recorded
 * anew with the same set (only its day or document was wrong) it did hold; one that a stricter set has superseded since did so too. `undefined`: it held.
 */
export async function neverHeld(ruleSet: string, { insteadOf, path, recorded, published }: NeverHeldAsked): Promise<NeverHeld | undefined> {
  const seen = new Set([insteadOf]);
  for (let key = ruleSet; !seen.has(key); ) {
    seen.add(key);
    const set = (await published(key))?.ruleSet;
    if (set === undefined || set.derivedFrom === null) return undefined;
    const from = ruleSetKey(set.derivedFrom);
    const records = await Promise.all(path.map(async (federation) => ({ federation, record: await recorded(federation, from) })));
    const isIt = (own: Version | undefined) => own !== undefined && ruleSetKey(own) === key;
    const isVoid = records.find(({ record }) => record?.voided.some(({ own }) => isIt(own)) === true);
    if (isVoid !== undefined && !records.some(({ record }) => isIt(record?.standing?.own))) return { ruleSet: { id: set.id, version: set.version }, by: isVoid.federation };
    key = from;
  }
  return undefined;
}
