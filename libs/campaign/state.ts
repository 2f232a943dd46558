import type { DeepReadonly } from '#kernel';

/** What a campaign's stream is folded into. */
export type CampaignState = {
  opened: {
    federation: string;
    ruleSet: { id: string; version: number; digest: string };
    evaluatedYear: number;
    openedOn: string;
  } | null;
  /** Ids of the units called up, a record an event: copying one of 200,000 for each 500 would take longer than all else. */
  calledUp: { [union: string]: true }[];
};

export const initial: DeepReadonly<CampaignState> = { opened: null, calledUp: [] };

export const isCalledUp = ({ calledUp }: DeepReadonly<CampaignState>, union: string): boolean => calledUp.some((chunk) => Object.hasOwn(chunk, union));
