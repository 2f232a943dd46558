import { Type } from 'typebox';
import { certainlyAfter, eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { recognitionOver, scoreOf, SurveyRate } from '#rules';
import { acceptingRefused, acceptingRefusals, actingFederation } from '../accepting.js';
import { resultLost } from '../application-blocks.js';
import { pointsGiven, scoreRefusals, scoresRefused, standardOf } from '../criterion-scores.js';
import { Dues, duesAfter } from '../due.js';
import { pinnedRules, pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, day, files, line, paragraph, who, word, type Evidence } from '../fields.js';
import { answerRefused, dueDayRefused, firstOf, milestoneRefused, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { hasStep, reportOf, withFirst, type Running, type State, type Verdict } from '../state.js';

/** Step 5b (考核验收): the superior's panel comes, asks on its own, and gives its verdict. */
export type RecordVisitData = {
  visitedOn: string;
  /** Role or person id of whoever presents, as `vice_chair`. */
  presenter: string;
  /** Attendees of the seminar by category, up to 20: 25 from four categories in Zhengzhou. */
  attendees?: { [category: string]: number };
  /** The panel's own questionnaire: how many of the staff asked recognise what the union claims. */
  survey?: { staff?: number; issued: number; returned: number; valid: number; recognised: number };
  /** What the panel saw of archive and premises. */
  findings?: string;
  archive?: string;
  premises?: string;
  /** The panel's own scores beside the self-score and the members'; every criterion, or only those it looked at. */
  scores?: { criterion: string; points?: number; measured?: number; note?: string }[];
  place?: string;
  files?: Evidence[];
};
export type GiveVerdictData = {
  verdict: Verdict;
  givenOn: string;
  /** The panel's score, of 100, at most two decimals. */
  score?: number;
  /** For `putRight`: until when. */
  putRightBy?: string;
  reason?: string;
};

export type AcceptanceCommand = Command<'RecordVisit', RecordVisitData> | Command<'GiveVerdict', GiveVerdictData>;
type Asked<T extends AcceptanceCommand['type']> = Extract<AcceptanceCommand, { type: T }>;

const criterion = Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}){0,2}$' });
const points = Type.Number({ minimum: 0, maximum: 100 });
export const VisitRecorded = eventType(
  'VisitRecorded',
  Type.Object(
    {
      visitedOn: date,
      presenter: who,
      attendees: Type.Optional(Type.Record(word, count, { maxProperties: 20, ...closed })),
      survey: Type.Optional(Type.Object({ staff: Type.Optional(count), issued: count, returned: count, valid: count, recognised: count }, closed)),
      /** Recognition (认可率) of the panel's own survey, over the staff asked, or what was issued where their number is absent; null without one. */
      recognition: Type.Union([SurveyRate, Type.Null()]),
      due: Type.Optional(Dues),
      findings: Type.Optional(paragraph),
      archive: Type.Optional(paragraph),
      premises: Type.Optional(paragraph),
      /** Absent: the panel scored no criteria. */
      scores: Type.Optional(
        Type.Array(Type.Object({ criterion, points, measured: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000_000 })), note: Type.Optional(paragraph) }, closed), { maxItems: 1000 }),
      ),
      /** Points × 100, as of a self-inspection; absent: not every criterion was scored. */
      score: Type.Optional(Type.Object({ earned: count, max: count, of100: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }, closed)),
      place: Type.Optional(line),
      files: Type.Optional(files),
    },
    closed,
  ),
);
export const VerdictGiven = eventType(
  'VerdictGiven',
  Type.Object(
    {
      verdict: Type.Enum(['accepted', 'putRight', 'notPassed']),
      givenOn: date,
      score: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      putRightBy: Type.Optional(day),
      reason: Type.Optional(paragraph),
    },
    closed,
  ),
);
export const acceptanceEvents = [VisitRecorded, VerdictGiven] as const;
export type AcceptanceEvent = EventOf<(typeof acceptanceEvents)[number]>;

export const acceptanceRefusals = ['application-missing', 'report-missing', 'below-threshold', 'survey-inconsistent', 'visit-missing', 'verdict-already-given', 'put-right-date-missing', 'put-right-running', 'reason-missing', 'score-missing', 'score-below', ...acceptingRefusals, ...scoreRefusals] as const;
type Code = (typeof acceptanceRefusals)[number] | GateRefusal;
type Decided = Decision<AcceptanceEvent, Code>;

function visit(command: Asked<'RecordVisit'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const { standard, criteria } = standardOf(facts, state);
  const no = firstOf<Code>(
    stepAbsent(state, 'acceptance'),
    // Where nobody applies (Zhengzhou), the panel follows the report.
    hasStep(state.opened, 'application') && state.application === null ? refuse('application-missing') : undefined,
    !hasStep(state.opened, 'application') && reportOf(state).stands === 'none' ? refuse('report-missing') : undefined,
    acceptingRefused(command, state, facts),
    resultLost(state, facts),
    surveyRefused(data.survey),
    scoresRefused(data.scores ?? [], criteria),
    milestoneRefused(command, state, { milestone: 'visit', field: 'visitedOn', date: data.visitedOn }),
  );
  if (no !== undefined) return no;
  const recognition = data.survey === undefined ? null : recognitionOver(data.survey);
  const { scores, ...seen } = data;
  const given = pointsGiven(scores ?? [], criteria);
  const scored = scores === undefined ? {} : { scores: scores.map((score) => ({ ...score, points: given[score.criterion] ?? 0 })), ...(scores.length === criteria.size ? { score: scoreOf(standard, state.opened, given) } : {}) };
  return [VisitRecorded.of({ ...seen, ...scored, recognition, ...duesAfter(facts, 'acceptance', data.visitedOn) })];
}

function surveyRefused(survey: RecordVisitData['survey']): Refusal<Code> | undefined {
  if (survey === undefined) return undefined;
  const { staff } = survey;
  if (staff !== undefined && survey.issued > staff) return refuse('survey-inconsistent', { left: 'issued', leftCount: survey.issued, must: 'notExceed', right: 'staff', rightCount: staff });
  const chain = ['issued', 'returned', 'valid', 'recognised'] as const;
  for (const [index, left] of chain.entries()) {
    const right = chain[index - 1];
    if (right !== undefined && survey[left] > survey[right]) return refuse('survey-inconsistent', { left, leftCount: survey[left], must: 'notExceed', right, rightCount: survey[right] });
  }
  return undefined;
}

function judge(command: Asked<'GiveVerdict'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  // Where the panel scored every criterion, its score need not be said again.
  const { score = state.panelScore === null ? undefined : state.panelScore.of100 / 100 } = data;
  if (state.visits === 0) return refuse('visit-missing');
  if (state.verdict !== null && state.verdict.verdict !== 'putRight') return refuse('verdict-already-given', { verdict: state.verdict.verdict });
  if (data.verdict === 'putRight' && data.putRightBy === undefined) return refuse('put-right-date-missing');
  const impossible = dueDayRefused('putRightBy', data.putRightBy, { milestone: 'verdict', recorded: data.givenOn });
  if (impossible !== undefined) return impossible;
  const unfair = verdictRefused(data, state);
  if (unfair !== undefined) return unfair;
  const title = facts.ruleSet.titles.find(({ id }) => id === state.application?.title);
  if (data.verdict === 'accepted' && title !== undefined) {
    const lost = resultLost(state, facts);
    if (lost !== undefined) return lost;
    if (score === undefined) return refuse('score-missing', { title: title.id });
    // In hundredths, so that 79.99 is below 80 and nothing is rounded up.
    if (Math.floor(score * 100 + 1e-6) < title.score * 100) return refuse('score-below', { title: title.id, score, least: title.score });
  }
  const given = { milestone: 'verdict', field: 'givenOn', date: data.givenOn } as const;
  // A second verdict, after something was put right, follows the first.
  const no = acceptingRefused(command, state, facts) ?? milestoneRefused(command, state, given) ?? answerRefused(command, state, given);
  return no ?? [VerdictGiven.of({ ...data, ...(score === undefined ? {} : { score: Math.min(score, 100) }) })];
}

/** A no has its reason; what was given time to be put right is not failed before that time is over. */
function verdictRefused({ verdict, reason, givenOn }: GiveVerdictData, state: Running): Refusal<Code> | undefined {
  if (verdict !== 'notPassed') return undefined;
  if (reason === undefined) return refuse('reason-missing', { verdict });
  const putRightBy = state.verdict?.putRightBy ?? null;
  return putRightBy !== null && certainlyAfter(putRightBy, givenOn) ? refuse('put-right-running', { givenOn, putRightBy }) : undefined;
}

/** Before it is opened nothing is asked of other streams. */
const actedOn = (command: AcceptanceCommand, { opened }: Pick<State, 'opened'>) => (opened === null ? {} : actingFederation(command));

export const acceptance: Step<AcceptanceCommand, AcceptanceEvent, State, Facts, Code> = {
  needs: {
    RecordVisit: (command, state) => ({ ...pinnedRulesAndCalendar(command, state), ...actedOn(command, state) }),
    GiveVerdict: (command, state) => ({ ...pinnedRules(command, state), ...actedOn(command, state) }),
  },
  decide: { RecordVisit: underRules(visit), GiveVerdict: underRules(judge) },
  evolve: {
    VisitRecorded: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'visit', data.visitedOn), due: { ...state.due, ...data.due }, visits: state.visits + 1, panelScore: data.score ?? state.panelScore }),
    VerdictGiven: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'verdict', data.givenOn),
      verdict: { verdict: data.verdict, putRightBy: data.putRightBy ?? null },
    }),
  },
};
