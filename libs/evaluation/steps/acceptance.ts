import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Refusal, type Step } from '#kernel';
import { Rate } from '#rules';
import { Dues, duesAfter } from '../due.js';
import { pinnedRules, pinnedRulesAndCalendar, type Facts } from '../facts.js';
import { closed, count, date, day, files, line, paragraph, who, word, type Evidence } from '../fields.js';
import { answerRefused, dueDayRefused, firstOf, milestoneRefused, ownUnion, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { hasStep, reportOf, withFirst, type Running, type State, type Verdict } from '../state.js';

/** Step 5b (考核验收): the superior's panel comes, asks on its own, and gives its verdict. */
export type RecordVisitData = {
  visitedOn: string;
  /** Role or person id of whoever presents, as `vice_chair`. */
  presenter: string;
  /** Attendees of the seminar by category, up to 20: 25 from four categories in Zhengzhou. */
  attendees?: { [category: string]: number };
  /** The panel's own questionnaire: how many recognise what the union claims. */
  survey?: { issued: number; returned: number; valid: number; recognised: number };
  /** What the panel saw of archive and premises. */
  findings?: string;
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

export const VisitRecorded = eventType(
  'VisitRecorded',
  Type.Object(
    {
      visitedOn: date,
      presenter: who,
      attendees: Type.Optional(Type.Record(word, count, { maxProperties: 20, ...closed })),
      survey: Type.Optional(Type.Object({ issued: count, returned: count, valid: count, recognised: count }, closed)),
      /** Recognition (认可率) of the panel's own survey, over what it issued; null without one. */
      recognition: Type.Union([Rate, Type.Null()]),
      due: Type.Optional(Dues),
      findings: Type.Optional(paragraph),
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

export const acceptanceRefusals = ['application-missing', 'report-missing', 'survey-inconsistent', 'visit-missing', 'verdict-already-given', 'put-right-date-missing', 'score-missing', 'score-below'] as const;
type Code = (typeof acceptanceRefusals)[number] | GateRefusal;
type Decided = Decision<AcceptanceEvent, Code>;

function visit(command: Asked<'RecordVisit'>, state: Running, facts: Ruled): Decided {
  const { data } = command;
  const no = firstOf<Code>(
    stepAbsent(state, 'acceptance'),
    // Where nobody applies (Zhengzhou), the panel follows the report.
    hasStep(state.opened, 'application') && state.application === null ? refuse('application-missing') : undefined,
    !hasStep(state.opened, 'application') && reportOf(state).stands === 'none' ? refuse('report-missing') : undefined,
    ownUnion(command, state),
    surveyRefused(data.survey),
    milestoneRefused(command, state, { milestone: 'visit', field: 'visitedOn', date: data.visitedOn }),
  );
  if (no !== undefined) return no;
  const recognition: Rate | null = data.survey === undefined ? null : { n: data.survey.recognised, m: data.survey.issued, of: 'issued', formula: 'recognised' };
  return [VisitRecorded.of({ ...data, recognition, ...duesAfter(facts, 'acceptance', data.visitedOn) })];
}

function surveyRefused(survey: RecordVisitData['survey']): Refusal<Code> | undefined {
  if (survey === undefined) return undefined;
  const chain = ['issued', 'returned', 'valid', 'recognised'] as const;
  for (const [index, left] of chain.entries()) {
    const right = chain[index - 1];
    if (right !== undefined && survey[left] > survey[right]) return refuse('survey-inconsistent', { left, leftCount: survey[left], must: 'notExceed', right, rightCount: survey[right] });
  }
  return undefined;
}

function judge(command: Asked<'GiveVerdict'>, state: Running, { ruleSet }: Ruled): Decided {
  const { data } = command;
  if (state.visits === 0) return refuse('visit-missing');
  if (state.verdict !== null && state.verdict.verdict !== 'putRight') return refuse('verdict-already-given', { verdict: state.verdict.verdict });
  if (data.verdict === 'putRight' && data.putRightBy === undefined) return refuse('put-right-date-missing');
  const impossible = dueDayRefused('putRightBy', data.putRightBy, { milestone: 'verdict', recorded: data.givenOn });
  if (impossible !== undefined) return impossible;
  const title = ruleSet.titles.find(({ id }) => id === state.application?.title);
  if (data.verdict === 'accepted' && title !== undefined) {
    if (data.score === undefined) return refuse('score-missing', { title: title.id });
    // In hundredths, so that 79.99 is below 80 and nothing is rounded up.
    if (Math.floor(data.score * 100 + 1e-6) < title.score * 100) return refuse('score-below', { title: title.id, score: data.score, least: title.score });
  }
  const given = { milestone: 'verdict', field: 'givenOn', date: data.givenOn } as const;
  // A second verdict, after something was put right, follows the first.
  return ownUnion(command, state) ?? milestoneRefused(command, state, given) ?? answerRefused(command, state, given) ?? [VerdictGiven.of(data)];
}

export const acceptance: Step<AcceptanceCommand, AcceptanceEvent, State, Facts, Code> = {
  needs: { RecordVisit: pinnedRulesAndCalendar, GiveVerdict: pinnedRules },
  decide: { RecordVisit: underRules(visit), GiveVerdict: underRules(judge) },
  evolve: {
    VisitRecorded: (state, { data }) => ({ ...state, dates: withFirst(state.dates, 'visit', data.visitedOn), due: { ...state.due, ...data.due }, visits: state.visits + 1 }),
    VerdictGiven: (state, { data }) => ({
      ...state,
      dates: withFirst(state.dates, 'verdict', data.givenOn),
      verdict: { verdict: data.verdict, putRightBy: data.putRightBy ?? null },
    }),
  },
};
