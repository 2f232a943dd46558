import { join, type Decider, type DeepReadonly } from '#kernel';
import { callingUp, UnitsCalledUp, type CallingUpFacts, type CallingUpRefusal, type CallUpUnits } from './calling-up.js';
import { drawing, SampleDrawn, type DrawingFacts, type DrawingRefusal, type DrawSample } from './drawing.js';
import { CampaignOpened, opening, type OpenCampaign, type OpeningFacts, type OpeningRefusal } from './opening.js';
import { initial, type CampaignState } from './state.js';

export { callUp, type OpenEvaluationData } from './call-up.policy.js';
export { maxUnitsCalledUp, UnitsCalledUp, type CalledUpUnit, type CallUpUnits } from './calling-up.js';
export { CampaignOpened, evaluatedYears, type OpenCampaign } from './opening.js';
export { DutyDates, dutyNames, type DutyName } from './notice.js';
export { maxExclusions, maxSubtrees, outsideBy, Scope } from './scope.js';
export { maxSamples, maxSampleSize, SampleDrawn, type DrawSample } from './drawing.js';
export { drawNamed, drawOf, drawSample, type Draw, type Drawn } from './sample.js';
export { unitsCalledUp, type CampaignState } from './state.js';

export type CampaignRefusal = OpeningRefusal | CallingUpRefusal | DrawingRefusal;
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
  'union-excluded',
  'union-out-of-scope',
  'cut-off-out-of-range',
  'size-band-unknown',
  'date-in-future',
  'sample-already-drawn',
  'too-many-samples',
  'sample-too-large',
] as const satisfies readonly CampaignRefusal[];

/** Category `campaign`: a federation's yearly round, its scope called up piece by piece. */
export const campaignDecider: Decider<OpenCampaign | CallUpUnits | DrawSample, CampaignOpened | UnitsCalledUp | SampleDrawn, CampaignState, OpeningFacts & CallingUpFacts & DrawingFacts, CampaignRefusal> = join(
  { category: 'campaign', initial },
  opening,
  callingUp,
  drawing,
);

export const campaignEvents = [CampaignOpened, UnitsCalledUp, SampleDrawn] as const;
export const campaignDeciders = [campaignDecider] as const;

/** The facts `campaign`, by id: what was opened; and `samples`: what was drawn for spot-checks. */
export const campaignFacts = {
  campaign: { decider: campaignDecider, read: ({ opened }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: opened }) },
  samples: { decider: campaignDecider, read: ({ opened, samples }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: samples }) },
} as const;
