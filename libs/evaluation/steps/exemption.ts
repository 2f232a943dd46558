import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import type { Facts } from '../facts.js';
import { closed, date, paragraph } from '../fields.js';
import { beforeEnd, dateRefused, endRefused, followRefused, ownUnion, whileRunning, type GateRefusal } from '../gates.js';
import { exemptionReasons, heldOf, type ReasonCode, type Running, type State } from '../state.js';

/** 免评 and withdrawal. Only an approved exemption leaves the denominator; a withdrawn evaluation keeps its history. */
export type RequestExemptionData = { reasonCode: ReasonCode; requestedOn: string; reason?: string };
export type ApproveExemptionData = { approvedOn: string };
export type WithdrawEvaluationData = { withdrawnOn: string; reason: string };

export type ExemptionCommand = Command<'RequestExemption', RequestExemptionData> | Command<'ApproveExemption', ApproveExemptionData> | Command<'WithdrawEvaluation', WithdrawEvaluationData>;
type Asked<T extends ExemptionCommand['type']> = Extract<ExemptionCommand, { type: T }>;

const reasonCode = Type.Enum([...exemptionReasons]);
export const ExemptionRequested = eventType('ExemptionRequested', Type.Object({ reasonCode, requestedOn: date, reason: Type.Optional(paragraph) }, closed));
export const ExemptionApproved = eventType('ExemptionApproved', Type.Object({ reasonCode, approvedOn: date }, closed));
export const EvaluationWithdrawn = eventType('EvaluationWithdrawn', Type.Object({ withdrawnOn: date, reason: paragraph }, closed));
export const exemptionEvents = [ExemptionRequested, ExemptionApproved, EvaluationWithdrawn] as const;
export type ExemptionEvent = EventOf<(typeof exemptionEvents)[number]>;

export const exemptionRefusals = ['exemption-already-requested', 'exemption-not-requested', 'already-held'] as const;
type Code = (typeof exemptionRefusals)[number] | GateRefusal;
type Decided = Decision<ExemptionEvent, Code>;

function request(command: Asked<'RequestExemption'>, state: Running): Decided {
  if (state.exemption !== null) return refuse('exemption-already-requested', { reasonCode: state.exemption.reasonCode });
  return heldAlready(state) ?? dateRefused(command, 'requestedOn', command.data.requestedOn) ?? [ExemptionRequested.of(command.data)];
}

function approve(command: Asked<'ApproveExemption'>, state: Running): Decided {
  if (state.exemption === null) return refuse('exemption-not-requested');
  const approved = { field: 'approvedOn', date: command.data.approvedOn };
  const no = heldAlready(state) ?? ownUnion(command, state) ?? followRefused(command, approved, { milestone: 'exemptionRequested', recorded: state.exemption.requestedOn });
  return no ?? [ExemptionApproved.of({ reasonCode: state.exemption.reasonCode, ...command.data })];
}

/** Who has held the evaluation needs no exemption, and one that counts as held must not leave the denominator. */
function heldAlready(state: Running) {
  const held = heldOf(state);
  return held === null ? undefined : refuse('already-held', { on: held.on });
}

function withdraw(command: Asked<'WithdrawEvaluation'>, state: Running): Decided {
  return endRefused(command, state, { field: 'withdrawnOn', date: command.data.withdrawnOn }) ?? [EvaluationWithdrawn.of(command.data)];
}

export const exemption: Step<ExemptionCommand, ExemptionEvent, State, Facts, Code> = {
  decide: { RequestExemption: whileRunning(request), ApproveExemption: whileRunning(approve), WithdrawEvaluation: beforeEnd(withdraw) },
  evolve: {
    ExemptionRequested: (state, { data }) => ({ ...state, exemption: { reasonCode: data.reasonCode, requestedOn: data.requestedOn, approved: false } }),
    ExemptionApproved: (state) => ({ ...state, exemption: state.exemption === null ? null : { ...state.exemption, approved: true } }),
    EvaluationWithdrawn: (state, { data }) => ({ ...state, ended: { how: 'withdrawn', on: data.withdrawnOn } }),
  },
};
