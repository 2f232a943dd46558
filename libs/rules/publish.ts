import { Type } from 'typebox';
import { canonicalJson, eventType, refuse, type Command, type Decider, type DeepReadonly, type EventOf } from '#kernel';
import { contradictions } from './contradictions.js';
import { ruleSetMisfits } from './misfits.js';
import { RuleSet } from './rule-set.js';

/** Makes a rule set known, for ever. `digest` is the SHA-256 of {@link ruleSetText}, computed where hashing is at hand. */
export type PublishRuleSet = Command<'PublishRuleSet', { readonly ruleSet: RuleSet; readonly digest: string }>;

export const RuleSetPublished = eventType(
  'RuleSetPublished',
  Type.Object({ ruleSet: RuleSet, digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, { additionalProperties: false }),
);
export type RuleSetPublished = EventOf<typeof RuleSetPublished>;

export const rulesRefusals = ['already-published', 'rule-set-misshapen', 'rule-set-contradicts-itself'] as const;
export type RulesRefusal = (typeof rulesRefusals)[number];

/** A rule set as published: what an evaluation is pinned to. */
export type PublishedRuleSet = { readonly ruleSet: DeepReadonly<RuleSet>; readonly digest: string };

/** The text whose SHA-256 is the rule set's digest: its canonical JSON. @throws NotCanonical */
export const ruleSetText = (ruleSet: DeepReadonly<RuleSet>): string => canonicalJson(ruleSet);

/** The id behind `ruleset-`: `default.1`. */
export const ruleSetKey = ({ id, version }: { readonly id: string; readonly version: number }): string => `${id}.${version}`;

/** Category `ruleset`, one stream a version: a rule set is published once and never changed. */
export const rulesDecider: Decider<PublishRuleSet, RuleSetPublished, PublishedRuleSet | undefined, object, RulesRefusal> = {
  category: 'ruleset',
  initial: undefined,
  needs: () => ({}),
  decide: {
    PublishRuleSet: ({ data }, published) => {
      if (published !== undefined) return refuse('already-published', { digest: published.digest });
      const misfits = ruleSetMisfits(data.ruleSet);
      if (misfits.length > 0) return refuse('rule-set-misshapen', { misfits });
      const found = contradictions(data.ruleSet);
      if (found.length > 0) return refuse('rule-set-contradicts-itself', { contradictions: found });
      return [RuleSetPublished.of({ ruleSet: data.ruleSet, digest: data.digest })];
    },
  },
  evolve: {
    RuleSetPublished: (_, { data }) => data,
  },
};

export const rulesEvents = [RuleSetPublished] as const;
export const rulesDeciders = [rulesDecider] as const;

/** Facts that rules elsewhere may ask for, of `default.1`: a stream of this decider's, folded, gives value and source. */
export const rulesFacts = {
  ruleSet: { decider: rulesDecider, read: (state: PublishedRuleSet | undefined) => (state === undefined ? undefined : { value: state.ruleSet, source: state.digest }) },
  ruleSetDigest: { decider: rulesDecider, read: (state: PublishedRuleSet | undefined) => (state === undefined ? undefined : { value: state.digest, source: state.digest }) },
} as const;
