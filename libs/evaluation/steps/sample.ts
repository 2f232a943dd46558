import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type DeepReadonly, type EventOf, type Refusal, type Step } from '#kernel';
import { fractionOf, type QuestionnaireRule } from '#rules';
import { pinnedRules, type Facts } from '../facts.js';
import { closed, count, date, id, line } from '../fields.js';
import { dateWithinPeriodRefused, firstOf, followRefused, stepAbsent, underRules, type GateRefusal, type Ruled } from '../gates.js';
import { changeSampling, samplingRoundOf, type SampleShort } from '../voting/questionnaire-slice.js';
import { hasStep, type Running, type State } from '../state.js';
import { withReportReturned } from '../returning.js';
import { questionnaireBelow } from '../voting/questionnaires.js';
import { askedAgain } from './questionnaire.js';

/** Before questionnaires go out, the sample is declared: from which list it was drawn, how, and how many in each group. */
export type DeclareSampleData = {
  drawnOn: string;
  /** What the list was, as the roll of members on a day. */
  frame: string;
  /** How many stand on it. */
  population: number;
  /** Each once, as the delegations: of so many eligible, so many are to be asked. */
  groups: { group: string; eligible: number; toIssue: number }[];
  /** How it was drawn, as every tenth, by lot. */
  method: string;
  /** What the drawing can be repeated with. */
  seed?: string;
};
export type DeclareSample = Command<'DeclareSample', DeclareSampleData>;

/** The most rounds of questionnaires in one evaluation. */
const mostRounds = 99;
/** The most groups of a sample. */
export const mostGroups = 200;

export const SampleDeclared = eventType(
  'SampleDeclared',
  Type.Object(
    {
      drawnOn: date,
      frame: line,
      population: count,
      groups: Type.Array(Type.Object({ group: id, eligible: count, toIssue: count }, closed), { minItems: 1, maxItems: mostGroups }),
      method: line,
      seed: Type.Optional(line),
      /** Asked once more, after a sum below the threshold or a void one; absent: the first time. */
      round: askedAgain,
      /** What the rule set asks of a sample and this one does not reach: recorded and shown, it stops nothing. */
      short: Type.Array(Type.Object({ rule: Type.Enum(['share', 'minimum', 'perGroup']), drawn: count, needed: count, group: Type.Optional(id) }, closed), { maxItems: mostGroups + 2 }),
    },
    closed,
  ),
);
export const sampleEvents = [SampleDeclared] as const;
export type SampleEvent = EventOf<typeof SampleDeclared>;

export const sampleRefusals = ['sample-in-use', 'group-twice', 'questionnaire-inconsistent'] as const;
type Code = (typeof sampleRefusals)[number] | GateRefusal;

function declare(command: DeclareSample, state: Running, { ruleSet }: Ruled): Decision<SampleEvent, Code> {
  const { data } = command;
  // Until a questionnaire has been recorded, a declaration may be replaced by a better one.
  const recorded = Object.keys(state.questionnaires.groups).length;
  const isAgain = mayAskAgain(state, ruleSet);
  if (recorded > 0 && !isAgain) return refuse('sample-in-use', { groups: recorded });
  const round = samplingRoundOf(state.questionnaires) + (isAgain ? 1 : 0);
  if (round > mostRounds) return refuse('sample-in-use', { groups: recorded });
  const asked = Object.values(state.questionnaires.groups).map(({ askedOn }) => ({ milestone: 'questionnaireAsked', recorded: askedOn }) as const);
  const drawn = { field: 'drawnOn', date: data.drawnOn };
  const no = firstOf<Code>(stepAbsent(state, 'selfInspection'), groupsRefused(data), dateWithinPeriodRefused(command, state, drawn), isAgain ? followRefused(command, drawn, ...asked) : undefined);
  return no ?? [SampleDeclared.of({ ...data, ...(round === 1 ? {} : { round }), short: [...shortOf(data, ruleSet.questionnaire?.sample, state.opened.members)] })];
}

/** Once summed up below the threshold, or with a sum that became void, questionnaires may be asked again; both rounds stay visible. */
function mayAskAgain({ opened, questionnaires, disputes }: Running, ruleSet: Ruled['ruleSet']): boolean {
  if (questionnaires.summary !== null) return questionnaireBelow(questionnaires.summary, ruleSet, hasStep(opened, 'vote'));
  const round = samplingRoundOf(questionnaires);
  return Object.keys(questionnaires.groups).length > 0 && Object.values(disputes).some(({ sumOf }) => sumOf === round);
}

function groupsRefused({ groups, population }: DeclareSampleData): Refusal<Code> | undefined {
  const names = groups.map(({ group }) => group);
  const twice = names.find((group, index) => names.indexOf(group) !== index);
  if (twice !== undefined) return refuse('group-twice', { group: twice });
  const over = groups.find(({ eligible, toIssue }) => toIssue > eligible);
  if (over !== undefined) return refuse('questionnaire-inconsistent', { left: 'toIssue', leftCount: over.toIssue, must: 'notExceed', right: 'eligible', rightCount: over.eligible, group: over.group });
  const eligible = groups.reduce((sum, group) => sum + group.eligible, 0);
  return eligible > population ? refuse('questionnaire-inconsistent', { left: 'eligibleByGroup', leftCount: eligible, must: 'notExceed', right: 'population', rightCount: population }) : undefined;
}

/** Whom it should go to by the rule set, as 10 % of the members, at least 30, ten in each group: where several are said, all hold. */
function shortOf({ population, groups }: DeclareSampleData, rule: DeepReadonly<QuestionnaireRule['sample']> = {}, members: number | undefined): readonly SampleShort[] {
  const drawn = groups.reduce((sum, { toIssue }) => sum + toIssue, 0);
  // A share of members is one of those registered; the list itself stands for the staff, whom nobody registers.
  const whole = rule.of === 'staff' ? population : (members ?? population);
  const { n, m } = fractionOf(rule.atLeast ?? '0/1');
  const share = Math.ceil((whole * n) / m);
  const { minimum = 0, perGroup = 0 } = rule;
  return [
    ...(drawn < share ? [{ rule: 'share', drawn, needed: share } as const] : []),
    ...(drawn < minimum ? [{ rule: 'minimum', drawn, needed: minimum } as const] : []),
    ...groups.flatMap(({ group, toIssue }) => (toIssue < perGroup ? [{ rule: 'perGroup', drawn: toIssue, needed: perGroup, group } as const] : [])),
  ];
}

export const sample: Step<DeclareSample, SampleEvent, State, Facts, Code> = {
  needs: { DeclareSample: pinnedRules },
  decide: { DeclareSample: underRules(declare) },
  evolve: {
    SampleDeclared: (state, { data: { groups, seed, round, ...data } }) => {
      const sample = { ...data, seed: seed ?? null, groups: Object.fromEntries(groups.map(({ group, eligible, toIssue }) => [group, { eligible, toIssue }])) };
      const declared = { ...state, questionnaires: changeSampling(state.questionnaires, round, (known) => ({ ...known, sample })) };
      // Where there is no vote the report is on the questionnaires: on new ones it is handed in again.
      return round === undefined || state.opened === null || hasStep(state.opened, 'vote') ? declared : withReportReturned(declared);
    },
  },
};
