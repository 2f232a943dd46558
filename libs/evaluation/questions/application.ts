import type { DeepReadonly, Refusal } from '#kernel';
import type { RuleSet } from '#rules';
import { applicationBlocks, type ApplicationBlockCode } from '../application-blocks.js';
import { pinnedRules, unionOf, type Facts } from '../facts.js';
import { stopped, type GateRefusal, type Ruled } from '../gates.js';
import type { Running, State } from '../state.js';
import { broughtRequirements, type broughtRequirementCodes } from '../title-requirements.js';

/** What blocks an application for one title: all at once, each with its numbers. Nothing: the union may apply. */
export type TitleAnswer = {
  readonly title: string;
  /** What must be held before; null for the lowest rung. */
  readonly after: string | null;
  readonly mayApply: boolean;
  readonly blocks: readonly Refusal<ApplicationBlockCode | GateRefusal>[];
  /** What the application itself has to bring, as the command asks for it: a vote, opinions, a notice. */
  readonly toBring: readonly Refusal<(typeof broughtRequirementCodes)[number]>[];
};

/** The facts that the question needs of other streams: those of `ApplyForTitle`. */
export const needsOfApplication = (state: Running) => ({ ...pinnedRules(undefined, state), union: unionOf(state.opened.union) });

/** What blocks an application, for each title of the ladder from the lowest, or for the one that is asked about. */
export function whatBlocks(state: Running, facts: DeepReadonly<Facts> & { readonly ruleSet: DeepReadonly<RuleSet> }, asked?: string): readonly TitleAnswer[] {
  const titles = asked === undefined ? facts.ruleSet.titles.map(({ id }) => id) : [asked];
  return titles.map((title) => {
    const blocks = blocksOf(title, state, facts);
    const known = facts.ruleSet.titles.find(({ id }) => id === title);
    return { title, after: known?.after ?? null, mayApply: blocks.length === 0, blocks, toBring: known === undefined ? [] : broughtRequirements(known, {}, facts) };
  });
}

/** An evaluation that has ended takes no application, whatever else there is. */
function blocksOf(title: string, state: Running, facts: Ruled): TitleAnswer['blocks'] {
  const end = stopped(state as State);
  return end === undefined ? applicationBlocks(title, state, facts) : [end];
}
