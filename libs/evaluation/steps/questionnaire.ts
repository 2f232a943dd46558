import { Type } from 'typebox';
import { certainlyAfter, eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { atLeast as reachesShare, Rate, rateOver, type CountName } from '#rules';
import { QuorumJudged } from '../voting/ballot.js';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, count, date, id, line, word } from '../fields.js';
import { dateOfYearRefused, dateWithinPeriodRefused, firstOf, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { quorumOf } from '../voting/outcome.js';
import { changeSampling, samplingRoundOf, type GroupCounts } from '../voting/questionnaire-slice.js';
import type { Running, State } from '../state.js';

/** Sample questionnaires (抽样问卷) of the self-inspection, group by group: four delegations × ten in Zhengzhou. */
export type RecordQuestionnaireData = {
  /** The delegation or group, once each; one of the declared sample, where there is one. */
  group: string;
  askedOn: string;
  issued: number;
  returned: number;
  valid: number;
  /** Answers by key, up to 20, as `{ agree: 10 }`; together as many as are valid. */
  answers: { [answer: string]: number };
  /** What was asked. */
  question?: string;
};
/** The sum of all groups, as the union counted it itself: it must be the sum of what is on record. */
export type SummariseQuestionnaireData = { summarisedOn: string; issued: number; returned: number; valid: number; answers: { [answer: string]: number } };
export type QuestionnaireCommand = Command<'RecordQuestionnaire', RecordQuestionnaireData> | Command<'SummariseQuestionnaire', SummariseQuestionnaireData>;
type Asked<T extends QuestionnaireCommand['type']> = Extract<QuestionnaireCommand, { type: T }>;

const counted = { issued: count, returned: count, valid: count, answers: Type.Record(word, count, { maxProperties: 20, ...closed }) };
/** More went out than the sample says; no sample was declared. */
export const questionnaireWarnings = ['issued-over-sample', 'sample-undeclared'] as const;
const warnings = Type.Array(Type.Enum([...questionnaireWarnings]), { maxItems: questionnaireWarnings.length });
/** Which round of questionnaires, where they are asked again; absent: the first. */
export const askedAgain = Type.Optional(Type.Integer({ minimum: 2, maximum: 99 }));
export const QuestionnaireRecorded = eventType('QuestionnaireRecorded', Type.Object({ round: askedAgain, group: id, askedOn: date, ...counted, question: Type.Optional(line), warnings: Type.Optional(warnings) }, closed));
export const QuestionnaireSummarised = eventType(
  'QuestionnaireSummarised',
  Type.Object(
    {
      round: askedAgain,
      summarisedOn: date,
      ...counted,
      groups: Type.Integer({ minimum: 1, maximum: 10_000 }),
      /** By the rule set's formula and denominator; without one, agree ÷ issued. */
      rate: Rate,
      /** What the rule set asks for; null where it asks for nothing. */
      atLeast: Type.Union([Type.String({ maxLength: 9 }), Type.Null()]),
      reached: Type.Union([Type.Boolean(), Type.Null()]),
      /** Returned ÷ issued, by default two thirds; it warns. */
      quorum: Type.Union([QuorumJudged, Type.Null()]),
    },
    closed,
  ),
);
export const questionnaireEvents = [QuestionnaireRecorded, QuestionnaireSummarised] as const;
export type QuestionnaireEvent = EventOf<(typeof questionnaireEvents)[number]>;

export const questionnaireRefusals = [
  'group-already-recorded',
  'group-not-in-frame',
  'answer-unknown',
  'questionnaire-inconsistent',
  'sample-after-asking',
  'questionnaire-summarised',
  'no-questionnaires',
  'groups-outstanding',
] as const;
type Code = (typeof questionnaireRefusals)[number] | GateRefusal;
type No = Refusal<Code> | undefined;

const atMost = (left: string, leftCount: number, right: string, rightCount: number): No =>
  leftCount > rightCount ? refuse('questionnaire-inconsistent', { left, leftCount, must: 'notExceed', right, rightCount }) : undefined;
const equal = (left: string, leftCount: number, right: string, rightCount: number): No =>
  leftCount === rightCount ? undefined : refuse('questionnaire-inconsistent', { left, leftCount, must: 'equal', right, rightCount });
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Counts of one group, or of all, that cannot be true by themselves. */
const inconsistency = ({ issued, returned, valid, answers }: DeepReadonly<GroupCounts>): No =>
  firstOf<Code>(atMost('returned', returned, 'issued', issued), atMost('valid', valid, 'returned', returned), equal('answers', sum(Object.values(answers)), 'valid', valid));

function record(command: Asked<'RecordQuestionnaire'>, state: Running, { ruleSet }: Ruled): Decision<QuestionnaireEvent, Code> {
  const { data } = command;
  const { sample, groups, summary } = state.questionnaires;
  const drawn = sample !== null && Object.hasOwn(sample.groups, data.group) ? sample.groups[data.group] : undefined;
  const no = firstOf<Code>(
    summary === null ? undefined : refuse('questionnaire-summarised'),
    Object.hasOwn(groups, data.group) ? refuse('group-already-recorded', { group: data.group }) : undefined,
    sample !== null && drawn === undefined ? refuse('group-not-in-frame', { group: data.group, groups: Object.keys(sample.groups) }) : undefined,
    groupRefused(data.group, data, { state, facts: { ruleSet } }),
    stepAbsent(state, 'selfInspection'),
    dateWithinPeriodRefused(command, state, { field: 'askedOn', date: data.askedOn }),
    sample !== null && certainlyAfter(sample.drawnOn, data.askedOn) ? refuse('sample-after-asking', { drawnOn: sample.drawnOn, askedOn: data.askedOn }) : undefined,
  );
  if (no !== undefined) return no;
  const warned = [...(drawn !== undefined && data.issued > drawn.toIssue ? (['issued-over-sample'] as const) : []), ...(sample === null ? (['sample-undeclared'] as const) : [])];
  return [QuestionnaireRecorded.of({ ...roundIn(state), ...data, ...(warned.length === 0 ? {} : { warnings: warned }) })];
}

const roundIn = ({ questionnaires }: State): { round?: number } => (samplingRoundOf(questionnaires) === 1 ? {} : { round: samplingRoundOf(questionnaires) });

/** What a group's counts contradict: the answers that are asked for, how many could be asked, each other. */
export function groupRefused(group: string, counts: DeepReadonly<GroupCounts>, { state: { questionnaires: { sample } }, facts: { ruleSet } }: { readonly state: State; readonly facts: Pick<Ruled, 'ruleSet'> }): No {
  const drawn = sample !== null && Object.hasOwn(sample.groups, group) ? sample.groups[group] : undefined;
  return firstOf<Code>(unknownAnswer(counts.answers, ruleSet), drawn && atMost('issued', counts.issued, 'eligible', drawn.eligible), inconsistency(counts));
}

/** Where the rule set says what is asked, only its answers are known: its own, or the grades of the ballot. */
function unknownAnswer(answers: DeepReadonly<GroupCounts>['answers'], { questionnaire, ballot }: Ruled['ruleSet']): No {
  if (questionnaire === undefined) return undefined;
  const allowed = questionnaire.grades ?? ballot.grades;
  const answer = Object.keys(answers).find((one) => !allowed.includes(one));
  return answer === undefined ? undefined : refuse('answer-unknown', { answer, allowed });
}

function summarise(command: Asked<'SummariseQuestionnaire'>, state: Running, { ruleSet }: Ruled): Decision<QuestionnaireEvent, Code> {
  const { data } = command;
  const { sample, groups, summary } = state.questionnaires;
  const recorded = Object.values(groups);
  const outstanding = Object.keys(sample?.groups ?? {}).filter((group) => !Object.hasOwn(groups, group));
  const no = firstOf<Code>(
    summary === null ? undefined : refuse('questionnaire-summarised'),
    recorded.length === 0 ? refuse('no-questionnaires') : undefined,
    outstanding.length > 0 ? refuse('groups-outstanding', { groups: outstanding }) : undefined,
    ...(['issued', 'returned', 'valid'] as const).map((name) => equal(`byGroup.${name}`, sum(recorded.map((group) => group[name])), name, data[name])),
    ...answersDiffer(recorded, data.answers),
    inconsistency(data),
    dateOfYearRefused(command, state, { field: 'summarisedOn', date: data.summarisedOn }),
  );
  if (no !== undefined) return no;
  const { rate, atLeast } = rateOf(data, sample?.population ?? data.issued, ruleSet);
  const quorum = quorumOf({ ...data, entitled: sample?.population ?? data.issued, present: 0, spoilt: data.returned - data.valid }, ruleSet, 'questionnaire');
  return [QuestionnaireSummarised.of({ ...roundIn(state), ...data, groups: recorded.length, rate, atLeast, reached: atLeast === null ? null : reachesShare(rate.n, rate.m, atLeast), quorum })];
}

const answersDiffer = (recorded: readonly DeepReadonly<GroupCounts>[], answers: GroupCounts['answers']): readonly No[] =>
  [...new Set([...Object.keys(answers), ...recorded.flatMap((group) => Object.keys(group.answers))])].map((answer) => {
    const byGroup = sum(recorded.map((group) => group.answers[answer] ?? 0));
    const inAll = answers[answer] ?? 0;
    return byGroup === inAll ? undefined : refuse('questionnaire-inconsistent', { left: 'byGroup.answers', leftCount: byGroup, must: 'equal', right: 'answersInAll', rightCount: inAll, answer });
  });

/** The rate by the rule set's own formula; without one, those who agree ÷ issued (Zhengzhou: 40 of 40), and nothing is asked for. */
function rateOf({ issued, returned, valid, answers }: GroupCounts, entitled: number, { questionnaire, endorsement }: Ruled['ruleSet']): { readonly rate: Rate; readonly atLeast: string | null } {
  const { upper, over, atLeast } = questionnaire ?? { upper: 'agree' in answers ? ['agree'] : endorsement.upper, over: 'issued' as CountName, atLeast: null };
  return { rate: rateOver({ entitled, issued, returned, valid, grades: answers }, upper, over), atLeast };
}

export const questionnaire: Step<QuestionnaireCommand, QuestionnaireEvent, State, Facts, Code> = {
  needs: { RecordQuestionnaire: pinnedRules, SummariseQuestionnaire: pinnedRules },
  decide: { RecordQuestionnaire: underRules(record), SummariseQuestionnaire: underRules(summarise) },
  evolve: {
    QuestionnaireRecorded: (state, { data: { round, group, issued, returned, valid, answers, askedOn } }) => ({
      ...state,
      questionnaires: changeSampling(state.questionnaires, round, (known) => ({ ...known, groups: { ...known.groups, [group]: { issued, returned, valid, answers, askedOn } } })),
    }),
    QuestionnaireSummarised: (state, { data: { round, issued, returned, valid, answers, rate, atLeast, reached } }) => ({
      ...state,
      questionnaires: changeSampling(state.questionnaires, round, (known) => ({ ...known, summary: { issued, returned, valid, answers, rate, atLeast, reached } })),
    }),
  },
};
