import type { DeepReadonly } from '#kernel';
import type { DutyDates, Notice } from './notice.js';
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
  /** Drawn for spot-checks (抽查), by id: up to 50 of up to 500 unions. */
  samples: { [sample: string]: { seed: string; drawnFrom: number; drawn: string[] } };
};

export const initial: DeepReadonly<CampaignState> = { opened: null, calledUp: [], samples: {} };

/** Ids of all units called up, in the order in which they were. */
export const unitsCalledUp = ({ calledUp }: DeepReadonly<CampaignState>): readonly string[] => calledUp.flatMap((chunk) => Object.keys(chunk));

export const isCalledUp = ({ calledUp }: DeepReadonly<CampaignState>, union: string): boolean => calledUp.some((chunk) => Object.hasOwn(chunk, union));
