import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Step } from '#kernel';
import type { Facts } from '../facts.js';
import { closed, count, date, id, line, word } from '../fields.js';
import { dateOfYearRefused, stepAbsent, whileRunning, type GateRefusal } from '../gates.js';
import type { Running, State } from '../state.js';

/** Sample questionnaires (抽样问卷) of the self-inspection, group by group: four delegations × ten in Zhengzhou. */
export type RecordQuestionnaireData = {
  /** The delegation or group, once each. */
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
export type QuestionnaireCommand = Command<'RecordQuestionnaire', RecordQuestionnaireData>;

export const QuestionnaireRecorded = eventType(
  'QuestionnaireRecorded',
  Type.Object(
    {
      group: id,
      askedOn: date,
      issued: count,
      returned: count,
      valid: count,
      answers: Type.Record(word, count, { maxProperties: 20, ...closed }),
      question: Type.Optional(line),
    },
    closed,
  ),
);
export const questionnaireEvents = [QuestionnaireRecorded] as const;
export type QuestionnaireEvent = EventOf<typeof QuestionnaireRecorded>;

export const questionnaireRefusals = ['group-already-recorded', 'questionnaire-inconsistent'] as const;
type Code = (typeof questionnaireRefusals)[number] | GateRefusal;

function record(command: QuestionnaireCommand, state: Running): Decision<QuestionnaireEvent, Code> {
  const { data } = command;
  const { group, issued, returned, valid, answers } = data;
  const answered = Object.values(answers).reduce((sum, n) => sum + n, 0);
  if (Object.hasOwn(state.questionnaires, group)) return refuse('group-already-recorded', { group });
  if (returned > issued) return refuse('questionnaire-inconsistent', { left: 'returned', leftCount: returned, must: 'notExceed', right: 'issued', rightCount: issued });
  if (valid > returned) return refuse('questionnaire-inconsistent', { left: 'valid', leftCount: valid, must: 'notExceed', right: 'returned', rightCount: returned });
  if (answered !== valid) return refuse('questionnaire-inconsistent', { left: 'answers', leftCount: answered, must: 'equal', right: 'valid', rightCount: valid });
  return stepAbsent(state, 'selfInspection') ?? dateOfYearRefused(command, state, { field: 'askedOn', date: data.askedOn }) ?? [QuestionnaireRecorded.of(data)];
}

export const questionnaire: Step<QuestionnaireCommand, QuestionnaireEvent, State, Facts, Code> = {
  decide: { RecordQuestionnaire: whileRunning(record) },
  evolve: {
    QuestionnaireRecorded: (state, { data: { group, issued, returned, valid } }) => ({ ...state, questionnaires: { ...state.questionnaires, [group]: { issued, returned, valid } } }),
  },
};
