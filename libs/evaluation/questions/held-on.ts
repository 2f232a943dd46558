import type { DeepReadonly, DomainEvent, PartialDate } from '#kernel';
import type { EvaluationEvent } from '../evaluation.js';

type Data<T extends EvaluationEvent['type']> = Extract<EvaluationEvent, { type: T }>['data'];
/** Fields that hold the event's own date, the first that is there; none for an event that has no date but that of its recording. */
export type HeldOnFields = { readonly [T in EvaluationEvent['type']]: readonly (keyof Data<T>)[] };

/**
 * In which field an event says when the fact itself was. Dates of other things beside it (when a paper was received, until
 * when something is due, whose consent was given when) are not its own.
 */
export const heldOnFields: HeldOnFields = {
  EvaluationOpened: [],
  LeadingGroupFormed: ['formedOn'],
  PlanSubmitted: ['adoptedOn'],
  PlanFiled: ['filedOn'],
  PlanReturned: ['returnedOn'],
  PlanApproved: ['approvedOn'],
  PlanRatified: ['ratifiedOn'],
  PublicityRecorded: ['publicisedOn'],
  ProgressReported: ['reportedOn'],
  SampleDeclared: ['drawnOn'],
  QuestionnaireRecorded: ['askedOn'],
  QuestionnaireSummarised: ['summarisedOn'],
  SelfInspectionSubmitted: ['inspectedOn'],
  SelfInspectionReturned: ['returnedOn'],
  AssemblyHeld: ['heldOn'],
  AssemblyAdjourned: ['heldOn'],
  RoundOpened: [],
  VoteTallied: ['heldOn'],
  CountEntered: ['heldOn'],
  BoxAnnulled: ['annulledOn'],
  RoundAnnulled: ['annulledOn'],
  ResultPublished: ['publishedOn'],
  ReportedUpward: ['reportedOn'],
  OriginalReceived: ['receivedOn'],
  ReportFiled: ['filedOn'],
  ReportReturned: ['returnedOn'],
  TitleAppliedFor: ['appliedOn'],
  ApplicationRecommended: ['recommendedOn'],
  ApplicationDeclined: ['declinedOn'],
  ApplicationWithdrawn: ['withdrawnOn'],
  VisitRecorded: ['visitedOn'],
  VerdictGiven: ['givenOn'],
  PublicNoticeOpened: ['openedOn'],
  ObjectionRaised: ['raisedOn'],
  ObjectionDecided: ['decidedOn'],
  TitleGranted: ['grantedOn'],
  ItemOpened: ['foundOn'],
  ItemProgressed: ['progressedOn'],
  ItemCompleted: ['completedOn'],
  MembersTold: ['toldOn'],
  ItemConfirmed: ['confirmedOn'],
  ItemCarriedOver: ['consentedOn'],
  EvaluationClosed: ['closedOn'],
  TitleRechecked: ['recheckedOn'],
  ResultBackFilled: ['heldOn', 'publishedOn'],
  DeadlineExtended: ['approvedOn'],
  MethodChanged: ['approvedOn'],
  ExemptionRequested: ['requestedOn'],
  ExemptionApproved: ['approvedOn'],
  ExemptionDeclined: ['declinedOn'],
  EvaluationWithdrawn: ['withdrawnOn'],
  FactCorrected: [],
  EntryDisputed: ['disputedOn'],
  DisputeResolved: ['resolvedOn'],
  SpotChecked: ['checkedOn'],
  RulesMigrated: [],
};

/** When the fact was, as it was recorded: perhaps partial; null where the event says none. */
export function heldOnOf({ type, data }: DeepReadonly<DomainEvent>): PartialDate | null {
  const fields: readonly string[] = Object.hasOwn(heldOnFields, type) ? heldOnFields[type as EvaluationEvent['type']] : [];
  const said = fields.map((field) => (data as { readonly [field: string]: PartialDate | undefined })[field]);
  return said.find((date) => date !== undefined) ?? null;
}
