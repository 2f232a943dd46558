import { evaluation, type EvaluationCommand } from '#evaluation';
import type { CommandGroup, CommandRoute } from './command-controller.js';
import {
  ApproveExemptionBody,
  ChangeMethodBody,
  CorrectFactBody,
  DeclineExemptionBody,
  DisputeEntryBody,
  ExtendDeadlineBody,
  MigrateRulesBody,
  RequestExemptionBody,
  ResolveDisputeBody,
  SpotCheckBody,
  WithdrawEvaluationBody,
} from './bodies/across.body.js';
import { ApprovePlanBody, FilePlanBody, FormLeadingGroupBody, RatifyPlanBody, RecordPublicityBody, ReportProgressBody, ReturnBody, SubmitPlanBody } from './bodies/plan.body.js';
import { CarryOverItemBody, CompleteItemBody, ConfirmItemBody, OpenItemBody, ReportItemBody, TellMembersBody } from './bodies/rectification.body.js';
import { BackFillResultBody, CloseEvaluationBody, FileReportBody, RecheckTitleBody, ReceiveOriginalBody, ReportUpwardBody } from './bodies/report.body.js';
import { OpenEvaluationBody } from './bodies/register.body.js';
import { DeclareSampleBody, RecordQuestionnaireBody, SubmitSelfInspectionBody, SummariseQuestionnaireBody } from './bodies/self-inspection.body.js';
import {
  ApplyForTitleBody,
  DecideObjectionBody,
  DeclineApplicationBody,
  GiveVerdictBody,
  GrantTitleBody,
  OpenNoticeBody,
  RaiseObjectionBody,
  RecommendApplicationBody,
  RecordVisitBody,
  WithdrawApplicationBody,
} from './bodies/title.body.js';
import { AnnulBoxBody, AnnulRoundBody, EnterCountBody, HoldAssemblyBody, OpenRoundBody, PublishResultBody, TallyVoteBody } from './bodies/vote.body.js';
import type { BodyClass } from './read-body.js';

type Asked = EvaluationCommand['type'];

/** Body and English line of a command; the compiler demands that the body has the shape of the command's data. */
type Entry<T extends Asked> = readonly [body: new () => Extract<EvaluationCommand, { type: T }>['data'], summary: string];

const table: { readonly [T in Asked]: Entry<T> } = {
  OpenEvaluation: [OpenEvaluationBody, 'Step 0: open another run of a year whose run before was closed or withdrawn.'],
  FormLeadingGroup: [FormLeadingGroupBody, 'Step 1: who leads.'],
  SubmitPlan: [SubmitPlanBody, 'Step 1: hand in the plan.'],
  ApprovePlan: [ApprovePlanBody, "Step 1: the members' body approves the plan."],
  RatifyPlan: [RatifyPlanBody, 'Step 1: the next sitting ratifies what was approved between sessions.'],
  RecordPublicity: [RecordPublicityBody, 'Step 1: an entry of the publicity log.'],
  FilePlan: [FilePlanBody, 'Step 1: the superior files the plan.'],
  ReturnPlan: [ReturnBody, 'Step 1: the superior returns the plan with a reason.'],
  ReportProgress: [ReportProgressBody, 'A progress report to the members.'],
  DeclareSample: [DeclareSampleBody, 'Step 2: declare the sample of a questionnaire: list, method, groups.'],
  RecordQuestionnaire: [RecordQuestionnaireBody, 'Step 2: a sample questionnaire of one group.'],
  SummariseQuestionnaire: [SummariseQuestionnaireBody, 'Step 2: the questionnaires of all groups in sum, with their rate.'],
  SubmitSelfInspection: [SubmitSelfInspectionBody, 'Step 2: score and evidence by criterion.'],
  ReturnSelfInspection: [ReturnBody, 'Step 2: the superior returns the self-inspection with a reason.'],
  HoldAssembly: [HoldAssemblyBody, 'Step 3: the assembly sat (or adjourned, for want of a quorum).'],
  OpenRound: [OpenRoundBody, 'Step 4: open a round of the secret vote.'],
  TallyVote: [TallyVoteBody, 'Step 4: the count of one box, from the signed sheet.'],
  EnterCount: [EnterCountBody, 'Step 4: one of two independent entries of one box; the vote is tallied when they agree.'],
  AnnulBox: [AnnulBoxBody, 'Step 4: annul one box.'],
  AnnulRound: [AnnulRoundBody, 'Step 4: annul the round; a new one has to be held.'],
  PublishResult: [PublishResultBody, 'Step 4: publish the result. With this the evaluation is held.'],
  ReportUpward: [ReportUpwardBody, 'Step 4b: report to the superior.'],
  ReceiveOriginal: [ReceiveOriginalBody, 'Step 4b: the sealed original has come.'],
  FileReport: [FileReportBody, 'Step 4b: the superior files the report.'],
  ReturnReport: [ReturnBody, 'Step 4b: the superior returns the report with a reason.'],
  ApplyForTitle: [ApplyForTitleBody, 'Step 5a: apply for a title.'],
  RecommendApplication: [RecommendApplicationBody, 'Step 5a: a federation above recommends.'],
  DeclineApplication: [DeclineApplicationBody, 'Step 5a: a federation above declines; the union may apply again.'],
  WithdrawApplication: [WithdrawApplicationBody, 'Step 5a: the union withdraws its application.'],
  RecordVisit: [RecordVisitBody, "Step 5b: the panel's visit."],
  GiveVerdict: [GiveVerdictBody, 'Step 5b: accepted, put right, or not passed.'],
  OpenNotice: [OpenNoticeBody, 'Step 5b: public notice.'],
  RaiseObjection: [RaiseObjectionBody, 'Step 5b: an objection during the notice.'],
  DecideObjection: [DecideObjectionBody, 'Step 5b: upheld or dismissed.'],
  GrantTitle: [GrantTitleBody, 'Step 5b: grant the title.'],
  OpenItem: [OpenItemBody, 'Step 6: open an item of rectification.'],
  ReportItem: [ReportItemBody, 'Step 6: progress of an item.'],
  CompleteItem: [CompleteItemBody, 'Step 6: an item is done.'],
  TellMembers: [TellMembersBody, 'Step 6: members were told of the result.'],
  ConfirmItem: [ConfirmItemBody, 'Step 6: an item is confirmed.'],
  CarryOverItem: [CarryOverItemBody, 'Step 6: an item goes into the next year, with consent.'],
  CloseEvaluation: [CloseEvaluationBody, 'Step 7: close.'],
  BackFillResult: [BackFillResultBody, 'Across: the result of a year that is over, unverified and exempt from gates.'],
  RecheckTitle: [RecheckTitleBody, 'Later: the title is kept or withdrawn.'],
  ExtendDeadline: [ExtendDeadlineBody, 'Across: a later due date, with reason and approval.'],
  ChangeMethod: [ChangeMethodBody, 'Across: another body than the rules name, with reason and approval.'],
  CorrectFact: [CorrectFactBody, 'Across: a wrong fact (a date, counts, points), the right one, reason and basis.'],
  DisputeEntry: [DisputeEntryBody, 'Across: the union disputes an entry made on its behalf.'],
  ResolveDispute: [ResolveDisputeBody, 'Across: the superior upholds or dismisses the dispute.'],
  RequestExemption: [RequestExemptionBody, 'Across: ask to be exempt this year.'],
  ApproveExemption: [ApproveExemptionBody, 'Across: the next level approves the exemption.'],
  DeclineExemption: [DeclineExemptionBody, 'Across: the next level declines the exemption; it may be asked for again.'],
  WithdrawEvaluation: [WithdrawEvaluationBody, 'Across: withdraw; the history stays.'],
  SpotCheck: [SpotCheckBody, 'Across: a spot-check, with the seed of its sample.'],
  MigrateRules: [MigrateRulesBody, 'Across: move to a newer version of the rules.'],
};

/** `centre.2009.2`: the id says union, year and run, so that no two can be open for one. */
const opening = { creates: true, idOf: ({ union, evaluatedYear, run }: Record<string, unknown>) => `${String(union)}.${String(evaluatedYear)}.${String(run)}` };

const routes = Object.entries(table).map(([command, [body, summary]]): CommandRoute => ({ command, body: body as BodyClass, summary, ...(command === 'OpenEvaluation' ? opening : {}) }));

/** Commands of one evaluation: `POST /v1/evaluations/{id}/tally-vote`. */
export const evaluationGroup: CommandGroup = { path: 'evaluations', tag: 'evaluation', decider: evaluation, routes };
