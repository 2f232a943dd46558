import { Type } from 'typebox';
import { dayOf, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { criteriaFor, obligatoryZeros, scoreOf } from '#rules';
import { pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, day, essay, files, paragraph, type Evidence } from '../fields.js';
import { answerRefused, dueDayRefused, firstOf, isLate, milestoneRefused, ownUnion, receivedRefused, stepAbsent, underRules, whileRunning, type GateRefusal, type Ruled } from '../gates.js';
import { withFirst, type Running, type State } from '../state.js';
import { itemDue, ItemOpened } from './rectification.js';

/** Step 2 (自检自查): the committee scores itself against the standard, with evidence. */
export type SubmitSelfInspectionData = {
  inspectedOn: string;
  /** Default: the day of recording. */
  receivedOn?: string;
  /** Every criterion that applies, once. Points with at most two decimals. */
  scores: { criterion: string; points: number; note?: string; files?: Evidence[] }[];
  /** Problems found, up to 50. */
  problems?: string[];
  report?: string;
};
export type ReturnSelfInspectionData = { returnedOn: string; reason: string; /** Until when it is to be put right. */ dueOn?: string };

export type SelfInspectionCommand = Command<'SubmitSelfInspection', SubmitSelfInspectionData> | Command<'ReturnSelfInspection', ReturnSelfInspectionData>;
type Asked<T extends SelfInspectionCommand['type']> = Extract<SelfInspectionCommand, { type: T }>;

const criterion = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' });
const version = Type.Integer({ minimum: 1, maximum: 999 });
export const SelfInspectionSubmitted = eventType(
  'SelfInspectionSubmitted',
  Type.Object(
    {
      version,
      inspectedOn: date,
      receivedOn: day,
      late: Type.Boolean(),
      scores: Type.Array(Type.Object({ criterion, points: Type.Number({ minimum: 0, maximum: 100 }), note: Type.Optional(paragraph), files: Type.Optional(files) }, closed), { maxItems: 1000 }),
      /** Points × 100: earned, attainable, and rescaled to 100 (缺项折算). */
      score: Type.Object({ earned: count, max: count, of100: Type.Integer({ minimum: 0, maximum: 10_000 }) }, closed),
      /** Obligatory criteria at 0. */
      zeros: Type.Array(criterion, { maxItems: 1000 }),
      /** Criteria with points and no evidence: a warning. */
      withoutEvidence: Type.Array(criterion, { maxItems: 1000 }),
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

export const selfInspectionRefusals = ['self-inspection-already-submitted', 'self-inspection-not-submitted', 'criterion-unknown', 'criterion-twice', 'criteria-missing', 'points-over-maximum'] as const;
type Code = (typeof selfInspectionRefusals)[number] | GateRefusal;

function submit(command: Asked<'SubmitSelfInspection'>, state: Running, facts: Ruled): Decision<Decided, Code> {
  const { data } = command;
  const { ruleSet } = facts;
  const receivedOn = data.receivedOn ?? dayOf(command.at);
  const no = firstOf<Code>(
    stepAbsent(state, 'selfInspection'),
    state.selfInspection.stands === 'submitted' ? refuse('self-inspection-already-submitted', { version: state.selfInspection.version }) : undefined,
    scoresRefused(data.scores, state, ruleSet),
    milestoneRefused(command, state, { milestone: 'selfInspection', field: 'inspectedOn', date: data.inspectedOn }),
    receivedRefused(command, receivedOn, { milestone: 'selfInspection', recorded: data.inspectedOn }),
  );
  if (no !== undefined) return no;
  const points = Object.fromEntries(data.scores.map((score) => [score.criterion, score.points]));
  const version = state.selfInspection.version + 1;
  const zeros = obligatoryZeros(ruleSet.standard, state.opened, points);
  const submitted = SelfInspectionSubmitted.of({
    ...data,
    version,
    receivedOn,
    late: version === 1 && isLate(state, 'selfInspection', receivedOn),
    score: scoreOf(ruleSet.standard, state.opened, points),
    zeros: [...zeros],
    withoutEvidence: data.scores.filter(({ points, files = [] }) => points > 0 && files.length === 0).map((score) => score.criterion),
  });
  const dueOn = itemDue(facts, data.inspectedOn);
  return [
    submitted,
    ...zeros
      .filter((criterion) => !underWay(state, criterion))
      .map((criterion) => ItemOpened.of({ item: itemId(criterion, version), source: 'selfInspection', criterion, foundOn: data.inspectedOn, dueOn, owner: 'committee' })),
  ];
}

/** `1.3` in the second version is `c1_3_v2`: the item's id follows from what it is about. */
const itemId = (criterion: string, version: number): string => `c${criterion.replaceAll('.', '_')}_v${version}`;

const underWay = (state: Running, criterion: string): boolean => Object.values(state.items).some((item) => item.criterion === criterion && item.stands !== 'confirmed');

function scoresRefused(scores: SubmitSelfInspectionData['scores'], { opened }: Running, { standard }: Ruled['ruleSet']): Refusal<Code> | undefined {
  const maximum = new Map(criteriaFor(standard, opened).map(({ id, points }) => [id, points]));
  const seen = new Set<string>();
  for (const { criterion, points } of scores) {
    const most = maximum.get(criterion);
    if (most === undefined) return refuse('criterion-unknown', { criterion });
    if (seen.has(criterion)) return refuse('criterion-twice', { criterion });
    if (!(points >= 0 && points <= most)) return refuse('points-over-maximum', { criterion, points, maximum: most });
    seen.add(criterion);
  }
  const missing = [...maximum.keys()].filter((criterion) => !seen.has(criterion));
  return missing.length === 0 ? undefined : refuse('criteria-missing', { criteria: missing });
}

function sendBack(command: Asked<'ReturnSelfInspection'>, state: Running): Decision<SelfInspectionEvent, Code> {
  if (state.selfInspection.stands !== 'submitted') return refuse('self-inspection-not-submitted');
  return ownUnion(command, state) ?? answerRefused(command, state, { milestone: 'selfInspection', field: 'returnedOn', date: command.data.returnedOn }) ?? dueDayRefused('dueOn', command.data.dueOn, { milestone: 'paperReturned', recorded: command.data.returnedOn }) ?? [SelfInspectionReturned.of({ ...command.data, version: state.selfInspection.version })];
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
      selfInspection: { version: data.version, stands: 'submitted', late: state.selfInspection.late || data.late, dueOn: null, score: data.score, zeros: data.zeros },
    }),
    SelfInspectionReturned: (state, { data }) => ({ ...state, selfInspection: { ...state.selfInspection, stands: 'returned', dueOn: data.dueOn ?? null } }),
  },
};
