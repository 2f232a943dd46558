import { evidenceRefusals, join, withStoredEvidence, type EvidenceFact, type EvidenceRefusal, type Decider, type DeepReadonly, type EventOf } from '#kernel';
import { backFilledYearDecider, backFilledYearEvents, backFilledYearRefusals } from './back-filled-year.js';
import { callingFederations, FederationsCalledUp, type CallingFederationsFacts, type CallingFederationsRefusal, type CallUpFederations } from './calling-federations.js';
import { callingUp, UnitsCalledUp, type CallingUpFacts, type CallingUpRefusal, type CallUpUnits } from './calling-up.js';
import { CircularSigned, signingCircular, type CircularFacts, type CircularRefusal, type SignCircular } from './circular.js';
import { CampaignClosed, closing, type CloseCampaign, type ClosingFacts, type ClosingRefusal } from './closing.js';
import { drawing, SampleDrawn, type DrawingFacts, type DrawingRefusal, type DrawSample } from './drawing.js';
import { dutyDecider, dutyEvents, dutyRefusals } from './duties.js';
import { ExemptionsDecided, exempting, type DecideExemptions, type ExemptingFacts, type ExemptingRefusal } from './exempting.js';
import { DeadlinesExtended, extending, type ExtendDeadlines, type ExtendingFacts, type ExtendingRefusal } from './extending.js';
import { leaving, UnitsReleased, type LeavingRefusal, type ReleaseUnits } from './leaving.js';
import { migrating, UnitsMigrated, type MigrateUnits, type MigratingFacts, type MigratingRefusal } from './migrating.js';
import { CampaignOpened, opening, type OpenCampaign, type OpeningFacts, type OpeningRefusal } from './opening.js';
import { initial, type CampaignState } from './state.js';

export { assignDuties } from './assign-duties.policy.js';
export { BackFilledYearVoided, backFilledYearDecider, backFilledYearId, YearBackFilled, yearTotalNames, type BackFilledYear, type BackFillYear, type YearTotalName, type YearTotals } from './back-filled-year.js';
export { callUp, type OpenEvaluationData } from './call-up.policy.js';
export { FederationsCalledUp, type CallUpFederations } from './calling-federations.js';
export type { CalledUpUnit } from './called-up-unit.js';
export { maxUnitsCalledUp, UnitsCalledUp, type CallUpUnits } from './calling-up.js';
export { CircularSigned, maxNamedInCircular, type CircularFigures, type SignCircular } from './circular.js';
export { CampaignClosed, maxOpenListed, type CloseCampaign } from './closing.js';
export { maxSamples, maxSampleSize, SampleDrawn, type DrawSample } from './drawing.js';
export { DutiesAssigned, DutyAccepted, dutyDecider, dutyEvents, DutyGroupFormed, DutyReturned, DutySubmitted, papers, type DutyCommand, type DutyEvent, type DutyState, type Paper } from './duties.js';
export { ExemptionsDecided, type DecideExemptions } from './exempting.js';
export { DeadlinesExtended, dueNames, extendedForAll, maxExtendedAtOnce, type ExtendDeadlines } from './extending.js';
export { leadUnits } from './leading.policy.js';
export { UnitsReleased, type ReleaseUnits } from './leaving.js';
export { UnitsMigrated, type MigrateUnits } from './migrating.js';
export { DutyDates, dutyNames, Notice, type DutyName } from './notice.js';
export { CampaignOpened, evaluatedYears, type OpenCampaign } from './opening.js';
export { maxExclusions, maxSubtrees, outsideBy, Scope } from './scope.js';
export { drawNamed, drawOf, drawSample, type Draw, type Drawn } from './sample.js';
export { isCalledUp, unitsCalledUp, type CampaignState } from './state.js';

type OfCampaign = OpeningRefusal | CallingUpRefusal | CallingFederationsRefusal | LeavingRefusal | MigratingRefusal | ExtendingRefusal | ExemptingRefusal | ClosingRefusal | DrawingRefusal | CircularRefusal;
export const campaignRefusals = [
  ...new Set([
    'campaign-already-open',
    'date-impossible',
    'year-out-of-range',
    'rule-set-unknown',
    'rule-set-not-in-force',
    'federation-unknown',
    'campaign-not-open',
    'campaign-closed',
    'not-the-campaigns-federation',
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
    'path-too-long',
    'cut-off-out-of-range',
    'size-band-unknown',
    'federation-closed',
    'federation-not-below',
    'unit-not-called-up',
    'due-unknown',
    'until-not-later',
    'unit-already-released',
    'decision-reason-missing',
    'exemption-not-requested',
    'not-next-level',
    'evaluations-open',
    'date-in-future',
    'sample-already-drawn',
    'too-many-samples',
    'sample-too-large',
    'circular-by-a-person',
    'circular-already-signed',
    'too-many-circulars',
    'circular-figures-changed',
    'date-out-of-order',
    ...dutyRefusals,
    ...backFilledYearRefusals,
    ...evidenceRefusals,
  ] as const),
];
export type CampaignRefusal = (typeof campaignRefusals)[number];

type CampaignCommand = OpenCampaign | CallUpUnits | CallUpFederations | ReleaseUnits | MigrateUnits | ExtendDeadlines | DecideExemptions | CloseCampaign | DrawSample | SignCircular;
const eventsOfCampaign = [CampaignOpened, UnitsCalledUp, FederationsCalledUp, UnitsReleased, UnitsMigrated, DeadlinesExtended, ExemptionsDecided, CampaignClosed, SampleDrawn, CircularSigned] as const;
type Facts = EvidenceFact & OpeningFacts & CallingUpFacts & CallingFederationsFacts & MigratingFacts & ExtendingFacts & ExemptingFacts & ClosingFacts & DrawingFacts & CircularFacts;

/** Category `campaign`: a federation's yearly round, its scope called up piece by piece, and what is decided for many units at once. */
export const campaignDecider: Decider<CampaignCommand, EventOf<(typeof eventsOfCampaign)[number]>, CampaignState, Facts, OfCampaign | EvidenceRefusal> = withStoredEvidence(
  join<CampaignCommand, EventOf<(typeof eventsOfCampaign)[number]>, CampaignState, Facts, OfCampaign>(
    { category: 'campaign', initial },
    opening,
    callingUp,
    callingFederations,
    leaving,
    migrating,
    extending,
    exempting,
    closing,
    drawing,
    signingCircular,
  ),
);

export const campaignEvents = [...eventsOfCampaign, ...dutyEvents, ...backFilledYearEvents] as const;
export const campaignDeciders = [campaignDecider, dutyDecider, backFilledYearDecider] as const;

/** The facts `campaign`, by id: what was opened; `samples`: what was drawn for spot-checks; `federationsCalledUp`: who owes duties. */
export const campaignFacts = {
  campaign: { decider: campaignDecider, read: ({ opened }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: opened }) },
  samples: { decider: campaignDecider, read: ({ opened, samples }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: samples }) },
  federationsCalledUp: { decider: campaignDecider, read: ({ opened, federations }: DeepReadonly<CampaignState>) => (opened === null ? undefined : { value: { evaluatedYear: opened.evaluatedYear, ruleSet: { id: opened.ruleSet.id, version: opened.ruleSet.version }, federations } }) },
} as const;
