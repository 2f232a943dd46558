import { join, type Claim, type Decider, type EventOf } from '#kernel';
import { allotmentDecider, type Allotment } from './allotment.js';
import { certificateDecider, certificateId, certificateRefusals } from './certificate.js';
import { applicantFactOf, runFactOf, type Facts } from './facts.js';
import { evidenceRefusals, withStoredEvidence } from './evidence.js';
import { gateRefusals } from './gates.js';
import { initial, type Running, type State } from './state.js';
import { acceptance, acceptanceEvents, acceptanceRefusals, type AcceptanceCommand } from './steps/acceptance.js';
import { application, applicationEvents, applicationRefusals, type ApplicationCommand } from './steps/application.js';
import { approval, approvalEvents, approvalRefusals, type ApprovalCommand } from './steps/approval.js';
import { assembly, assemblyEvents, assemblyRefusals, type AssemblyCommand } from './steps/assembly.js';
import { backFillEvents, backFillRefusals, backFilling, type BackFillCommand } from './steps/back-fill.js';
import { closing, closingEvents, closingRefusals, type ClosingCommand } from './steps/closing.js';
import { countEntry, countEntryEvents, countEntryRefusals, type EnterCount } from './steps/count-entry.js';
import { correction, correctionEvents, correctionRefusals, type CorrectionCommand } from './steps/correction.js';
import { disputeEvents, disputeRefusals, disputes, type DisputeCommand } from './steps/dispute.js';
import { exemption, exemptionEvents, exemptionRefusals, type ExemptionCommand } from './steps/exemption.js';
import { opening, openingEvents, openingRefusals, type OpeningCommand } from './steps/opening.js';
import { oversight, oversightEvents, oversightRefusals, type OversightCommand } from './steps/oversight.js';
import { planApproval, planApprovalEvents, planApprovalRefusals, type PlanApprovalCommand } from './steps/plan-approval.js';
import { plan, planEvents, planRefusals, type PlanCommand } from './steps/plan.js';
import { progress, progressEvents, progressRefusals, type ProgressCommand } from './steps/progress.js';
import { publicNotice, publicNoticeEvents, publicNoticeRefusals, type PublicNoticeCommand } from './steps/public-notice.js';
import { publicity, publicityEvents, publicityRefusals, type PublicityCommand } from './steps/publicity.js';
import { questionnaire, questionnaireEvents, questionnaireRefusals, type QuestionnaireCommand } from './steps/questionnaire.js';
import { placesClaimed, recommendation, recommendationEvents, recommendationRefusals, type RecommendationCommand } from './steps/recommendation.js';
import { rectification, rectificationEvents, rectificationRefusals, type RectificationCommand } from './steps/rectification.js';
import { report, reportEvents, reportRefusals, type ReportCommand } from './steps/report.js';
import { roundEvents, roundRefusals, rounds, type RoundCommand } from './steps/round.js';
import { roundOpening, roundOpeningEvents, roundOpeningRefusals, type OpenRound } from './steps/round-opening.js';
import { sample, sampleEvents, sampleRefusals, type DeclareSample } from './steps/sample.js';
import { selfInspection, selfInspectionEvents, selfInspectionRefusals, type SelfInspectionCommand } from './steps/self-inspection.js';
import { vote, voteEvents, voteRefusals, type VoteCommand } from './steps/vote.js';

/** All that may be asked of an evaluation. */
export type EvaluationCommand =
  | OpeningCommand
  | PlanCommand
  | PlanApprovalCommand
  | PublicityCommand
  | ProgressCommand
  | DeclareSample
  | QuestionnaireCommand
  | SelfInspectionCommand
  | AssemblyCommand
  | OpenRound
  | RoundCommand
  | VoteCommand
  | EnterCount
  | ReportCommand
  | ApplicationCommand
  | RecommendationCommand
  | AcceptanceCommand
  | PublicNoticeCommand
  | RectificationCommand
  | ClosingCommand
  | BackFillCommand
  | ApprovalCommand
  | ExemptionCommand
  | CorrectionCommand
  | DisputeCommand
  | OversightCommand;

/** All that may happen to it, in the order of its steps. */
export const evaluationEvents = [
  ...openingEvents,
  ...planEvents,
  ...planApprovalEvents,
  ...publicityEvents,
  ...progressEvents,
  ...sampleEvents,
  ...questionnaireEvents,
  ...selfInspectionEvents,
  ...assemblyEvents,
  ...roundOpeningEvents,
  ...roundEvents,
  ...voteEvents,
  ...countEntryEvents,
  ...reportEvents,
  ...applicationEvents,
  ...recommendationEvents,
  ...acceptanceEvents,
  ...publicNoticeEvents,
  ...rectificationEvents,
  ...closingEvents,
  ...backFillEvents,
  ...approvalEvents,
  ...exemptionEvents,
  ...correctionEvents,
  ...disputeEvents,
  ...oversightEvents,
] as const;
export type EvaluationEvent = EventOf<(typeof evaluationEvents)[number]>;

/** Every code by which an evaluation says no, each once. */
export const evaluationRefusals = [
  ...new Set([
    ...gateRefusals,
    ...evidenceRefusals,
    ...openingRefusals,
    ...planRefusals,
    ...planApprovalRefusals,
    ...publicityRefusals,
    ...progressRefusals,
    ...sampleRefusals,
    ...questionnaireRefusals,
    ...selfInspectionRefusals,
    ...assemblyRefusals,
    ...roundOpeningRefusals,
    ...roundRefusals,
    ...voteRefusals,
    ...countEntryRefusals,
    ...reportRefusals,
    ...applicationRefusals,
    ...recommendationRefusals,
    ...acceptanceRefusals,
    ...publicNoticeRefusals,
    ...certificateRefusals,
    ...rectificationRefusals,
    ...closingRefusals,
    ...backFillRefusals,
    ...approvalRefusals,
    ...exemptionRefusals,
    ...correctionRefusals,
    ...disputeRefusals,
    ...oversightRefusals,
  ]),
];
export type EvaluationRefusal = (typeof evaluationRefusals)[number];

/** One union's run through a campaign (category `evaluation`, id UNION.YEAR.RUN): the steps, joined. */
export const evaluation: Decider<EvaluationCommand, EvaluationEvent, State, Facts, EvaluationRefusal> = withStoredEvidence(
  join<EvaluationCommand, EvaluationEvent, State, Facts, EvaluationRefusal>(
    { category: 'evaluation', initial, claims: (events, id, given) => [...certificatesIn(events, id), ...placesClaimed(events, id, given)] },
    opening,
    plan,
    planApproval,
    publicity,
    progress,
    sample,
    questionnaire,
    selfInspection,
    assembly,
    roundOpening,
    rounds,
    vote,
    countEntry,
    report,
    application,
    recommendation,
    acceptance,
    publicNotice,
    rectification,
    closing,
    backFilling,
    approval,
    exemption,
    correction,
    disputes,
    oversight,
  ),
);

/** A certificate's number is the issuer's: claimed in a stream of its own before it is given. */
function certificatesIn(events: readonly EvaluationEvent[], evaluation: string): readonly Claim[] {
  return events.flatMap((event): Claim[] => {
    if (event.type !== 'TitleGranted' || event.data.issuer === undefined) return [];
    const { issuer, certificate } = event.data;
    return [{ decider: certificateDecider, id: certificateId(issuer, certificate), type: 'ClaimCertificate', data: { evaluation, number: certificate } }];
  });
}

/** Facts by the evaluation's id. `run`: how it stands, for the run after it; `grantedTitle`: the certificate that it gave; `applicant`: what it applied for; `allotment`: who holds the places of a quota. */
export const evaluationFacts = {
  grantedTitle: { decider: evaluation, read: ({ title }: State) => (title === null ? undefined : { value: { number: title.certificate } }) },
  run: { decider: evaluation, read: (state: State) => (state.opened === null ? undefined : { value: runFactOf(state as Running) }) },
  applicant: { decider: evaluation, read: (state: State) => (state.opened === null ? undefined : { value: applicantFactOf(state as Running) }) },
  allotment: { decider: allotmentDecider, read: (state: Allotment) => ({ value: state }) },
} as const;
