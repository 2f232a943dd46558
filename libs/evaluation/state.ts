import type { DeepReadonly, PartialDate, PlainDate } from '#kernel';
import type { Body, DueName, Level, RuleSet } from '#rules';
import { sumOf, type Counts, type ReadonlyCounts } from './voting/ballot.js';
import type { Pinned } from './fields.js';
import { noSampling, type Sampling } from './voting/questionnaire-slice.js';
import type { Round } from './voting/round-slice.js';

/**
 * What one evaluation is folded into: dates, counts and marks that rules read, no texts. Slices stand here and not in
 * the steps, because a step reads its predecessors' slices and two files must not need each other.
 */
export type State = DeepReadonly<{
  /** Nothing until the federation has opened the evaluation. */
  opened: Opened | null;
  /** `because`: why it was not held, where it was closed without (未开展原因). */
  ended: { how: 'closed' | 'withdrawn'; on: PartialDate; because?: string } | null;
  exemption: { reasonCode: string; requestedOn: PartialDate; approved: boolean } | null;
  /** Date of each milestone's fact, the first where there were several. */
  dates: Dates;
  /** Absolute due dates: those of the calendar year from the start, the others once their fact is recorded. */
  due: { [K in DueName]?: PlainDate };
  /** `toRatifySince`: approved between sessions on that day, and not ratified yet. */
  plan: Filing & { approved: boolean; toRatifySince: PartialDate | null; follows: { id: string; version: number } | null };
  /** Entries of the publicity log. */
  publicity: number;
  /** 补录: the whole result of a year that is over, unverified; `held`: it says that it was held. */
  backFilled: { held: boolean } | null;
  progressReports: number;
  questionnaires: Sampling;
  /** `points`: the union's own, by criterion; `zeros`: obligatory criteria at 0; `zeroCriteria`: all of them; scores by item × 100. */
  selfInspection: Filing & { score: Score | null; zeros: string[]; zeroCriteria: string[]; itemScores: { item: string; earned: number; max: number }[]; points: { [criterion: string]: number } };
  assembly: { held: { on: PartialDate; body: Body; late: boolean; entitled: number; present: number; presidedBy?: string } | null; sittings: number; adjourned: boolean };
  rounds: Round[];
  report: Filing & { round: number; original: boolean };
  /** `acceptedBy`: the federation that accepts it, where that is another than the direct superior; `recommenders`: who is to recommend it, lowest first. */
  application: { title: string; recommendedBy: string[]; levels: Level[]; acceptedBy?: string; recommenders?: { level: Level; federation: string }[] } | null;
  visits: number;
  /** Of the last visit whose panel scored every criterion. */
  panelScore: Score | null;
  verdict: { verdict: Verdict; putRightBy: PlainDate | null } | null;
  notice: { endsOn: PlainDate; objections: { [id: string]: Objection } } | null;
  /** `recheck`: the years in which it was re-checked, and until when the next re-check is owed. */
  title: { title: string; certificate: string; kept: boolean; recheck: { grantedOn: PartialDate; years: number[]; dueOn: PlainDate } } | null;
  items: { [id: string]: Item };
  /** Due dates that were extended: a migration leaves them alone. */
  extended: DueName[];
  /** Bodies approved beside those of the rule set. */
  methods: { assembly?: Body; vote?: Body };
  corrections: number;
  /** Entries on the union's behalf that it disputes, by revision; `sumOf`: it was the sum of this round of questionnaires, and is void. */
  disputes: { [revision: number]: { stands: 'open' | 'upheld' | 'dismissed'; disputedOn: PartialDate; sumOf?: number } };
  spotChecks: number;
}>;

export type Opened = DeepReadonly<{
  campaign: string;
  union: string;
  unionName: string;
  unionClass: string;
  units: number;
  superior: string;
  superiors: string[];
  evaluatedYear: number;
  run: number;
  ruleSet: Pinned;
  steps: RuleSet['steps'];
  heldWhen: RuleSet['heldWhen'];
  facts: { from: PlainDate; cutOff: PlainDate };
  firstYear: boolean;
  makeUp: boolean;
  foundedOn?: PartialDate;
  members?: number;
  questionnaire?: 'required';
  forTitle?: boolean;
} & { industry?: string; staff?: number; sizeBand?: string; /** In whose stead `ruleSet` holds; absent: `ruleSet` is the campaign's. */ campaignRuleSet?: { id: string; version: number }; /** Due dates that had passed at the call-up, and moved on. */ deferred?: { calledUpOn: string; until: string; due: DueName[] } }>;

export type { Round } from './voting/round-slice.js';

/** An evaluation that was opened and has not ended: what most rules are given. */
export type Running = State & { readonly opened: Opened };

/** Facts in the order in which they must have happened. */
export const milestones = ['leadingGroup', 'plan', 'selfInspection', 'assembly', 'vote', 'publish', 'report', 'application', 'visit', 'verdict', 'notice', 'grant'] as const;
export type Milestone = (typeof milestones)[number];
export type Dates = { readonly [M in Milestone]?: PartialDate };

/**
 * A paper handed to the superior. It may be returned any number of times; `version` counts the times it was handed in.
 * `late`: the first time was after the due date. `dueOn`: until when a returned one is to be put right.
 */
export type Filing = { version: number; stands: 'none' | 'submitted' | 'returned' | 'filed'; late: boolean; dueOn: PlainDate | null };

/** All three × 100, as in the rules' score. */
export type Score = { earned: number; max: number; of100: number };

/** Founded less than six months ago, suspended, merging, election under way, cannot be contacted. */
export const exemptionReasons = ['foundedLately', 'suspended', 'merging', 'electionUnderWay', 'unreachable'] as const;
export type ReasonCode = (typeof exemptionReasons)[number];

export type Verdict = 'accepted' | 'putRight' | 'notPassed';

export type Objection = { stands: 'open' | 'upheld' | 'dismissed'; raisedOn: PartialDate };

/** `completedOn`: nothing before it is done, or when it was taken up again. */
export type Item = { stands: 'open' | 'doing' | 'done' | 'confirmed' | 'carriedOver'; foundOn: PartialDate; completedOn: PartialDate | null; dueOn: PlainDate; criterion: string | null; told: boolean };

/** Dates on record beside the milestones that what answers them may not precede. */
export const answeredDates = ['itemFound', 'itemCompleted', 'objectionRaised', 'exemptionRequested', 'paperReturned', 'entryDisputed', 'planApproved', 'questionnaireAsked'] as const;
export type AnsweredDate = (typeof answeredDates)[number];

const notHandedIn: Filing = { version: 0, stands: 'none', late: false, dueOn: null };

export const initial: State = {
  opened: null,
  ended: null,
  exemption: null,
  dates: {},
  due: {},
  plan: { ...notHandedIn, approved: false, toRatifySince: null, follows: null },
  publicity: 0,
  backFilled: null,
  progressReports: 0,
  questionnaires: noSampling,
  selfInspection: { ...notHandedIn, score: null, zeros: [], zeroCriteria: [], itemScores: [], points: {} },
  assembly: { held: null, sittings: 0, adjourned: false },
  rounds: [],
  report: { ...notHandedIn, round: 0, original: false },
  application: null,
  visits: 0,
  panelScore: null,
  verdict: null,
  notice: null,
  title: null,
  items: {},
  extended: [],
  methods: {},
  corrections: 0,
  disputes: {},
  spotChecks: 0,
};

/** The state with one round changed. */
export const changeRound = (state: State, number: number, change: (round: Round) => Round): State => changeRounds(state, (round) => (round.round === number ? change(round) : round));

/** The state with its rounds changed; when the evaluation first voted and published follows from the rounds that stand. */
export function changeRounds(state: State, change: (round: Round) => Round): State {
  const rounds = state.rounds.map(change);
  const { vote: _vote, publish: _publish, ...dates } = state.dates;
  const stand = rounds.filter(({ annulled }) => !annulled);
  const vote = stand.flatMap(({ tallied }) => Object.values(tallied).flatMap(({ on, annulled }) => (annulled ? [] : [on]))).toSorted()[0];
  const publish = stand.flatMap(({ publishedOn }) => publishedOn ?? [])[0];
  return { ...state, rounds, dates: { ...dates, ...(vote === undefined ? {} : { vote }), ...(publish === undefined ? {} : { publish }) } };
}

/** The round that speaks for the evaluation: the last one, unless it was annulled. */
export function standingRound(state: State): Round | undefined {
  const last = state.rounds.at(-1);
  return last === undefined || last.annulled ? undefined : last;
}

/** The standing round once its result is published. */
export function publishedRound(state: State): Round | undefined {
  const round = standingRound(state);
  return round !== undefined && round.publishedOn !== null ? round : undefined;
}

/** Counts of a round's boxes that were not annulled. */
export const standingBoxes = (round: Round): readonly ReadonlyCounts[] => Object.values(round.tallied).flatMap(({ counts, annulled }) => (annulled ? [] : [counts]));

/** The round's counts in all; its roll, where given, is who was entitled. */
export function countsInAll(round: Round): Counts {
  const sum = sumOf(standingBoxes(round));
  return { ...sum, entitled: round.entitled ?? sum.entitled };
}

/** Announced boxes of a round that were not tallied yet. */
export const boxesOutstanding = ({ boxes, tallied }: Pick<Round, 'boxes' | 'tallied'>): number => boxes - Object.keys(tallied).length;

/** True once every announced box of a round was tallied and at least one stands: its result can be published. */
export const isCounted = (round: Round): boolean => boxesOutstanding(round) <= 0 && standingBoxes(round).length > 0;

/** True while an objection to the notice stands so. */
export const hasObjection = ({ notice }: Pick<State, 'notice'>, stands: Objection['stands']): boolean => Object.values(notice?.objections ?? {}).some((objection) => objection.stands === stands);

/** Revisions of entries whose dispute is not resolved yet. */
export const openDisputes = ({ disputes }: Pick<State, 'disputes'>): readonly number[] => Object.keys(disputes).map(Number).filter((revision) => disputes[revision]?.stands === 'open');

/** The report on the result that stands; one on a round that was annulled or followed by another reports nothing any more. */
export const reportOf = (state: State): State['report'] => (state.report.round === (publishedRound(state)?.round ?? 0) ? state.report : { ...initial.report, version: state.report.version });

/**
 * When the evaluation was held (已开展), by the step the rule set names: the numerator of coverage. Held late goes by the
 * day of the vote, also where publishing the result completes it; nothing where it has not been held, or no longer is.
 */
export function heldOf(state: State): { readonly on: PartialDate; readonly late: boolean } | null {
  const round = standingRound(state);
  const boxes = Object.values(round?.tallied ?? {}).filter(({ annulled }) => !annulled);
  const late = boxes.some((box) => box.late);
  switch (state.opened?.heldWhen) {
    case 'resultPublished':
      return round === undefined || round.publishedOn === null ? null : { on: round.publishedOn, late };
    case 'voteTallied':
      return boxes[0] === undefined ? null : { on: boxes[0].on, late };
    case 'assemblyHeld':
      return state.assembly.held;
    case 'reportedUpward':
      return state.dates.report === undefined || reportOf(state).stands === 'none' ? null : { on: state.dates.report, late: state.report.late };
    default:
      return null;
  }
}

/** True where the rule set has the step at all, be it required or merely recorded. */
export const hasStep = (opened: Opened, step: Opened['steps']['required'][number]): boolean => opened.steps.required.includes(step) || opened.steps.recorded.includes(step);

/** True while a title waits for a verdict: the rules have an acceptance by a panel, and none was given. Without the step a title goes straight to its notice. */
export const needsVerdict = ({ opened, verdict }: Running): boolean => verdict === null && hasStep(opened, 'acceptance');

/** The dates with one milestone set, where none stood: a fact that happened again does not move the first. */
export const withFirst = (dates: Dates, milestone: Milestone, date: PartialDate): Dates => (dates[milestone] === undefined ? { ...dates, [milestone]: date } : dates);
