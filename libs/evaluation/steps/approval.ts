import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import { Body } from '#rules';
import { dueNames } from '../due.js';
import type { Facts } from '../facts.js';
import { closed, date, day, paragraph } from '../fields.js';
import { dateOfTermRefused, dueDayRefused, whileRunning, type GateRefusal } from '../gates.js';
import type { Running, State } from '../state.js';

/** What needs a reason and the superior's approval: a later due date, another body ("to suit production" [B]). */
export type ExtendDeadlineData = {
  /** Which due date, as `vote`. */
  due: (typeof dueNames)[number];
  until: string;
  reason: string;
  approvedOn: string;
};
export type ChangeMethodData = {
  step: 'assembly' | 'vote';
  /** Allowed from here on, beside those of the rule set. */
  body: Body;
  reason: string;
  approvedOn: string;
};

export type ApprovalCommand = Command<'ExtendDeadline', ExtendDeadlineData> | Command<'ChangeMethod', ChangeMethodData>;
type Asked<T extends ApprovalCommand['type']> = Extract<ApprovalCommand, { type: T }>;

export const DeadlineExtended = eventType('DeadlineExtended', Type.Object({ due: Type.Enum([...dueNames]), from: day, until: day, reason: paragraph, approvedOn: date }, closed));
export const MethodChanged = eventType('MethodChanged', Type.Object({ step: Type.Enum(['assembly', 'vote']), body: Body, reason: paragraph, approvedOn: date }, closed));
export const approvalEvents = [DeadlineExtended, MethodChanged] as const;
export type ApprovalEvent = EventOf<(typeof approvalEvents)[number]>;

export const approvalRefusals = ['due-unknown', 'until-not-later', 'method-already-changed'] as const;
type Code = (typeof approvalRefusals)[number] | GateRefusal;

function extend(command: Asked<'ExtendDeadline'>, state: Running): Decision<ApprovalEvent, Code> {
  const { data } = command;
  const from = state.due[data.due];
  if (from === undefined) return refuse('due-unknown', { due: data.due });
  const impossible = dueDayRefused('until', data.until);
  if (impossible !== undefined) return impossible;
  if (data.until <= from) return refuse('until-not-later', { due: data.due, from, until: data.until });
  return dateOfTermRefused(command, state, { field: 'approvedOn', date: data.approvedOn }) ?? [DeadlineExtended.of({ ...data, from })];
}

function changeMethod(command: Asked<'ChangeMethod'>, state: Running): Decision<ApprovalEvent, Code> {
  const { data } = command;
  if (state.methods[data.step] === data.body) return refuse('method-already-changed', { step: data.step, body: data.body });
  return dateOfTermRefused(command, state, { field: 'approvedOn', date: data.approvedOn }) ?? [MethodChanged.of(data)];
}

export const approval: Step<ApprovalCommand, ApprovalEvent, State, Facts, Code> = {
  decide: { ExtendDeadline: whileRunning(extend), ChangeMethod: whileRunning(changeMethod) },
  evolve: {
    DeadlineExtended: (state, { data: { due, until } }) => ({ ...state, due: { ...state.due, [due]: until }, extended: [...state.extended.filter((other) => other !== due), due] }),
    MethodChanged: (state, { data: { step, body } }) => ({ ...state, methods: { ...state.methods, [step]: body } }),
  },
};
