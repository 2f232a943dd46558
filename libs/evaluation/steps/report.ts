import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, day, essay, files, id, paragraph, type Evidence } from '../fields.js';
import { answerRefused, dateOfYearRefused, firstOf, isLate, milestoneRefused, receivedRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { returnRefused } from '../returning.js';
import { publishedRound, reportOf, withFirst, type Running, type State } from '../state.js';
import { questionnaireAsked } from './opening.js';

/** Step 4b (上报评议情况): the union reports to its superior, which files the report (备案) or returns it. */
export type ReportUpwardData = {
  reportedOn: string;
  /** Default: the day of recording. */
  receivedOn?: string;
  report?: string;
  /** What members and the Party organisation said, up to 50. */
  comments?: string[];
  /** What is to be put right, and how. */
  rectificationPlan?: string;
  /** Items that the plan covers, up to 500. */
  items?: string[];
  /** When the Party organisation got its copy (抄送). */
  partyCopiedOn?: string;
  files?: Evidence[];
};
export type ReceiveOriginalData = { receivedOn: string };
export type FileReportData = { filedOn: string };
export type ReturnReportData = { returnedOn: string; reason: string; /** Until when it is to be put right. */ dueOn?: string };

export type ReportCommand =
  | Command<'ReportUpward', ReportUpwardData>
  | Command<'ReceiveOriginal', ReceiveOriginalData>
  | Command<'FileReport', FileReportData>
  | Command<'ReturnReport', ReturnReportData>;
type Asked<T extends ReportCommand['type']> = Extract<ReportCommand, { type: T }>;

const version = Type.Integer({ minimum: 1, maximum: 999 });
export const ReportedUpward = eventType(
  'ReportedUpward',
  Type.Object(
    {
      version,
      /** The round it reports on; 0 where the rule set has no vote. */
      round: Type.Integer({ minimum: 0, maximum: 99 }),
      reportedOn: date,
      receivedOn: day,
      late: Type.Boolean(),
      due: Type.Optional(Dues),
      report: Type.Optional(essay),
      comments: Type.Optional(Type.Array(paragraph, { maxItems: 50 })),
      rectificationPlan: Type.Optional(essay),
      items: Type.Optional(Type.Array(id, { maxItems: 500 })),
      partyCopiedOn: Type.Optional(date),
      files: Type.Optional(files),
    },
    closed,
  ),
);
/** The sealed original on paper has come. */
export const OriginalReceived = eventType('OriginalReceived', Type.Object({ version, receivedOn: date }, closed));
export const ReportFiled = eventType('ReportFiled', Type.Object({ version, filedOn: date }, closed));
export const ReportReturned = eventType('ReportReturned', Type.Object({ version, returnedOn: date, reason: paragraph, dueOn: Type.Optional(day) }, closed));
export const reportEvents = [ReportedUpward, OriginalReceived, ReportFiled, ReportReturned] as const;
export type ReportEvent = EventOf<(typeof reportEvents)[number]>;

export const reportRefusals = ['result-not-published', 'questionnaire-missing', 'predecessors-missing', 'plan-not-approved', 'report-already-received', 'report-already-filed', 'report-missing', 'original-already-received', 'item-unknown'] as const;
type Code = (typeof reportRefusals)[number] | GateRefusal;
type Decided = Decision<ReportEvent, Code>;

function reportUpward(command: Asked<'ReportUpward'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const receivedOn = data.receivedOn ?? dayOf(command.at);
  const current = reportOf(state);
  const round = publishedRound(state);
  // A report on a second round follows that round's publication, not the first's.
  const reported = round?.publishedOn ? { ...state, dates: { ...state.dates, publish: round.publishedOn } } : state;
  const no = firstOf<Code>(
    stepAbsent(state, 'report'),
    current.stands === 'submitted' ? refuse('report-already-received', { version: current.version }) : undefined,
    current.stands === 'filed' ? refuse('report-already-filed', { version: current.version }) : undefined,
    ...missingPredecessors(state, facts),
    milestoneRefused(command, reported, { milestone: 'report', field: 'reportedOn', date: data.reportedOn }),
    itemUnknown(data.items, state),
    data.partyCopiedOn === undefined ? undefined : dateOfYearRefused(command, state, { field: 'partyCopiedOn', date: data.partyCopiedOn }),
    receivedRefused(command, receivedOn, { milestone: 'report', recorded: data.reportedOn }),
  );
  if (no !== undefined) return no;
  const first = current.stands === 'none';
  return [
    ReportedUpward.of({
      ...data,
      version: state.report.version + 1,
      round: round?.round ?? 0,
      receivedOn,
      // Late is the first time a result is reported; what is put right after a return has its own date.
      late: first && isLate(state, 'report', receivedOn),
      ...duesAfter(facts, 'report', data.reportedOn),
    }),
  ];
}

/** A plan covers items that were opened. */
function itemUnknown(items: readonly string[] = [], state: Running): Refusal<Code> | undefined {
  const item = items.find((one) => !Object.hasOwn(state.items, one));
  return item === undefined ? undefined : refuse('item-unknown', { item });
}

/** From here on order counts: what the rule set requires before must be on record. All that is not. */
export function missingPredecessors(state: Running, { ruleSet }: Pick<Ruled, 'ruleSet'>): readonly Refusal<'result-not-published' | 'questionnaire-missing' | 'predecessors-missing' | 'plan-not-approved'>[] {
  const { required } = state.opened.steps;
  const done = {
    plan: state.plan.stands !== 'none',
    selfInspection: state.selfInspection.stands !== 'none',
    assembly: state.assembly.held !== null,
  };
  const missing = (['plan', 'selfInspection', 'assembly'] as const).filter((step) => required.includes(step) && !done[step]);
  return [
    ...(required.includes('vote') && publishedRound(state) === undefined ? [refuse('result-not-published')] : []),
    ...(questionnaireAsked(ruleSet).questionnaire === 'required' && state.questionnaires.summary === null ? [refuse('questionnaire-missing')] : []),
    ...(missing.length > 0 ? [refuse('predecessors-missing', { missing })] : []),
    // Where a plan is merely recorded and none was handed in, there is nothing to approve.
    ...(ruleSet.planApproval === 'required' && (required.includes('plan') || done.plan) && !state.plan.approved ? [refuse('plan-not-approved')] : []),
  ];
}

function receive(command: Asked<'ReceiveOriginal'>, state: Running): Decided {
  if (state.report.stands === 'none') return refuse('report-missing');
  if (state.report.original) return refuse('original-already-received', { version: state.report.version });
  return answerRefused(command, state, { milestone: 'report', field: 'receivedOn', date: command.data.receivedOn }) ?? [OriginalReceived.of({ ...command.data, version: state.report.version })];
}

function file(command: Asked<'FileReport'>, state: Running): Decided {
  const no = firstOf<Code>(handedIn(state), answerRefused(command, state, { milestone: 'report', field: 'filedOn', date: command.data.filedOn }));
  return no ?? [ReportFiled.of({ ...command.data, version: state.report.version })];
}

function sendBack(command: Asked<'ReturnReport'>, state: Running): Decided {
  return handedIn(state) ?? returnRefused(command, state, 'report') ?? [ReportReturned.of({ ...command.data, version: state.report.version })];
}

function handedIn(state: Running): Refusal<Code> | undefined {
  const { stands, version } = reportOf(state);
  if (stands === 'submitted') return undefined;
  return stands === 'filed' ? refuse('report-already-filed', { version }) : refuse('report-missing');
}

export const report: Step<ReportCommand, ReportEvent, State, Facts, Code> = {
  needs: { ReportUpward: pinnedRulesAndCalendar },
  decide: { ReportUpward: underRules(reportUpward), ReceiveOriginal: whileRunning(receive), FileReport: whileRunning(file), ReturnReport: whileRunning(sendBack) },
  evolve: {
    ReportedUpward: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'report', data.reportedOn),
      due: { ...state.due, ...data.due },
      report: { version: data.version, round: data.round, stands: 'submitted', late: data.late || (state.report.round === data.round && state.report.late), dueOn: null, original: false },
    }),
    OriginalReceived: (state) => ({ ...state, report: { ...state.report, original: true } }),
    ReportFiled: (state) => ({ ...state, report: { ...state.report, stands: 'filed', dueOn: null } }),
    ReportReturned: (state, { data }) => ({ ...state, report: { ...state.report, stands: 'returned', dueOn: data.dueOn ?? null } }),
  },
};
