import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, date, day, line, paragraph, word, year } from '../fields.js';
import { answerRefused, beforeEnd, endRefused, onceOpened, type GateRefusal } from '../gates.js';
import { afterRecheck, recheckDue, yearOf, yearOwed } from '../rechecks.js';
import { heldOf, openDisputes, reportOf, type Running, type State } from '../state.js';

/** Step 7 (办结): most unions apply for nothing and close without a title. Later a title may be re-checked (复查). */
export type CloseEvaluationData = {
  closedOn: string;
  /** Where the papers are kept. */
  archive?: string;
  /** Why there was no evaluation (未开展原因): the superior closes one that was not held only so. */
  notHeldBecause?: string;
};
export type RecheckTitleData = { recheckedOn: string; kept: boolean; reason: string };

export type ClosingCommand = Command<'CloseEvaluation', CloseEvaluationData> | Command<'RecheckTitle', RecheckTitleData>;
type Asked<T extends ClosingCommand['type']> = Extract<ClosingCommand, { type: T }>;

export const EvaluationClosed = eventType('EvaluationClosed', Type.Object({ closedOn: date, archive: Type.Optional(line), notHeldBecause: Type.Optional(paragraph), title: Type.Union([word, Type.Null()]) }, closed));
/** The title is kept or withdrawn. `year`: whose re-check it is, absent: that of its date; `nextOn`: until when the next is owed by the rule set. */
export const TitleRechecked = eventType('TitleRechecked', Type.Object({ recheckedOn: date, kept: Type.Boolean(), reason: paragraph, year: Type.Optional(year), nextOn: Type.Optional(day) }, closed));
export const closingEvents = [EvaluationClosed, TitleRechecked] as const;
export type ClosingEvent = EventOf<(typeof closingEvents)[number]>;

export const closingRefusals = ['items-open', 'report-not-filed', 'not-held-reason-missing', 'closing-reason-needless', 'objection-open', 'dispute-open', 'title-missing', 'title-already-withdrawn', 'title-already-rechecked'] as const;
type Code = (typeof closingRefusals)[number] | GateRefusal;

function close(command: Asked<'CloseEvaluation'>, state: Running): Decision<ClosingEvent, Code> {
  const open = openItems(state);
  // An exempt union owes nothing, nor does one whose year was back-filled: neither report nor rectification keeps it open.
  const owes = state.exemption?.approved !== true && state.backFilled === null;
  if (owes && open.length > 0) return refuse('items-open', { items: open });
  return (owes ? notOver(command, state) : undefined) ?? contested(state, owes) ?? endRefused(command, state, { field: 'closedOn', date: command.data.closedOn }) ?? [EvaluationClosed.of({ ...command.data, title: state.title?.title ?? null })];
}

/** One that was held is over when its report is filed; one that was not, when the superior says why. */
function notOver(command: Asked<'CloseEvaluation'>, state: Running): Refusal<Code> | undefined {
  const held = heldOf(state);
  const { notHeldBecause } = command.data;
  if (notHeldBecause !== undefined) return held === null ? undefined : refuse('closing-reason-needless', { on: held.on });
  if (state.opened.steps.required.includes('report') && reportOf(state).stands !== 'filed') return refuse('report-not-filed', { stands: reportOf(state).stands });
  return held === null ? refuse('not-held-reason-missing') : undefined;
}

/** What somebody objects to or disputes is decided before the end; an exempt union gets no title that could be objected to. */
function contested(state: Running, owes: boolean): Refusal<Code> | undefined {
  const objections = !owes ? [] : Object.entries(state.notice?.objections ?? {}).flatMap(([id, { stands }]) => (stands === 'open' ? [id] : []));
  if (objections.length > 0) return refuse('objection-open', { objections });
  const entries = openDisputes(state);
  return entries.length > 0 ? refuse('dispute-open', { entries: [...entries] }) : undefined;
}

/** Items neither confirmed nor carried over into the next year. */
export const openItems = ({ items }: Pick<State, 'items'>): readonly string[] =>
  Object.entries(items).flatMap(([id, { stands }]) => (stands === 'confirmed' || stands === 'carriedOver' ? [] : [id]));

/** Each year once, by the year of its date. */
function recheck(command: Asked<'RecheckTitle'>, state: Running, { ruleSet }: DeepReadonly<Facts>): Decision<ClosingEvent, Code> {
  const { data } = command;
  if (state.title === null) return refuse('title-missing');
  const { title, kept, recheck: before } = state.title;
  if (!kept) return refuse('title-already-withdrawn', { title });
  const no = answerRefused(command, state, { milestone: 'grant', field: 'recheckedOn', date: data.recheckedOn });
  if (no !== undefined) return no;
  const year = yearOf(data.recheckedOn);
  if (before.years.includes(year)) return refuse('title-already-rechecked', { title, year });
  const next = ruleSet?.recheck === undefined || !data.kept ? {} : { nextOn: recheckDue(yearOwed({ ...before, years: [...before.years, year] }), before.grantedOn, ruleSet.recheck) };
  return [TitleRechecked.of({ ...data, year, ...next })];
}

export const closing: Step<ClosingCommand, ClosingEvent, State, Facts, Code> = {
  needs: { RecheckTitle: pinnedRules },
  decide: { CloseEvaluation: beforeEnd(close), RecheckTitle: onceOpened(recheck) },
  evolve: {
    EvaluationClosed: (state, { data }) => ({ ...state, ended: { how: 'closed', on: data.closedOn, ...(data.notHeldBecause === undefined ? {} : { because: data.notHeldBecause }) } }),
    TitleRechecked: (state, { data }) => ({ ...state, title: state.title === null ? null : { ...state.title, kept: data.kept, recheck: afterRecheck(state.title.recheck, data.year ?? yearOf(data.recheckedOn), data.nextOn) } }),
  },
};
