import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import { startOf, valueOn, type Dated } from './dated.js';
import { federationOn, type Federation, type FederationState } from './federation.js';
import { reportsOf } from './hierarchy.js';

/** A federation's own stream, and its moves from that of the hierarchy. */
export type FederationHistory = { readonly state: DeepReadonly<FederationState>; readonly moves: readonly Dated<readonly string[]>[] };

/** A federation as lists and questions show it; what is not known is null. */
export type FederationNow = Pick<Federation, 'name' | 'line'> & {
  readonly superiors: readonly string[];
  readonly level: Federation['level'] | null;
  readonly kind: Federation['kind'] | null;
  readonly code: string | null;
  readonly from: PartialDate | null;
  readonly closedOn: PartialDate | null;
};

/** The federation on a day; absent: as it stands. */
export function federationNow({ state, moves }: FederationHistory, day?: PlainDate): FederationNow {
  const { name, line, level = null, kind = null, code = null, from = null, closedOn = null, superiors } = federationOn(state, day);
  return { name, line, level, kind, code, from, closedOn, superiors: valueOn(reportsOf(superiors, moves), day) ?? superiors };
}

/** False on a day on which it certainly was not there yet. */
export const federationWasThere = ({ state }: FederationHistory, day: PlainDate): boolean => startOf(state.registered.from) <= day;
