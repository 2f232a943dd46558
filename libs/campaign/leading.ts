import { refuse, type Command, type DeepReadonly, type Refusal } from '#kernel';
import { maxUnitsCalledUp } from './calling-up.js';
import type { CampaignState } from './state.js';

/** Who leads a round, and what is wrong with a list of its units: alike for all that is done to units of an open campaign. */
export type LeadingRefusal = 'campaign-not-open' | 'campaign-closed' | 'not-the-campaigns-federation' | 'units-empty' | 'units-too-many' | 'unit-twice';

/** The most units a refusal names; it tells how many there are. */
const maxNamed = 20;

/** A round is led by the federation that opened it, while it is open. */
export function leaderRefused({ by }: Pick<Command, 'by'>, state: DeepReadonly<CampaignState>): Refusal<LeadingRefusal> | undefined {
  const { opened } = state;
  if (opened === null) return refuse('campaign-not-open');
  return by.kind === 'person' && by.bodyId !== `federation-${opened.federation}` ? refuse('not-the-campaigns-federation', { body: by.bodyId, federation: opened.federation }) : closedRefused(state);
}

/** Nothing is done any more in a round that was closed. */
export function closedRefused({ opened, closed }: DeepReadonly<CampaignState>): Refusal<LeadingRefusal> | undefined {
  if (opened === null) return refuse('campaign-not-open');
  return closed === null ? undefined : refuse('campaign-closed', { closedOn: closed.closedOn });
}

/** One refusal for all units of a kind: an officer who sent 500 corrects the list once. */
export const aboutUnits = {
  naming: <C extends string>(code: C, units: readonly string[]): Refusal<C> | undefined => (units.length === 0 ? undefined : refuse(code, { units: units.slice(0, maxNamed), count: units.length })),
  list: (units: readonly string[]): Refusal<LeadingRefusal> | undefined => {
    if (units.length === 0) return refuse('units-empty');
    if (units.length > maxUnitsCalledUp) return refuse('units-too-many', { units: units.length, allowed: maxUnitsCalledUp });
    return aboutUnits.naming('unit-twice', [...new Set(units.filter((unit, index) => units.indexOf(unit) < index))]);
  },
};
