import { canonicalJson, type DeepReadonly } from '#kernel';
import { changeRound, changeRounds, initial, reportOf, type Filing, type Milestone, type State } from '../state.js';
import { changeSampling, samplingRoundOf, samplingRounds, withoutLastRound } from '../voting/questionnaire-slice.js';
import { withReportReturned } from '../returning.js';
import { withoutApplication } from '../steps/recommendation.js';
import type { Left, VoidedEntry } from './voided-entry.js';

type Voided = DeepReadonly<VoidedEntry>;
/** How an evaluation stood before an entry, and how it would stand had that entry never been made. */
export type Without = { readonly before: State; readonly without: State };
type Entry = { readonly data: { readonly version?: number; readonly item?: string }; readonly now: State } & Without;

/** What becomes of an evaluation when an entry of this kind is void: its step is open again, what answered it falls with it. */
export type Voidable = {
  /** The result rests on it: what was applied for on that result is taken back first, and a report on it is returned. */
  readonly ofResult: boolean;
  /** What it recorded, where a later entry may have recorded the same anew: then that one stands, and nothing changes. */
  readonly slice?: (state: State) => unknown;
  /** What the later events cannot say. */
  readonly left?: (entry: Entry) => Left | undefined;
  readonly undo: (state: State, voided: Voided) => State;
};

/** The milestone by another entry that stands; nothing where this was the only one. */
function redated(state: State, milestone: Milestone, on: string | undefined): State {
  const { [milestone]: _void, ...dates } = state.dates;
  return { ...state, dates: on === undefined ? dates : { ...dates, [milestone]: on } };
}
const dateLeft = (milestone: Milestone) => ({ without }: Without): Left => (without.dates[milestone] === undefined ? {} : { on: without.dates[milestone] });

type PaperName = 'plan' | 'selfInspection' | 'report';
/** Of a paper the last version is void: it stands as before it was handed in. An earlier one was followed by another, which stands. */
const paperLeft = (name: PaperName) => ({ data, now, before, without }: Entry): Left => {
  const { stands, late, dueOn } = name === 'report' ? reportOf(before) : before[name];
  const isLast = data.version === now[name].version;
  const paper = { stands: stands === 'returned' ? 'returned' : 'none', late, ...(dueOn === null ? {} : { dueOn }) } as const;
  return { ...dateLeft(name)({ before, without }), ...(isLast ? { paper } : {}) };
};
const paperOf = <F extends Filing>(paper: F, left: DeepReadonly<Left> = {}): F => (left.paper === undefined ? paper : { ...paper, stands: left.paper.stands, late: left.paper.late, dueOn: left.paper.dueOn ?? null });

const leadingGroup: Voidable = {
  ofResult: true,
  left: dateLeft('leadingGroup'),
  undo: (state, { left }) => {
    const undone = redated(state, 'leadingGroup', left?.on);
    // No plan without a leading group: one that was handed in is to be handed in again.
    return left?.on !== undefined || state.plan.stands === 'none' ? undone : { ...undone, plan: { ...state.plan, stands: 'returned', dueOn: null } };
  },
};

const plan: Voidable = {
  ofResult: true,
  left: paperLeft('plan'),
  undo: (state, { left }) => {
    const undone = redated(state, 'plan', left?.on);
    return left?.paper === undefined ? undone : { ...undone, plan: { ...paperOf(state.plan, left), approved: false, toRatifySince: null, follows: null } };
  },
};

const selfInspection: Voidable = {
  ofResult: true,
  left: paperLeft('selfInspection'),
  undo: (state, { left, items = [] }) => {
    const undone = redated({ ...state, items: Object.fromEntries(Object.entries(state.items).filter(([id]) => !items.includes(id))) }, 'selfInspection', left?.on);
    if (left?.paper === undefined) return undone;
    const { version } = state.selfInspection;
    return { ...undone, selfInspection: { ...paperOf({ ...initial.selfInspection, version }, left) } };
  },
};

const report: Voidable = {
  ofResult: false,
  left: paperLeft('report'),
  undo: (state, { left }) => {
    const undone = redated(state, 'report', left?.on);
    return left?.paper === undefined ? undone : { ...undone, report: { ...paperOf(state.report, left), original: false } };
  },
};

/** A sitting: another that was held counts; without one it is still to be held. */
const sitting: Voidable = {
  ofResult: true,
  left: ({ without, before }) => {
    const { held, adjourned } = without.assembly;
    return { ...dateLeft('assembly')({ without, before }), adjourned, ...(held === null ? {} : { sitting: { ...held } }) };
  },
  undo: (state, { left }) => ({ ...redated(state, 'assembly', left?.on), assembly: { ...state.assembly, held: left?.sitting ?? null, adjourned: left?.adjourned ?? false } }),
};

/** Boxes that were counted are disputed each, or their round annulled; an annulled one changes nothing any more. */
const roundOpened: Voidable = {
  ofResult: true,
  undo: (state, { round }) => ({ ...state, rounds: state.rounds.filter((known) => known.round !== round || known.annulled) }),
};

/** The box is counted again; with it what was published of its round is void, and what two people entered for it. */
const box: Voidable = {
  ofResult: true,
  undo: (state, { round = 0, box: name = '' }) =>
    changeRound(state, round, (known) => ({ ...known, tallied: omit(known.tallied, name), entries: omit(known.entries, name), outcome: null, publishedOn: null })),
};

const entered: Voidable = {
  ofResult: false,
  undo: (state, { round = 0, box: name = '', enteredBy }) =>
    changeRound(state, round, (known) => {
      const others = (known.entries[name] ?? []).filter((entry) => entry.enteredBy !== enteredBy);
      if (Object.hasOwn(known.tallied, name)) return known;
      return { ...known, entries: { ...omit(known.entries, name), ...(others.length === 0 ? {} : { [name]: others }) } };
    }),
};

const omit = <V>(all: { readonly [name: string]: V }, name: string): { [name: string]: V } => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));

/** Questionnaires asked again of nobody yet were not asked again at all. */
function withoutSample(sampling: State['questionnaires'], round: number | undefined): State['questionnaires'] {
  const isUnused = round !== undefined && round === samplingRoundOf(sampling) && Object.keys(sampling.groups).length === 0;
  return isUnused ? withoutLastRound(sampling) : changeSampling(sampling, round, (known) => ({ ...known, sample: null }));
}

/** What became of an item goes back to before; its completion takes the confirmation with it. */
const itemLeft: NonNullable<Voidable['left']> = ({ data, before, without }) => {
  const { item: id = '' } = data;
  const [was, is] = [before.items[id], without.items[id]];
  if (was === undefined || is === undefined) return undefined;
  const { stands, completedOn } = is.completedOn === null ? was : is;
  return { item: { stands, ...(completedOn === null ? {} : { completedOn }), told: is.told } };
};
const itemStep: Voidable = {
  ofResult: false,
  left: itemLeft,
  undo: (state, { item: id = '', left }) => {
    const item = state.items[id];
    return item === undefined || left?.item === undefined ? state : { ...state, items: { ...state.items, [id]: { ...item, ...left.item, completedOn: left.item.completedOn ?? null } } };
  },
};

const beside = (undo: Voidable['undo']): Voidable => ({ ofResult: false, undo });
const ofTheResult = (undo: Voidable['undo']): Voidable => ({ ofResult: true, undo });

/** By event, every kind of entry that can be void. */
export const voidables: { readonly [event: string]: Voidable } = {
  LeadingGroupFormed: leadingGroup,
  PlanSubmitted: plan,
  PlanApproved: { ...ofTheResult((state) => ({ ...state, plan: { ...state.plan, approved: false, toRatifySince: null } })), slice: ({ plan: { approved } }) => approved },
  PlanRatified: {
    ofResult: false,
    left: ({ without: { plan: { toRatifySince } } }) => (toRatifySince === null ? {} : { on: toRatifySince }),
    undo: (state, { left }) => ({ ...state, plan: { ...state.plan, toRatifySince: left?.on ?? null } }),
  },
  PublicityRecorded: beside((state) => ({ ...state, publicity: Math.max(0, state.publicity - 1) })),
  ProgressReported: beside((state) => ({ ...state, progressReports: Math.max(0, state.progressReports - 1) })),
  SampleDeclared: { ...beside((state, { round }) => ({ ...state, questionnaires: withoutSample(state.questionnaires, round) })), slice: ({ questionnaires }) => samplingRounds(questionnaires).map(({ sample }) => sample) },
  QuestionnaireRecorded: ofTheResult((state, { round, group = '' }) => ({ ...state, questionnaires: changeSampling(state.questionnaires, round, (known) => ({ ...known, groups: omit(known.groups, group), summary: null })) })),
  QuestionnaireSummarised: ofTheResult((state, { round }) => ({ ...state, questionnaires: changeSampling(state.questionnaires, round, (known) => ({ ...known, summary: null })) })),
  SelfInspectionSubmitted: selfInspection,
  AssemblyHeld: sitting,
  AssemblyAdjourned: sitting,
  RoundOpened: roundOpened,
  VoteTallied: box,
  CountEntered: entered,
  RoundAnnulled: ofTheResult((state, { round }) => changeRounds(state, (known) => (known.round === round ? { ...known, annulled: false, annulment: null } : known))),
  ResultPublished: ofTheResult((state, { round = 0 }) => changeRound(state, round, (known) => ({ ...known, publishedOn: null }))),
  ReportedUpward: report,
  TitleAppliedFor: { ...beside(withoutApplication), slice: ({ application }) => application },
  ItemOpened: beside((state, { item = '' }) => ({ ...state, items: omit(state.items, item) })),
  ItemProgressed: itemStep,
  ItemCompleted: itemStep,
  MembersTold: itemStep,
  ItemConfirmed: itemStep,
  ItemCarriedOver: itemStep,
  ExemptionRequested: { ...beside((state) => ({ ...state, exemption: null })), slice: ({ exemption }) => exemption },
  ResultBackFilled: beside((state) => ({ ...state, backFilled: null })),
};

/** What puts right an entry that cannot be void, by its event; otherwise a correction. */
export const putRightBy: { readonly [event: string]: 'applyForTitle' | 'annulRound' | 'resolveDispute' | 'decideObjection' } = {
  ApplicationWithdrawn: 'applyForTitle',
  BoxAnnulled: 'annulRound',
  EntryDisputed: 'resolveDispute',
  ObjectionRaised: 'decideObjection',
};

/** Nothing where the entry was followed by another of its kind, which stands. */
export const isSuperseded = ({ slice }: Voidable, { now, without }: { readonly now: State; readonly without: State }): boolean => slice !== undefined && canonicalJson(slice(now)) === canonicalJson(slice(without));

/** The evaluation with the entry void, as if it had never been made. */
export function withVoid(state: State, voided: Voided): State {
  const voidable = Object.hasOwn(voidables, voided.event) ? voidables[voided.event] : undefined;
  if (voidable === undefined || voided.left?.superseded === true) return state;
  const undone = voidable.undo(state, voided);
  return voidable.ofResult ? withReportReturned(undone) : undone;
}
