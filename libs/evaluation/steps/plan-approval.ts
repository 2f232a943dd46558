import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Body } from '#rules';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, count, date } from '../fields.js';
import { answerRefused, followRefused, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import type { Running, State } from '../state.js';

/** Step 1, the members' body (gate 1 of [A]): it approves the plan; between sessions the heads of its delegations may, and the next sitting ratifies (追认). */
export type ApprovePlanData = {
  body: Body;
  approvedOn: string;
  votesFor?: number;
  present?: number;
  /** Not the body itself sat, but the heads of its delegations: a later sitting ratifies. */
  betweenSessions?: boolean;
};
export type RatifyPlanData = { body: Body; ratifiedOn: string; votesFor?: number; present?: number };

export type PlanApprovalCommand = Command<'ApprovePlan', ApprovePlanData> | Command<'RatifyPlan', RatifyPlanData>;
type Asked<T extends PlanApprovalCommand['type']> = Extract<PlanApprovalCommand, { type: T }>;

const version = Type.Integer({ minimum: 1, maximum: 999 });
/** `betweenSessions` absent: the body itself sat. */
export const PlanApproved = eventType(
  'PlanApproved',
  Type.Object({ version, body: Body, approvedOn: date, votesFor: Type.Optional(count), present: Type.Optional(count), betweenSessions: Type.Optional(Type.Boolean()) }, closed),
);
export const PlanRatified = eventType('PlanRatified', Type.Object({ version, body: Body, ratifiedOn: date, votesFor: Type.Optional(count), present: Type.Optional(count) }, closed));
export const planApprovalEvents = [PlanApproved, PlanRatified] as const;
export type PlanApprovalEvent = EventOf<(typeof planApprovalEvents)[number]>;

export const planApprovalRefusals = ['plan-not-submitted', 'plan-already-approved', 'plan-approval-not-asked', 'plan-not-to-ratify', 'votes-over-present'] as const;
type Code = (typeof planApprovalRefusals)[number] | GateRefusal;
type Decided = Decision<PlanApprovalEvent, Code>;

function approve(command: Asked<'ApprovePlan'>, state: Running, { ruleSet }: Ruled): Decided {
  const { data } = command;
  if (ruleSet.planApproval === 'none') return refuse('plan-approval-not-asked');
  if (state.plan.stands === 'none') return refuse('plan-not-submitted');
  if (state.plan.approved) return refuse('plan-already-approved');
  // No gate against later milestones: a sitting of the next year may approve, as one votes on year N and plans N + 1.
  const no = moreVotesThanThere(data) ?? answerRefused(command, state, { milestone: 'plan', field: 'approvedOn', date: data.approvedOn });
  return no ?? [PlanApproved.of({ ...data, version: state.plan.version })];
}

function ratify(command: Asked<'RatifyPlan'>, state: Running): Decided {
  const { data } = command;
  if (state.plan.toRatifySince === null) return refuse('plan-not-to-ratify');
  const no = moreVotesThanThere(data) ?? followRefused(command, { field: 'ratifiedOn', date: data.ratifiedOn }, { milestone: 'planApproved', recorded: state.plan.toRatifySince });
  return no ?? [PlanRatified.of({ ...data, version: state.plan.version })];
}

const moreVotesThanThere = ({ votesFor, present }: Pick<ApprovePlanData, 'votesFor' | 'present'>): Refusal<Code> | undefined =>
  votesFor !== undefined && present !== undefined && votesFor > present ? refuse('votes-over-present', { votesFor, present }) : undefined;

export const planApproval: Step<PlanApprovalCommand, PlanApprovalEvent, State, Facts, Code> = {
  needs: { ApprovePlan: pinnedRules },
  decide: { ApprovePlan: underRules(approve), RatifyPlan: whileRunning(ratify) },
  evolve: {
    PlanApproved: (state, { data }) => ({ ...state, plan: { ...state.plan, approved: true, toRatifySince: data.betweenSessions === true ? data.approvedOn : null } }),
    PlanRatified: (state) => ({ ...state, plan: { ...state.plan, toRatifySince: null } }),
  },
};
