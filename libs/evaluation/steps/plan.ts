import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { Body } from '#rules';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, day, essay, files, line, paragraph, who, type Evidence } from '../fields.js';
import { answerRefused, dateRefused, dueDayRefused, firstOf, isLate, milestoneRefused, ownUnion, receivedRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { withFirst, type Running, type State } from '../state.js';

/** Step 1 (建家计划): who leads, what is planned, what the members' body and the superior say to it. */
export type FormLeadingGroupData = {
  formedOn: string;
  /** Roles or person ids, 1 to 50; the head first. */
  members: string[];
};
export type SubmitPlanData = {
  /** When the committee adopted the plan. */
  adoptedOn: string;
  /** Default: the day of recording. */
  receivedOn?: string;
  title: string;
  text?: string;
  files?: Evidence[];
  partyBriefedOn?: string;
  deployedOn?: string;
  /** Boards, morning briefings, intranet, model branches: up to 50 lines. */
  publicity?: string[];
};
export type ApprovePlanData = {
  /** The body that approved; the delegation heads' meeting counts as `delegations`. */
  body: Body;
  approvedOn: string;
  votesFor?: number;
  present?: number;
};
export type FilePlanData = { filedOn: string };
export type ReturnPlanData = { returnedOn: string; reason: string; /** Until when it is to be put right. */ dueOn?: string };

export type PlanCommand =
  | Command<'FormLeadingGroup', FormLeadingGroupData>
  | Command<'SubmitPlan', SubmitPlanData>
  | Command<'ApprovePlan', ApprovePlanData>
  | Command<'FilePlan', FilePlanData>
  | Command<'ReturnPlan', ReturnPlanData>;
type Asked<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

const version = Type.Integer({ minimum: 1, maximum: 999 });
export const LeadingGroupFormed = eventType('LeadingGroupFormed', Type.Object({ formedOn: date, members: Type.Array(who, { minItems: 1, maxItems: 50 }) }, closed));
export const PlanSubmitted = eventType(
  'PlanSubmitted',
  Type.Object(
    {
      version,
      adoptedOn: date,
      receivedOn: day,
      late: Type.Boolean(),
      due: Type.Optional(Dues),
      title: line,
      text: Type.Optional(essay),
      files: Type.Optional(files),
      partyBriefedOn: Type.Optional(date),
      deployedOn: Type.Optional(date),
      publicity: Type.Optional(Type.Array(line, { maxItems: 50 })),
    },
    closed,
  ),
);
export const PlanApproved = eventType('PlanApproved', Type.Object({ version, body: Body, approvedOn: date, votesFor: Type.Optional(count), present: Type.Optional(count) }, closed));
export const PlanFiled = eventType('PlanFiled', Type.Object({ version, filedOn: date }, closed));
export const PlanReturned = eventType('PlanReturned', Type.Object({ version, returnedOn: date, reason: paragraph, dueOn: Type.Optional(day) }, closed));
export const planEvents = [LeadingGroupFormed, PlanSubmitted, PlanApproved, PlanFiled, PlanReturned] as const;
export type PlanEvent = EventOf<(typeof planEvents)[number]>;

export const planRefusals = ['leading-group-missing', 'plan-not-submitted', 'plan-already-submitted', 'plan-already-filed', 'plan-already-approved', 'votes-over-present'] as const;
type Code = (typeof planRefusals)[number] | GateRefusal;
type Decided = Decision<PlanEvent, Code>;

function form(command: Asked<'FormLeadingGroup'>, state: Running): Decided {
  const { data } = command;
  return stepAbsent(state, 'plan') ?? milestoneRefused(command, state, { milestone: 'leadingGroup', field: 'formedOn', date: data.formedOn }) ?? [LeadingGroupFormed.of(data)];
}

function submit(command: Asked<'SubmitPlan'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const receivedOn = data.receivedOn ?? dayOf(command.at);
  const no = firstOf<Code>(
    stepAbsent(state, 'plan'),
    state.dates.leadingGroup === undefined ? refuse('leading-group-missing') : undefined,
    state.plan.stands === 'submitted' ? refuse('plan-already-submitted', { version: state.plan.version }) : undefined,
    state.plan.stands === 'filed' ? refuse('plan-already-filed', { version: state.plan.version }) : undefined,
    milestoneRefused(command, state, { milestone: 'plan', field: 'adoptedOn', date: data.adoptedOn }),
    receivedRefused(command, receivedOn, { milestone: 'plan', recorded: data.adoptedOn }),
    data.partyBriefedOn === undefined ? undefined : dateRefused(command, 'partyBriefedOn', data.partyBriefedOn),
    data.deployedOn === undefined ? undefined : dateRefused(command, 'deployedOn', data.deployedOn),
  );
  return no ?? [PlanSubmitted.of({ ...data, version: state.plan.version + 1, receivedOn, late: state.plan.version === 0 && isLate(state, 'plan', receivedOn), ...duesAfter(facts, 'plan', data.adoptedOn) })];
}

function approve(command: Asked<'ApprovePlan'>, state: Running): Decided {
  const { data } = command;
  if (state.plan.stands === 'none') return refuse('plan-not-submitted');
  if (state.plan.approved) return refuse('plan-already-approved');
  if (data.votesFor !== undefined && data.present !== undefined && data.votesFor > data.present) return refuse('votes-over-present', { votesFor: data.votesFor, present: data.present });
  // No gate against later milestones: between sessions an approval may be ratified at the next (追认).
  return answerRefused(command, state, { milestone: 'plan', field: 'approvedOn', date: data.approvedOn }) ?? [PlanApproved.of({ ...data, version: state.plan.version })];
}

function file(command: Asked<'FilePlan'>, state: Running): Decided {
  return handedIn(state) ?? ownUnion(command, state) ?? answerRefused(command, state, { milestone: 'plan', field: 'filedOn', date: command.data.filedOn }) ?? [PlanFiled.of({ ...command.data, version: state.plan.version })];
}

function sendBack(command: Asked<'ReturnPlan'>, state: Running): Decided {
  return handedIn(state) ?? ownUnion(command, state) ?? answerRefused(command, state, { milestone: 'plan', field: 'returnedOn', date: command.data.returnedOn }) ?? dueDayRefused('dueOn', command.data.dueOn, { milestone: 'paperReturned', recorded: command.data.returnedOn }) ?? [PlanReturned.of({ ...command.data, version: state.plan.version })];
}

function handedIn({ plan }: Running) {
  if (plan.stands === 'submitted') return undefined;
  return plan.stands === 'filed' ? refuse('plan-already-filed', { version: plan.version }) : refuse('plan-not-submitted');
}

export const plan: Step<PlanCommand, PlanEvent, State, Facts, Code> = {
  needs: { SubmitPlan: pinnedRulesAndCalendar },
  decide: {
    FormLeadingGroup: whileRunning(form),
    SubmitPlan: underRules(submit),
    ApprovePlan: whileRunning(approve),
    FilePlan: whileRunning(file),
    ReturnPlan: whileRunning(sendBack),
  },
  evolve: {
    LeadingGroupFormed: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'leadingGroup', data.formedOn) }),
    PlanSubmitted: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'plan', data.adoptedOn),
      due: { ...state.due, ...data.due },
      // A new version is approved anew.
      plan: { version: data.version, stands: 'submitted', late: state.plan.late || data.late, dueOn: null, approved: false },
    }),
    PlanApproved: (state) => ({ ...state, plan: { ...state.plan, approved: true } }),
    PlanFiled: (state) => ({ ...state, plan: { ...state.plan, stands: 'filed', dueOn: null } }),
    PlanReturned: (state, { data }) => ({ ...state, plan: { ...state.plan, stands: 'returned', dueOn: data.dueOn ?? null } }),
  },
};
