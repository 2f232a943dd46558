import { refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import type { RuleSet } from '#rules';
import { federationOf, type Facts } from './facts.js';
import type { Running } from './state.js';

export const acceptingRefusals = ['not-accepting-level'] as const;
type Code = (typeof acceptingRefusals)[number];

const prefix = 'federation-';

/** The fact about the federation that acts, where a federation acts. */
export const actingFederation = ({ by }: { readonly by: Pick<Actor, 'bodyId'> }) => (by.bodyId.startsWith(prefix) ? { federation: federationOf(by.bodyId.slice(prefix.length)) } : {});

/**
 * Who accepts: where the title names a level and the register knows that of the federation, a federation of that level.
 */
export function acceptingRefused(command: { readonly at: string; readonly by: DeepReadonly<Actor> }, state: Running, facts: { readonly ruleSet: DeepReadonly<RuleSet> } & Pick<DeepReadonly<Facts>, 'federation'>): Refusal<Code> | undefined {
  const { bodyId } = command.by;
  const acceptedBy = facts.ruleSet.titles.find(({ id }) => id === state.application?.title)?.acceptedBy;
  const level = facts.federation?.level;
  return acceptedBy === undefined || level === undefined || level === acceptedBy ? undefined : refuse('not-accepting-level', { federation: bodyId, level, acceptedBy });
}
