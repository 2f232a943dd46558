import { join, type Decider, type DeepReadonly } from '#kernel';
import { callingUp, UnitsCalledUp, type CallingUpFacts, type CallingUpRefusal, type CallUpUnits } from './calling-up.js';
import { CampaignOpened, opening, type OpenCampaign, type OpeningFacts, type OpeningRefusal } from './opening.js';
import { initial, type CampaignState } from './state.js';

export { callUp, type OpenEvaluationData } from './call-up.policy.js';
export { maxUnitsCalledUp, UnitsCalledUp, type CalledUpUnit, type CallUpUnits } from './calling-up.js';
export { CampaignOpened, evaluatedYears, type OpenCampaign } from './opening.js';
export type { CampaignState } from './state.js';

export type CampaignRefusal = OpeningRefusal | CallingUpRefusal;
export const campaignRefusals = [
  'campaign-already-open',
  'date-impossible',
  'year-out-of-range',
  'rule-set-unknown',
  'rule-set-not-in-force',
  'federation-unknown',
  'campaign-not-open',
  'year-not-in-cycle',
  'units-empty',
  'units-too-many',
  'unit-twice',
  'unit-not-listed',
  'already-called-up',
  'union-unknown',
  'union-closed',
  'union-not-below',
] as const satisfies readonly CampaignRefusal[];

/** Category `campaign`: a federation's yearly round, its scope called up piece by piece. */
export const campaignDecider: Decider<OpenCampaign | CallUpUnits, CampaignOpened | UnitsCalledUp, CampaignState, OpeningFacts & CallingUpFacts, CampaignRefusal> = join(
  { category: 'campaign', initial },
  opening,
  callingUp,
);

export const campaignEvents = [CampaignOpened, UnitsCalledUp] as const;
export const campaignDeciders = [campaignDecider] as const;

/** The fact `campaign`, by id: what was opened. */
export const campaignFacts = {
  campaign: { decider: campaignDecider, read: ({ opened }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: opened }) },
} as const;
