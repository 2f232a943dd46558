import { refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import type { RuleSet } from '#rules';
import { federationOf, type Facts } from './facts.js';
import type { Running } from './state.js';

export const acceptingRefusals = ['not-accepting-level'] as const;
type Code = (typeof acceptingRefusals)[number];

const prefix = 'federation-';

/** The fact about the federation that acts, where a federation acts. */
export const actingFederation = ({ by }: { readonly by: Pick<Actor, 'bodyId'> }) => (by.bodyId.startsWith(prefix) ? { federation: federationOf(by.bodyId.slice(prefix.length)) } : {});

/** The facts about every federation above the union: their levels. */
export const levelsAbove = ({ superiors }: Pick<Running['opened'], 'superiors'>) => Object.fromEntries(superiors.map((id) => [`federation:${id}`, federationOf(id)] as const));

/** The nearest federation above the union that has the level by which the title is accepted; nothing where the rules name none, or nobody is known to have it. */
export function acceptingFederation(title: string, { opened }: Pick<Running, 'opened'>, facts: DeepReadonly<Facts> & { readonly ruleSet: DeepReadonly<RuleSet> }): string | undefined {
  const acceptedBy = facts.ruleSet.titles.find(({ id }) => id === title)?.acceptedBy;
  return acceptedBy === undefined ? undefined : opened.superiors.find((id) => facts[`federation:${id}`]?.level === acceptedBy);
}

/**
 * Who accepts: where the title names a level and the register knows that of the federation, a federation of that level.
 */
export function acceptingRefused(command: { readonly at: string; readonly by: DeepReadonly<Actor> }, state: Running, facts: { readonly ruleSet: DeepReadonly<RuleSet> } & Pick<DeepReadonly<Facts>, 'federation'>): Refusal<Code> | undefined {
  const { bodyId } = command.by;
  const acceptedBy = facts.ruleSet.titles.find(({ id }) => id === state.application?.title)?.acceptedBy;
  const level = facts.federation?.level;
  return acceptedBy === undefined || level === undefined || level === acceptedBy ? undefined : refuse('not-accepting-level', { federation: bodyId, level, acceptedBy });
}
