import { refuse, type Command, type Refusal } from '#kernel';
import { isSuperior, speaksForUnion, type behalfRefusals } from './behalf.js';
import { standingRound, type Running } from './state.js';

/** Whose a step is: the union's (or an officer's above it on its behalf), a superior's, either's, or anybody's. */
export type Whose = 'union' | 'superior' | 'either' | 'anybody';
type Rule = Whose | ((command: Pick<Command, 'data'>, state: Running) => Whose);

/** Whoever is named in the command as confirming or consenting records it: the superior itself; the members' body speaks through its union. */
const saidBy =
  (field: string, otherwise: Whose): Rule =>
  ({ data }) =>
    (data as { readonly [name: string]: unknown })[field] === 'superior' ? 'superior' : otherwise;

/** A round that the superior runs is its own to count as well. */
const ofRound: Rule = (_, state) => (standingRound(state)?.runBy === 'superior' ? 'either' : 'union');

/** Whose each command is, by its type. */
export const whoseStep: { readonly [command: string]: Rule } = {
  FormLeadingGroup: 'union',
  SubmitPlan: 'union',
  FilePlan: 'superior',
  ReturnPlan: 'superior',
  ApprovePlan: 'union',
  RatifyPlan: 'union',
  RecordPublicity: 'union',
  ReportProgress: 'union',
  DeclareSample: 'union',
  RecordQuestionnaire: 'union',
  SummariseQuestionnaire: 'union',
  SubmitSelfInspection: 'union',
  ReturnSelfInspection: 'superior',
  HoldAssembly: 'union',
  OpenRound: ({ data }) => ((data as { readonly runBy?: unknown }).runBy === 'superior' ? 'either' : 'union'),
  TallyVote: ofRound,
  EnterCount: ofRound,
  PublishResult: ofRound,
  // What broke a vote either may find.
  AnnulBox: 'either',
  AnnulRound: 'either',
  ReportUpward: 'union',
  ReceiveOriginal: 'superior',
  FileReport: 'superior',
  ReturnReport: 'superior',
  ApplyForTitle: 'union',
  RecommendApplication: 'superior',
  DeclineApplication: 'superior',
  WithdrawApplication: 'union',
  RecordVisit: 'superior',
  GiveVerdict: 'superior',
  OpenNotice: 'superior',
  // A public notice asks everybody.
  RaiseObjection: 'anybody',
  DecideObjection: 'superior',
  GrantTitle: 'superior',
  RecheckTitle: 'superior',
  OpenItem: 'either',
  ReportItem: 'union',
  CompleteItem: 'union',
  TellMembers: 'union',
  ConfirmItem: saidBy('confirmedBy', 'union'),
  CarryOverItem: saidBy('consentedBy', 'union'),
  CloseEvaluation: 'superior',
  WithdrawEvaluation: 'superior',
  BackFillResult: 'either',
  ExtendDeadline: 'superior',
  ChangeMethod: 'superior',
  RequestExemption: 'union',
  ApproveExemption: 'superior',
  DeclineExemption: 'superior',
  CorrectFact: saidBy('consentedBy', 'either'),
  DisputeEntry: 'union',
  ResolveDispute: 'superior',
  SpotCheck: 'superior',
  MigrateRules: 'superior',
};

/** Refused is who acts in a step that is another's. A process of ours acts by its policy; a command without an entry is nobody's. */
export function actorRefused(command: Pick<Command, 'type' | 'data' | 'by'>, state: Running): Refusal<(typeof behalfRefusals)[number]> | undefined {
  const { by, type } = command;
  if (by.kind !== 'person') return undefined;
  const rule = Object.hasOwn(whoseStep, type) ? whoseStep[type] : undefined;
  const whose = typeof rule === 'function' ? rule(command, state) : rule;
  const { union } = state.opened;
  if (whose === 'anybody') return undefined;
  if (speaksForUnion(command, state)) return whose === 'superior' || whose === undefined ? refuse('own-union', { body: by.onBehalfOf ?? by.bodyId }) : undefined;
  if (!isSuperior(by.bodyId, state)) return whose === 'union' ? refuse('not-the-union', { body: by.bodyId, union }) : refuse('not-superior-of-union', { body: by.bodyId, union });
  return whose === 'union' ? refuse('behalf-not-said', { body: by.bodyId, union }) : undefined;
}
