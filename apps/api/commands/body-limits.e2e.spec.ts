import { domainCatalogue } from '#platform';
import { refusalCodes } from '../refusal-codes.js';
import { ServedApi, type Body } from '../testing/served.js';
import { commandGroups } from './command-groups.js';

/** No body lets through what the schema of its event refuses: a limit that stands only there would be an error of ours. */
const eventOf: Readonly<Record<string, string>> = {
  RegisterFederation: 'FederationRegistered',
  RegisterUnion: 'UnionRegistered',
  RenameFederation: 'FederationRenamed',
  CloseFederation: 'FederationClosed',
  MoveFederation: 'FederationMoved',
  VoidFederationMove: 'FederationMoveVoided',
  RecordFederationContact: 'FederationContactRecorded',
  VoidFederationEntry: 'FederationEntryVoided',
  RenameUnion: 'UnionRenamed',
  ReclassifyUnion: 'UnionReclassified',
  MoveUnion: 'UnionMoved',
  RecordHeadcount: 'HeadcountRecorded',
  RecordCode: 'CodeRecorded',
  CorrectFounding: 'FoundingCorrected',
  CloseUnion: 'UnionClosed',
  VoidUnionEntry: 'UnionEntryVoided',
  MergeUnion: 'UnionMerged',
  SplitUnion: 'UnionSplit',
  AddCoveredUnits: 'CoveredUnitsAdded',
  RemoveCoveredUnit: 'CoveredUnitRemoved',
  AddBranch: 'BranchAdded',
  EndBranch: 'BranchEnded',
  RecordSmallHome: 'SmallHomeRecorded',
  RecordElection: 'ElectionRecorded',
  RecordByElection: 'ByElectionRecorded',
  VacateSeat: 'SeatVacated',
  RecordCertificate: 'CertificateRecorded',
  WithdrawCertificate: 'CertificateWithdrawn',
  FormCommittee: 'CommitteeFormed',
  DissolveCommittee: 'CommitteeDissolved',
  AdoptStandingRules: 'StandingRulesAdopted',
  RecordAccount: 'AccountRecorded',
  ReregisterUnion: 'UnionReregistered',
  RecordContact: 'ContactRecorded',
  ClaimCode: 'CodeClaimed',
  ChangePersonContact: 'PersonContactChanged',
  DeclineChannels: 'ChannelsDeclined',
  AllowChannels: 'ChannelsAllowed',
  PreferLanguage: 'LanguagePreferred',
  PreferFederationLanguage: 'FederationLanguagePreferred',
  RecordHonour: 'HonourRecorded',
  WithdrawHonour: 'HonourWithdrawn',
  RegisterPerson: 'PersonRegistered',
  PublishRuleSet: 'RuleSetPublished',
  OpenCampaign: 'CampaignOpened',
  CallUpUnits: 'UnitsCalledUp',
  DrawSample: 'SampleDrawn',
  OpenEvaluation: 'EvaluationOpened',
  FormLeadingGroup: 'LeadingGroupFormed',
  SubmitPlan: 'PlanSubmitted',
  ApprovePlan: 'PlanApproved',
  RatifyPlan: 'PlanRatified',
  RecordPublicity: 'PublicityRecorded',
  FilePlan: 'PlanFiled',
  ReturnPlan: 'PlanReturned',
  ReportProgress: 'ProgressReported',
  DeclareSample: 'SampleDeclared',
  RecordQuestionnaire: 'QuestionnaireRecorded',
  SummariseQuestionnaire: 'QuestionnaireSummarised',
  SubmitSelfInspection: 'SelfInspectionSubmitted',
  ReturnSelfInspection: 'SelfInspectionReturned',
  HoldAssembly: 'AssemblyHeld',
  OpenRound: 'RoundOpened',
  TallyVote: 'VoteTallied',
  EnterCount: 'CountEntered',
  AnnulBox: 'BoxAnnulled',
  AnnulRound: 'RoundAnnulled',
  PublishResult: 'ResultPublished',
  ReportUpward: 'ReportedUpward',
  ReceiveOriginal: 'OriginalReceived',
  FileReport: 'ReportFiled',
  ReturnReport: 'ReportReturned',
  ApplyForTitle: 'TitleAppliedFor',
  RecommendApplication: 'ApplicationRecommended',
  TakePlace: 'PlaceTaken',
  ReleasePlace: 'PlaceReleased',
  DeclineApplication: 'ApplicationDeclined',
  WithdrawApplication: 'ApplicationWithdrawn',
  RecordVisit: 'VisitRecorded',
  GiveVerdict: 'VerdictGiven',
  OpenNotice: 'PublicNoticeOpened',
  RaiseObjection: 'ObjectionRaised',
  DecideObjection: 'ObjectionDecided',
  GrantTitle: 'TitleGranted',
  OpenItem: 'ItemOpened',
  ReportItem: 'ItemProgressed',
  CompleteItem: 'ItemCompleted',
  TellMembers: 'MembersTold',
  ConfirmItem: 'ItemConfirmed',
  CarryOverItem: 'ItemCarriedOver',
  CloseEvaluation: 'EvaluationClosed',
  BackFillResult: 'ResultBackFilled',
  ExtendDeadline: 'DeadlineExtended',
  ChangeMethod: 'MethodChanged',
  CorrectFact: 'FactCorrected',
  DisputeEntry: 'EntryDisputed',
  ResolveDispute: 'DisputeResolved',
  RequestExemption: 'ExemptionRequested',
  ApproveExemption: 'ExemptionApproved',
  DeclineExemption: 'ExemptionDeclined',
  WithdrawEvaluation: 'EvaluationWithdrawn',
  SpotCheck: 'SpotChecked',
  MigrateRules: 'RulesMigrated',
  RecheckTitle: 'TitleRechecked',
  AdoptRuleSet: 'RuleSetAdopted',
  VoidAdoption: 'AdoptionVoided',
  CallUpFederations: 'FederationsCalledUp',
  ReleaseUnits: 'UnitsReleased',
  ExtendDeadlines: 'DeadlinesExtended',
  MigrateUnits: 'UnitsMigrated',
  DecideExemptions: 'ExemptionsDecided',
  CloseCampaign: 'CampaignClosed',
  SignCircular: 'CircularSigned',
  AssignDuties: 'DutiesAssigned',
  FormDutyGroup: 'DutyGroupFormed',
  SubmitDuty: 'DutySubmitted',
  ReturnDuty: 'DutyReturned',
  AcceptDuty: 'DutyAccepted',
  BackFillYear: 'YearBackFilled',
  VoidBackFilledYear: 'BackFilledYearVoided',
  AcknowledgeNotice: 'NoticeAcknowledged',
  SnoozeNotice: 'NoticeSnoozed',
  WithdrawNotice: 'NoticeWithdrawn',
  SettleDelivery: 'DeliverySettled',
  RecordCall: 'CallRecorded',
};

/** Limits that a rule keeps and words better: with the refusal it does so by. */
const keptByRules: Readonly<Record<string, string>> = {
  'CallUpUnits /units minItems': 'units-empty',
  'CallUpFederations /federations minItems': 'units-empty',
  'ReleaseUnits /units minItems': 'units-empty',
  'DecideExemptions /units minItems': 'units-empty',
  'TallyVote /tellers minItems': 'tellers-not-three',
  'EnterCount /tellers minItems': 'tellers-not-three',
};

/** Limits from below and from above, as both kinds of schemas write them. */
const lower = ['minItems', 'minLength', 'minimum'] as const;
const upper = ['maxItems', 'maxLength', 'maximum'] as const;
type Schema = Readonly<Partial<Record<(typeof lower)[number] | (typeof upper)[number], number>>> & {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
};

let api: ServedApi;
let document: Body;
beforeAll(async () => {
  api = await ServedApi.start();
  document = (await api.get('/openapi.json')).body;
});
afterAll(() => api?.close());

const resolved = (schema: Schema): Schema => {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return ref === undefined ? schema : (document.components.schemas[ref.split('/').at(-1) ?? ''] as Schema);
};

/** Where the body allows more than the event: `place limit body/event`. What is derived or bears another name there is not compared. */
function wider(place: string, body: Schema, event: Schema): readonly string[] {
  if (body.type !== event.type) return [];
  const told = (limit: string, ours: unknown, theirs: unknown) => `${place} ${limit} ${String(ours)}/${String(theirs)}`;
  return [
    ...lower.flatMap((limit) => ((body[limit] ?? -Infinity) >= (event[limit] ?? -Infinity) || (event[limit] === 0 && body[limit] === undefined && limit !== 'minimum') ? [] : [told(limit, body[limit], event[limit])])),
    ...upper.flatMap((limit) => ((body[limit] ?? Infinity) <= (event[limit] ?? Infinity) ? [] : [told(limit, body[limit], event[limit])])),
    ...(event.enum === undefined || (body.enum ?? ['any']).every((value) => event.enum?.includes(value)) ? [] : [told('enum', body.enum, event.enum)]),
    ...(body.items && event.items ? wider(`${place}[]`, resolved(body.items), event.items) : []),
    ...Object.entries(body.properties ?? {}).flatMap(([name, property]) => {
      const theirs = event.properties?.[name];
      return theirs === undefined ? [] : wider(`${place}/${name}`, resolved(property), theirs);
    }),
  ];
}

const commands = commandGroups.flatMap(({ routes }) => routes);

it('every command is compared', () => {
  expect(Object.keys(eventOf).toSorted()).toEqual(commands.map(({ command }) => command).toSorted());
});

it('what a rule keeps is refused by it', () => {
  expect(refusalCodes).toEqual(expect.arrayContaining(Object.values(keptByRules)));
});

it.each(commands.map(({ command, body }) => [command, body.name]))('%s lets nothing through that its event refuses', (command, name) => {
  const event = domainCatalogue.types.find(({ type }) => type === eventOf[command]);
  expect(event).toBeDefined();
  const wide = wider('', document.components.schemas[name] as Schema, event?.schema as Schema);
  expect(wide.filter((one) => !keptByRules[`${command} ${one.split(' ').slice(0, 2).join(' ')}`])).toEqual([]);
});
