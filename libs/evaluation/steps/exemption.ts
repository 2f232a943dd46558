import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, date, paragraph, word } from '../fields.js';
import { beforeEnd, dateOfTermRefused, endRefused, followRefused, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { exemptionReasons, heldOf, type Running, type State } from '../state.js';

/** 免评 and withdrawal. Only an approved exemption leaves the denominator; a withdrawn evaluation keeps its history. */
export type RequestExemptionData = { /** One of the rule set's, as `merging`. */ reasonCode: string; requestedOn: string; reason?: string };
export type ApproveExemptionData = { approvedOn: string };
export type DeclineExemptionData = { declinedOn: string; reason: string };
export type WithdrawEvaluationData = { withdrawnOn: string; reason: string };

export type ExemptionCommand =
  | Command<'RequestExemption', RequestExemptionData>
  | Command<'ApproveExemption', ApproveExemptionData>
  | Command<'DeclineExemption', DeclineExemptionData>
  | Command<'WithdrawEvaluation', WithdrawEvaluationData>;
type Asked<T extends ExemptionCommand['type']> = Extract<ExemptionCommand, { type: T }>;

export const ExemptionRequested = eventType('ExemptionRequested', Type.Object({ reasonCode: word, requestedOn: date, reason: Type.Optional(paragraph) }, closed));
export const ExemptionApproved = eventType('ExemptionApproved', Type.Object({ reasonCode: word, approvedOn: date }, closed));
/** Asked again afterwards, perhaps for another reason. */
export const ExemptionDeclined = eventType('ExemptionDeclined', Type.Object({ reasonCode: word, declinedOn: date, reason: paragraph }, closed));
export const EvaluationWithdrawn = eventType('EvaluationWithdrawn', Type.Object({ withdrawnOn: date, reason: paragraph }, closed));
export const exemptionEvents = [ExemptionRequested, ExemptionApproved, ExemptionDeclined, EvaluationWithdrawn] as const;
export type ExemptionEvent = EventOf<(typeof exemptionEvents)[number]>;

export const exemptionRefusals = ['exemption-already-requested', 'exemption-not-requested', 'reason-not-in-rules', 'not-next-level', 'already-held'] as const;
type Code = (typeof exemptionRefusals)[number] | GateRefusal;
type Decided = Decision<ExemptionEvent, Code>;

function request(command: Asked<'RequestExemption'>, state: Running, { ruleSet }: Ruled): Decided {
  const { reasonCode } = command.data;
  const allowed = ruleSet.exemptions?.reasons ?? exemptionReasons;
  if (!allowed.includes(reasonCode as never)) return refuse('reason-not-in-rules', { reasonCode, allowed: [...allowed] });
  if (state.exemption !== null) return refuse('exemption-already-requested', { reasonCode: state.exemption.reasonCode });
  return heldAlready(state) ?? dateOfTermRefused(command, state, { field: 'requestedOn', date: command.data.requestedOn }) ?? [ExemptionRequested.of(command.data)];
}

function approve(command: Asked<'ApproveExemption'>, state: Running): Decided {
  if (state.exemption === null) return refuse('exemption-not-requested');
  const approved = { field: 'approvedOn', date: command.data.approvedOn };
  const no = heldAlready(state) ?? nextLevel(command, state) ?? followRefused(command, approved, { milestone: 'exemptionRequested', recorded: state.exemption.requestedOn });
  return no ?? [ExemptionApproved.of({ reasonCode: state.exemption.reasonCode, ...command.data })];
}

function decline(command: Asked<'DeclineExemption'>, state: Running): Decided {
  if (state.exemption === null) return refuse('exemption-not-requested');
  const declined = { field: 'declinedOn', date: command.data.declinedOn };
  const no = nextLevel(command, state) ?? followRefused(command, declined, { milestone: 'exemptionRequested', recorded: state.exemption.requestedOn });
  return no ?? [ExemptionDeclined.of({ reasonCode: state.exemption.reasonCode, ...command.data })];
}

/** An exemption is the next level's to approve or decline, of no other above it; a policy passes on what that level decided for a list. */
const nextLevel = ({ by }: Pick<Command, 'by'>, { opened }: Running) => (by.kind === 'process' || by.bodyId === `federation-${opened.superior}` ? undefined : refuse('not-next-level', { body: by.bodyId, superior: opened.superior }));

/** Who has held the evaluation needs no exemption, and one that counts as held must not leave the denominator. */
function heldAlready(state: Running) {
  const held = heldOf(state);
  return held === null ? undefined : refuse('already-held', { on: held.on });
}

function withdraw(command: Asked<'WithdrawEvaluation'>, state: Running): Decided {
  return endRefused(command, state, { field: 'withdrawnOn', date: command.data.withdrawnOn }) ?? [EvaluationWithdrawn.of(command.data)];
}

export const exemption: Step<ExemptionCommand, ExemptionEvent, State, Facts, Code> = {
  needs: { RequestExemption: pinnedRules },
  decide: { RequestExemption: underRules(request), ApproveExemption: whileRunning(approve), DeclineExemption: whileRunning(decline), WithdrawEvaluation: beforeEnd(withdraw) },
  evolve: {
    ExemptionRequested: (state, { data }) => ({ ...state, exemption: { reasonCode: data.reasonCode, requestedOn: data.requestedOn, approved: false } }),
    ExemptionApproved: (state) => ({ ...state, exemption: state.exemption === null ? null : { ...state.exemption, approved: true } }),
    ExemptionDeclined: (state) => ({ ...state, exemption: null }),
    EvaluationWithdrawn: (state, { data }) => ({ ...state, ended: { how: 'withdrawn', on: data.withdrawnOn } }),
  },
};
