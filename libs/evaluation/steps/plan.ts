import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { Dues, duesAfter } from '../due.js';
import { pinnedRules, pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, day, essay, files, id, line, paragraph, who, type Evidence } from '../fields.js';
import { answerRefused, dateOfYearRefused, firstOf, isLate, milestoneRefused, receivedRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { returnRefused } from '../returning.js';
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
  /** The version of the rules it follows; one that another has replaced is warned of ("new requirements not built in" [A]). */
  follows?: { id: string; version: number };
};
export type FilePlanData = { filedOn: string };
export type ReturnPlanData = { returnedOn: string; reason: string; /** Until when it is to be put right. */ dueOn?: string };

export type PlanCommand =
  | Command<'FormLeadingGroup', FormLeadingGroupData>
  | Command<'SubmitPlan', SubmitPlanData>
  | Command<'FilePlan', FilePlanData>
  | Command<'ReturnPlan', ReturnPlanData>;
type Asked<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

const version = Type.Integer({ minimum: 1, maximum: 999 });
export const LeadingGroupFormed = eventType('LeadingGroupFormed', Type.Object({ formedOn: date, members: Type.Array(who, { minItems: 1, maxItems: 50 }) }, closed));
/** It follows an earlier version of the rules the evaluation is pinned to, or other rules. */
export const planWarnings = ['follows-superseded', 'follows-other'] as const;
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
      /** Absent: not said. */
      follows: Type.Optional(Type.Object({ id, version }, closed)),
      /** Absent: none. */
      warnings: Type.Optional(Type.Array(Type.Enum([...planWarnings]), { maxItems: 1 })),
    },
    closed,
  ),
);
export const PlanFiled = eventType('PlanFiled', Type.Object({ version, filedOn: date }, closed));
export const PlanReturned = eventType('PlanReturned', Type.Object({ version, returnedOn: date, reason: paragraph, dueOn: Type.Optional(day) }, closed));
export const planEvents = [LeadingGroupFormed, PlanSubmitted, PlanFiled, PlanReturned] as const;
export type PlanEvent = EventOf<(typeof planEvents)[number]>;

export const planRefusals = ['leading-group-missing', 'plan-not-submitted', 'plan-already-submitted', 'plan-already-filed', 'plan-only-filed'] as const;
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
    data.partyBriefedOn === undefined ? undefined : dateOfYearRefused(command, state, { field: 'partyBriefedOn', date: data.partyBriefedOn }),
    data.deployedOn === undefined ? undefined : dateOfYearRefused(command, state, { field: 'deployedOn', date: data.deployedOn }),
  );
  return no ?? [PlanSubmitted.of({ ...data, version: state.plan.version + 1, receivedOn, late: state.plan.stands === 'none' && isLate(state, 'plan', receivedOn), ...duesAfter(facts, 'plan', data.adoptedOn), ...warningsOf(data.follows, state) })];
}

/** What the plan follows, beside what the evaluation is pinned to. */
export function followed(follows: { readonly id: string; readonly version: number } | null | undefined, { opened }: Pick<Running, 'opened'>): (typeof planWarnings)[number] | undefined {
  if (follows === undefined || follows === null) return undefined;
  const { id, version } = opened.ruleSet;
  if (follows.id !== id) return 'follows-other';
  return follows.version < version ? 'follows-superseded' : undefined;
}

function warningsOf(follows: SubmitPlanData['follows'], state: Running): { warnings?: (typeof planWarnings)[number][] } {
  const warning = followed(follows, state);
  return warning === undefined ? {} : { warnings: [warning] };
}

function file(command: Asked<'FilePlan'>, state: Running): Decided {
  const no = firstOf<Code>(handedIn(state), answerRefused(command, state, { milestone: 'plan', field: 'filedOn', date: command.data.filedOn }));
  return no ?? [PlanFiled.of({ ...command.data, version: state.plan.version })];
}

function sendBack(command: Asked<'ReturnPlan'>, state: Running, { ruleSet }: Ruled): Decided {
  if (ruleSet.planFiling === 'fileOnly') return refuse('plan-only-filed');
  return handedIn(state) ?? returnRefused(command, state, 'plan') ?? [PlanReturned.of({ ...command.data, version: state.plan.version })];
}

function handedIn({ plan }: Running) {
  if (plan.stands === 'submitted') return undefined;
  return plan.stands === 'filed' ? refuse('plan-already-filed', { version: plan.version }) : refuse('plan-not-submitted');
}

export const plan: Step<PlanCommand, PlanEvent, State, Facts, Code> = {
  needs: { SubmitPlan: pinnedRulesAndCalendar, ReturnPlan: pinnedRules },
  decide: {
    FormLeadingGroup: whileRunning(form),
    SubmitPlan: underRules(submit),
    FilePlan: whileRunning(file),
    ReturnPlan: underRules(sendBack),
  },
  evolve: {
    LeadingGroupFormed: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'leadingGroup', data.formedOn) }),
    PlanSubmitted: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'plan', data.adoptedOn),
      due: { ...state.due, ...data.due },
      // A new version is approved anew.
      plan: { version: data.version, stands: 'submitted', late: state.plan.late || data.late, dueOn: null, approved: false, toRatifySince: null, follows: data.follows ?? null },
    }),
    PlanFiled: (state) => ({ ...state, plan: { ...state.plan, stands: 'filed', dueOn: null } }),
    PlanReturned: (state, { data }) => ({ ...state, plan: { ...state.plan, stands: 'returned', dueOn: data.dueOn ?? null } }),
  },
};
