import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type PartialDate, type Step } from '#kernel';
import { Dues, duesAfter } from '../due.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, date, paragraph } from '../fields.js';
import { firstOf, isLate, milestoneRefused, ownUnion, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { changeRounds, milestones, type Milestone, type Round, type Running, type State } from '../state.js';

/** 更正. Boards show the corrected figure, as-of views the old one; nothing recorded is taken back. */
export type CorrectFactData = {
  /** Whose date was wrong, as `assembly`. */
  milestone: Milestone;
  wrong: string;
  right: string;
  reason: string;
  /** What the right one rests on, as "minutes of the sitting". */
  basis: string;
  /** Needed once the result was reported upward. */
  consentedBy?: 'superior';
};
export type CorrectionCommand = Command<'CorrectFact', CorrectFactData>;
type Asked<T extends CorrectionCommand['type']> = Extract<CorrectionCommand, { type: T }>;

export const FactCorrected = eventType(
  'FactCorrected',
  Type.Object({ milestone: Type.Enum([...milestones]), wrong: date, right: date, late: Type.Optional(Type.Boolean()), due: Type.Optional(Dues), reason: paragraph, basis: paragraph, consentedBy: Type.Optional(Type.Enum(['superior'])) }, closed),
);
export const correctionEvents = [FactCorrected] as const;
export type CorrectionEvent = EventOf<(typeof correctionEvents)[number]>;

export const correctionRefusals = ['fact-not-recorded', 'fact-differs', 'fact-unchanged', 'consent-missing'] as const;
type Code = (typeof correctionRefusals)[number] | GateRefusal;

function correct(command: Asked<'CorrectFact'>, state: Running, facts: Ruled): Decision<CorrectionEvent, Code> {
  const { data } = command;
  const { milestone, wrong, right } = data;
  const recorded = state.dates[milestone];
  const { [milestone]: _wrong, ...otherDates } = state.dates;
  const no = firstOf<Code>(
    recorded === undefined ? refuse('fact-not-recorded', { milestone }) : undefined,
    recorded === wrong ? undefined : refuse('fact-differs', { milestone, wrong, recorded: recorded ?? null }),
    right === wrong ? refuse('fact-unchanged', { milestone, right }) : undefined,
    state.dates.report !== undefined && data.consentedBy === undefined ? refuse('consent-missing', { milestone }) : undefined,
    data.consentedBy === 'superior' ? ownUnion(command, state) : undefined,
    milestoneRefused(command, { ...state, dates: otherDates }, { milestone, field: 'right', date: right, again: (milestone === 'vote' || milestone === 'publish') && state.rounds.length > 1 }),
  );
  const late = milestone === 'assembly' || milestone === 'vote' ? { late: isLate(state, milestone, right) } : {};
  return no ?? [FactCorrected.of({ ...data, ...late, ...(isCounted(milestone) ? duesAfter(facts, milestone, right) : {}) })];
}

const counted = ['plan', 'assembly', 'vote', 'publish', 'report', 'application'] as const;
/** Milestones that due dates may count from under the same name. */
const isCounted = (milestone: Milestone): milestone is (typeof counted)[number] => (counted as readonly string[]).includes(milestone);

/** The date where it stands: with the milestone, and with the sitting, box or publication it belongs to. */
function withDate(state: State, milestone: Milestone, { wrong, right, late = false }: { readonly wrong: PartialDate; readonly right: PartialDate; readonly late?: boolean }): State {
  if (milestone === 'vote') {
    const boxes = (tallied: Round['tallied']) => Object.fromEntries(Object.entries(tallied).map(([box, tally]) => [box, tally.on === wrong ? { ...tally, on: right, late } : tally]));
    return changeRounds(state, (known) => ({ ...known, tallied: boxes(known.tallied) }));
  }
  if (milestone === 'publish') return changeRounds(state, (known) => (known.publishedOn === wrong ? { ...known, publishedOn: right } : known));
  const { held } = state.assembly;
  const assembly = milestone === 'assembly' && held !== null ? { ...state.assembly, held: { ...held, on: right, late } } : state.assembly;
  return { ...state, dates: { ...state.dates, [milestone]: right }, assembly };
}

export const correction: Step<CorrectionCommand, CorrectionEvent, State, Facts, Code> = {
  needs: { CorrectFact: pinnedRulesAndCalendar },
  decide: { CorrectFact: underRules(correct) },
  evolve: {
    FactCorrected: (state, { data }) => ({ ...withDate(state, data.milestone, data), due: { ...state.due, ...data.due }, corrections: state.corrections + 1 }),
  },
};
