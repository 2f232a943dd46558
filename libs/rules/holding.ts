import type { DeepReadonly, PlainDate } from '#kernel';
import { ruleSetKey, type PublishedRuleSet } from './publish.js';
import type { RuleSet } from './rule-set.js';

/** What a federation's adoption (转发执行) of a version is folded into; `own`: the stricter set it is held in; nothing where it never came, or is void. */
export type Adoption = ({ readonly federation: string; readonly ruleSet: Version; /** Sets further up in whose stead it held above then. */ readonly insteadOf?: readonly Version[] } & Adopted) | undefined;
/** All that a federation ever said of adopting a version: what stands, if anything, and what is void, the last one last. */
export type AdoptionRecord = { readonly standing: Adoption; readonly voided: readonly VoidedAdoption[] };
export type VoidedAdoption = Adopted & { readonly reason: string; readonly basis?: string };
type Version = { readonly id: string; readonly version: number };
type Adopted = { readonly adoptedOn: PlainDate; readonly own?: Version };

/** A stricter rule set that holds in another's stead, and the federation that adopted the other so. */
export type Held = { readonly ruleSet: { readonly id: string; readonly version: number; readonly digest: string }; readonly by: string };

/** Where adoptions and rule sets are read; those that are not there are `undefined`. */
export type HoldingOn = {
  readonly day: PlainDate;
  readonly adoption: (federation: string, ruleSet: string) => Promise<DeepReadonly<Adopted> | undefined>;
  readonly published: (ruleSet: string) => Promise<DeepReadonly<PublishedRuleSet> | undefined>;
};

/**
 * What holds on a day below federations (the nearest first) where one above them all goes by `ruleSet` (`default.2`): from the top down, each that has
 * adopted what holds above it with a stricter set of its own (转发执行并从严) holds those below it to that. One that adopted something else than what
 * holds above it does not: nobody lets go what was tightened above. `undefined`: nothing but `ruleSet` itself.
 */
export async function heldBelow(ruleSet: string, path: readonly string[], { day, adoption, published }: HoldingOn): Promise<Held | undefined> {
  let held: Held | undefined;
  for (const federation of path.toReversed()) {
    const above = held === undefined ? ruleSet : ruleSetKey(held.ruleSet);
    const adopted = await adoption(federation, above);
    if (adopted?.own === undefined || adopted.adoptedOn > day) continue;
    const [base, own] = [await published(above), await published(ruleSetKey(adopted.own))];
    if (base === undefined || own === undefined || !mayBeTightened(base.ruleSet) || !isInForce(own.ruleSet, day)) continue;
    held = { ruleSet: { id: adopted.own.id, version: adopted.own.version, digest: own.digest }, by: federation };
  }
  return held;
}

/**
 * The sets in whose stead one holds below federations (the nearest first): of those that it derives from, nearest first, each that somebody there
 * adopted so. Whoever adopts it below them has adopted these.
 */
export async function insteadOf(ruleSet: string, path: readonly string[], on: HoldingOn): Promise<readonly Version[]> {
  const found: Version[] = [];
  let left = path.length;
  for await (const from of originsOf(ruleSet, on.published)) {
    if (left-- === 0) break;
    const held = await heldBelow(ruleSetKey(from), path, on);
    if (held !== undefined && ruleSetKey(held.ruleSet) === ruleSet) found.push({ id: from.id, version: from.version });
  }
  return found;
}

/** The sets that one derives from, the nearest first, as far as they are published; each once. */
export async function* originsOf(ruleSet: string, published: HoldingOn['published']): AsyncGenerator<Version> {
  const above = async (key: string): Promise<Version | null> => (await published(key))?.ruleSet.derivedFrom ?? null;
  const seen = new Set([ruleSet]);
  for (let from = await above(ruleSet); from !== null && !seen.has(ruleSetKey(from)); from = await above(ruleSetKey(from))) {
    seen.add(ruleSetKey(from));
    yield from;
  }
}

/** A set that says nothing of tightening was never compared with those derived from it: they may ask for less. */
export const mayBeTightened = ({ mayTighten }: DeepReadonly<Pick<RuleSet, 'mayTighten'>>): boolean => mayTighten !== undefined;

const isInForce = ({ inForce: { from, until } }: DeepReadonly<Pick<RuleSet, 'inForce'>>, day: PlainDate): boolean => from <= day && (until === undefined || day <= until);
