import { Type } from 'typebox';
import { canonicalJson, eventType, idPart, refuse, type Command, type Decider, type DeepReadonly, type EventOf } from '#kernel';
import { contradictions } from './contradictions.js';
import { ruleSetMisfits } from './misfits.js';
import { RuleSet } from './rule-set.js';
import { loosenedRefused } from './tightening.js';

/** Makes a rule set known, for ever. `digest` is the SHA-256 of {@link ruleSetText}, computed where hashing is at hand. */
export type PublishRuleSet = Command<'PublishRuleSet', { readonly ruleSet: RuleSet; readonly digest: string }>;

export const RuleSetPublished = eventType(
  'RuleSetPublished',
  Type.Object({ ruleSet: RuleSet, digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, { additionalProperties: false }),
);
export type RuleSetPublished = EventOf<typeof RuleSetPublished>;

export const publishingRefusals = ['already-published', 'rule-set-misshapen', 'rule-set-contradicts-itself', 'rule-set-loosens'] as const;
export type PublishingRefusal = (typeof publishingRefusals)[number];

/** The rule set that one derives from, as published; absent: it was not, and nothing is compared. */
export type PublishingFacts = { base?: RuleSet };

/** A rule set as published: what an evaluation is pinned to. */
export type PublishedRuleSet = { readonly ruleSet: DeepReadonly<RuleSet>; readonly digest: string };

/** The text whose SHA-256 is the rule set's digest: its canonical JSON. @throws NotCanonical */
export const ruleSetText = (ruleSet: DeepReadonly<RuleSet>): string => canonicalJson(ruleSet);

/** The id behind `ruleset-`: `default.1`. */
export const ruleSetKey = ({ id, version }: { readonly id: string; readonly version: number }): string => `${id}.${version}`;

/** The version that a {@link ruleSetKey} names. */
export function ruleSetOfKey(key: string): { readonly id: string; readonly version: number } {
  const at = key.lastIndexOf('.');
  return { id: key.slice(0, at), version: Number(key.slice(at + 1)) };
}

/** Category `ruleset`, one stream a version: a rule set is published once and never changed. */
export const rulesDecider: Decider<PublishRuleSet, RuleSetPublished, PublishedRuleSet | undefined, PublishingFacts, PublishingRefusal> = {
  category: 'ruleset',
  initial: undefined,
  // What is no rule set at all has nothing to be compared with; it is refused by its form.
  needs: ({ data: { ruleSet } }, published) => {
    const derivedFrom = (ruleSet as Partial<RuleSet> | null | undefined)?.derivedFrom;
    return published === undefined && typeof derivedFrom?.id === 'string' && Number.isInteger(derivedFrom.version) && idPart.test(derivedFrom.id) ? { base: { fact: 'ruleSet', of: ruleSetKey(derivedFrom) } } : {};
  },
  decide: {
    PublishRuleSet: ({ data }, published, facts) => {
      if (published !== undefined) return refuse('already-published', { digest: published.digest });
      const misfits = ruleSetMisfits(data.ruleSet);
      if (misfits.length > 0) return refuse('rule-set-misshapen', { misfits });
      const found = contradictions(data.ruleSet);
      if (found.length > 0) return refuse('rule-set-contradicts-itself', { contradictions: found });
      const looser = data.ruleSet.derivedFrom === null || facts.base === undefined ? undefined : loosenedRefused(facts.base, data.ruleSet);
      if (looser !== undefined) return looser;
      return [RuleSetPublished.of({ ruleSet: data.ruleSet, digest: data.digest })];
    },
  },
  evolve: {
    RuleSetPublished: (_, { data }) => data,
  },
};

/** Facts that rules elsewhere may ask for, of `default.1`: a stream of this decider's, folded, gives value and source. */
export const rulesFacts = {
  ruleSet: { decider: rulesDecider, read: (state: PublishedRuleSet | undefined) => (state === undefined ? undefined : { value: state.ruleSet, source: state.digest }) },
  ruleSetDigest: { decider: rulesDecider, read: (state: PublishedRuleSet | undefined) => (state === undefined ? undefined : { value: state.digest, source: state.digest }) },
} as const;
