import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { faultsOfMeans, faultsOfScores, pointsGiven, scoredAs, scoreRefusals, standardOf } from '../criterion-scores.js';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, day, essay, files, line, paragraph, type Evidence } from '../fields.js';
import { dateOfTermRefused, dateOfYearRefused, firstOf, followRefused, isLate, milestoneRefused, receivedRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { returnRefused } from '../returning.js';
import { withFirst, type Running, type State } from '../state.js';
import { itemDue, ItemOpened } from './rectification.js';

/** Step 2 (自检自查): the committee scores itself against the standard, with evidence. */
export type SubmitSelfInspectionData = {
  inspectedOn: string;
  /** Default: the day of recording. */
  receivedOn?: string;
  /** Every criterion that applies, once. Points with at most two decimals; for a deduction the figure `measured` is enough. */
  scores: { criterion: string; points?: number; measured?: number; note?: string; files?: Evidence[] }[];
  /** Problems found, up to 50. */
  problems?: string[];
  report?: string;
  reportFiles?: Evidence[];
  /** Scores that others gave (as [C] names), up to 20: by whom, how many of how many. */
  external?: { by: string; score: number; of: number; about?: string; givenOn?: string }[];
  /** Branches that were visited, up to 200. */
  branchVisits?: { branch: string; visitedOn: string; note?: string }[];
  /** Talks with members, up to 100: when, with how many. */
  interviews?: { heldOn: string; people: number; about?: string }[];
  /** What representatives gave by themselves, beside the self-score: the mean in all, or by criterion. */
  memberScores?: { representatives: number; mean?: number; criteria?: { criterion: string; mean: number }[] };
  /** The leading group looked the result through. */
  review?: { reviewedOn: string; present: number; note?: string };
};
export type ReturnSelfInspectionData = { returnedOn: string; reason: string; /** Until when it is to be put right. */ dueOn?: string };

export type SelfInspectionCommand = Command<'SubmitSelfInspection', SubmitSelfInspectionData> | Command<'ReturnSelfInspection', ReturnSelfInspectionData>;
type Asked<T extends SelfInspectionCommand['type']> = Extract<SelfInspectionCommand, { type: T }>;

const criterion = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' });
const version = Type.Integer({ minimum: 1, maximum: 999 });
const points = Type.Number({ minimum: 0, maximum: 100 });
/** What stands beside the committee's own scores. Each absent: not done, or not entered. */
const beside = {
  reportFiles: Type.Optional(files),
  external: Type.Optional(Type.Array(Type.Object({ by: line, score: points, of: points, about: Type.Optional(line), givenOn: Type.Optional(date) }, closed), { maxItems: 20 })),
  branchVisits: Type.Optional(Type.Array(Type.Object({ branch: line, visitedOn: date, note: Type.Optional(paragraph) }, closed), { maxItems: 200 })),
  interviews: Type.Optional(Type.Array(Type.Object({ heldOn: date, people: count, about: Type.Optional(line) }, closed), { maxItems: 100 })),
  memberScores: Type.Optional(
    Type.Object({ representatives: count, mean: Type.Optional(points), criteria: Type.Optional(Type.Array(Type.Object({ criterion, mean: points }, closed), { maxItems: 1000 })) }, closed),
  ),
  review: Type.Optional(Type.Object({ reviewedOn: date, present: count, note: Type.Optional(paragraph) }, closed)),
};
export const SelfInspectionSubmitted = eventType(
  'SelfInspectionSubmitted',
  Type.Object(
    {
      version,
      inspectedOn: date,
      receivedOn: day,
      /** Reported late (逾期上报), by the day it was received. */
      late: Type.Boolean(),
      /** Held late as well (逾期开展), by its own day; absent: it was not, or nobody judged it. */
      heldLate: Type.Optional(Type.Boolean()),
      scores: Type.Array(Type.Object({ criterion, points, measured: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000_000 })), note: Type.Optional(paragraph), files: Type.Optional(files) }, closed), { maxItems: 1000 }),
      /** Points × 100: earned, attainable, and rescaled to 100 (缺项折算). */
      score: Type.Object({ earned: count, max: count, of100: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }, closed),
      /** Obligatory criteria at 0. */
      zeros: Type.Array(criterion, { maxItems: 1000 }),
      /** Criteria with points and no evidence: a warning. */
      withoutEvidence: Type.Array(criterion, { maxItems: 1000 }),
      /** All criteria at 0, bonus apart. Absent: recorded before it was asked for. */
      zeroCriteria: Type.Optional(Type.Array(criterion, { maxItems: 1000 })),
      /** Points × 100 by item of the standard. Absent: recorded before it was asked for. */
      itemScores: Type.Optional(Type.Array(Type.Object({ item: Type.String({ pattern: '^[0-9]{1,2}$' }), earned: count, max: count }, closed), { maxItems: 20 })),
      ...beside,
      problems: Type.Optional(Type.Array(paragraph, { maxItems: 50 })),
      report: Type.Optional(essay),
    },
    closed,
  ),
);
export const SelfInspectionReturned = eventType('SelfInspectionReturned', Type.Object({ version, returnedOn: date, reason: paragraph, dueOn: Type.Optional(day) }, closed));
export const selfInspectionEvents = [SelfInspectionSubmitted, SelfInspectionReturned] as const;
export type SelfInspectionEvent = EventOf<(typeof selfInspectionEvents)[number]>;

type Decided = SelfInspectionEvent | EventOf<typeof ItemOpened>;

export const selfInspectionRefusals = ['self-inspection-already-submitted', 'self-inspection-not-submitted', 'criteria-missing', 'member-scores-empty', 'score-over-whole', 'self-inspection-faulty', ...scoreRefusals] as const;
type Code = (typeof selfInspectionRefusals)[number] | GateRefusal;

function submit(command: Asked<'SubmitSelfInspection'>, state: Running, facts: Ruled): Decision<Decided, Code> {
  const { data } = command;
  const receivedOn = data.receivedOn ?? dayOf(command.at);
  const { criteria } = standardOf(facts, state);
  const no = firstOf<Code>(
    stepAbsent(state, 'selfInspection'),
    state.selfInspection.stands === 'submitted' ? refuse('self-inspection-already-submitted', { version: state.selfInspection.version }) : undefined,
    inOne([
      ...faultsOfScores(data.scores, criteria),
      criteriaMissing(data, criteria),
      ...faultsBeside(command, state, criteria),
      milestoneRefused(command, state, { milestone: 'selfInspection', field: 'inspectedOn', date: data.inspectedOn }),
      receivedRefused(command, receivedOn, { milestone: 'selfInspection', recorded: data.inspectedOn }),
    ]),
  );
  if (no !== undefined) return no;
  const points = pointsGiven(data.scores, criteria);
  const version = state.selfInspection.version + 1;
  // Late is the first time; what was void before was none.
  const first = state.selfInspection.stands === 'none';
  const scored = scoredAs(facts, state, points);
  const submitted = SelfInspectionSubmitted.of({
    ...data,
    version,
    receivedOn,
    late: first && isLate(state, 'selfInspection', receivedOn),
    ...(first && isLate(state, 'selfInspection', data.inspectedOn) ? { heldLate: true } : {}),
    scores: data.scores.map((score) => ({ ...score, points: points[score.criterion] ?? 0 })),
    ...scored,
    withoutEvidence: data.scores.filter(({ criterion, files = [] }) => (points[criterion] ?? 0) > 0 && files.length === 0).map((score) => score.criterion),
  });
  return [submitted, ...itemsForZeros(scored.zeros, state, { facts, inspectedOn: data.inspectedOn, version })];
}

/** An item for each obligatory criterion at 0 that has none under way. */
export function itemsForZeros(zeros: readonly string[], state: Running, { facts, inspectedOn, version }: { readonly facts: Ruled; readonly inspectedOn: string; readonly version: number }): EventOf<typeof ItemOpened>[] {
  const dueOn = itemDue(facts, state, inspectedOn);
  return zeros
    .filter((criterion) => !underWay(state, criterion) && !Object.hasOwn(state.items, itemId(criterion, version)))
    .map((criterion) => ItemOpened.of({ item: itemId(criterion, version), source: 'selfInspection', criterion, foundOn: inspectedOn, dueOn, owner: 'committee' }));
}

/** `1.3` in the second version is `c1_3_v2`: the item's id follows from what it is about. */
const itemId = (criterion: string, version: number): string => `c${criterion.replaceAll('.', '_')}_v${version}`;

const underWay = (state: Running, criterion: string): boolean => Object.values(state.items).some((item) => item.criterion === criterion && item.stands !== 'confirmed');

/** So many faults are told one by one; of more only the number. */
const mostFaultsTold = 100;

/** One fault is refused as what it is, several in one, so that a sheet of two dozen scores is put right at once. */
function inOne(asked: readonly (Refusal<Code> | undefined)[]): Refusal<Code> | undefined {
  const faults = asked.filter((fault) => fault !== undefined);
  if (faults.length < 2) return faults[0];
  return refuse('self-inspection-faulty', { count: faults.length, faults: faults.slice(0, mostFaultsTold).map(({ refused, details }) => ({ code: refused, ...details })) });
}

type Criteria = ReturnType<typeof standardOf>['criteria'];

function criteriaMissing({ scores }: SubmitSelfInspectionData, criteria: Criteria): Refusal<Code> | undefined {
  const scored = new Set(scores.map(({ criterion }) => criterion));
  const missing = [...criteria.keys()].filter((criterion) => !scored.has(criterion));
  return missing.length === 0 ? undefined : refuse('criteria-missing', { criteria: missing });
}

/** What stands beside the scores: dates of the year, a review after the inspection, means and scores within their whole. */
function faultsBeside(command: Asked<'SubmitSelfInspection'>, state: Running, criteria: Criteria): readonly (Refusal<Code> | undefined)[] {
  const { external = [], branchVisits = [], interviews = [], memberScores, review, inspectedOn } = command.data;
  return [
    ...external.map(({ by, score, of }) => (score > of ? refuse('score-over-whole', { by, score, of }) : undefined)),
    memberScores !== undefined && memberScores.mean === undefined && memberScores.criteria === undefined ? refuse('member-scores-empty') : undefined,
    ...faultsOfMeans(memberScores?.criteria ?? [], criteria),
    ...external.map(({ givenOn }) => (givenOn === undefined ? undefined : dateOfTermRefused(command, state, { field: 'givenOn', date: givenOn }))),
    ...branchVisits.map(({ visitedOn }) => dateOfYearRefused(command, state, { field: 'visitedOn', date: visitedOn })),
    ...interviews.map(({ heldOn }) => dateOfYearRefused(command, state, { field: 'heldOn', date: heldOn })),
    review === undefined ? undefined : followRefused(command, { field: 'reviewedOn', date: review.reviewedOn }, { milestone: 'selfInspection', recorded: inspectedOn }),
  ];
}

function sendBack(command: Asked<'ReturnSelfInspection'>, state: Running): Decision<SelfInspectionEvent, Code> {
  if (state.selfInspection.stands !== 'submitted') return refuse('self-inspection-not-submitted');
  return returnRefused(command, state, 'selfInspection') ?? [SelfInspectionReturned.of({ ...command.data, version: state.selfInspection.version })];
}

/** It decides an item's opening too; what follows from that is the rectification's to say. */
type SelfInspectionStep = Omit<Step<SelfInspectionCommand, Decided, State, Facts, Code>, 'evolve'> & Pick<Step<SelfInspectionCommand, SelfInspectionEvent, State, Facts, Code>, 'evolve'>;

export const selfInspection: SelfInspectionStep = {
  needs: { SubmitSelfInspection: pinnedRulesAndCalendar },
  decide: { SubmitSelfInspection: underRules(submit), ReturnSelfInspection: whileRunning(sendBack) },
  evolve: {
    SelfInspectionSubmitted: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'selfInspection', data.inspectedOn),
      selfInspection: { version: data.version, stands: 'submitted', late: state.selfInspection.late || data.late, dueOn: null, score: data.score, zeros: data.zeros, zeroCriteria: data.zeroCriteria ?? data.zeros, itemScores: data.itemScores ?? [], points: Object.fromEntries(data.scores.map(({ criterion, points }) => [criterion, points])) },
    }),
    SelfInspectionReturned: (state, { data }) => ({ ...state, selfInspection: { ...state.selfInspection, stands: 'returned', dueOn: data.dueOn ?? null } }),
  },
};
