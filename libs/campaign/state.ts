import type { DeepReadonly } from '#kernel';
import type { CalledFederation, DutyDates, Notice } from './notice.js';
import type { Scope } from './scope.js';

/** What a campaign's stream is folded into. */
export type CampaignState = {
  opened: {
    federation: string;
    ruleSet: { id: string; version: number; digest: string };
    evaluatedYear: number;
    openedOn: string;
    cutOff?: string;
    notice?: Notice;
    scope?: Scope;
    duties?: DutyDates;
  } | null;
  /** Ids of the units called up, a record an event: copying one of 200,000 for each 500 would take longer than all else. */
  calledUp: { [union: string]: true }[];
  /** Federations below that owe duties, by id. */
  federations: { [federation: string]: Omit<CalledFederation, 'id'> };
  /** Units that left the round. */
  released: { [union: string]: true };
  /** Units by extension (`vote@2026-01-15`), a record an event. */
  extended: { [extension: string]: { [union: string]: true }[] };
  closed: { closedOn: string } | null;
  /** Circulars that were signed, by id. */
  circulars: { [circular: string]: { signedOn: string } };
  /** Drawn for spot-checks (抽查), by id: up to 50 of up to 500 unions. */
samples: { [sample: string]: { seed: string; drawnFrom: number; drawn: string[] } };
};

export const initial: DeepReadonly<CampaignState> = { opened: null, calledUp: [], federations: {}, released: {}, extended: {}, closed: null, circulars: {}, samples: {} };

/** Ids of all units called up, in the order in which they were. */
export const unitsCalledUp = ({ calledUp }: DeepReadonly<CampaignState>): readonly string[] => calledUp.flatMap((chunk) => Object.keys(chunk));

type CalledUp = DeepReadonly<CampaignState['calledUp']>;
/** The same ids as one set: to look for 500 units in 400 records would take longer than to call them up. It goes from a state to the next. */
const sets = new WeakMap<CalledUp, Set<string>>();

export function isCalledUp({ calledUp }: DeepReadonly<CampaignState>, union: string): boolean {
  let set = sets.get(calledUp);
  if (set === undefined) sets.set(calledUp, (set = new Set(calledUp.flatMap((chunk) => Object.keys(chunk)))));
  return set.has(union);
}

export function withCalledUp(state: DeepReadonly<CampaignState>, unions: readonly string[]): CampaignState['calledUp'] {
  const calledUp = [...state.calledUp, Object.fromEntries(unions.map((union): [string, true] => [union, true]))];
  const set = sets.get(state.calledUp);
  sets.delete(state.calledUp);
  for (const union of unions) set?.add(union);
  if (set !== undefined) sets.set(calledUp, set);
  return calledUp;
}
