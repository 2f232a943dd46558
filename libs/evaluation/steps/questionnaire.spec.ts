import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { dutiesOf } from '../questions/next-steps.js';
import { shownData } from '../questions/shown-data.js';
import { after, decisionOf, factsWith, inspect, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';
import { questionnaireOf } from '../voting/questionnaires.js';

type Data<T extends Wish['type']> = Extract<Wish, { type: T }>['data'];
const delegations = ['delegation_1', 'delegation_2', 'delegation_3', 'delegation_4'];
const sample = (others: Partial<Data<'DeclareSample'>> = {}): Wish => ({
  type: 'DeclareSample',
  data: { drawnOn: '2025-10-10', frame: '2025年9月末会员名册', population: 480, groups: delegations.map((group) => ({ group, eligible: 120, toIssue: 10 })), method: '抽签', ...others },
});
const asked = (group: string, others: Partial<Data<'RecordQuestionnaire'>> = {}): Wish => ({ type: 'RecordQuestionnaire', data: { group, askedOn: '2025-10-12', issued: 10, returned: 10, valid: 10, answers: { agree: 10 }, ...others } });
const sum = (others: Partial<Data<'SummariseQuestionnaire'>> = {}): Wish => ({ type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-13', issued: 40, returned: 40, valid: 40, answers: { agree: 40 }, ...others } });

const declared = [...untilPlan, sample()];
const recorded = [...declared, ...delegations.map((group) => asked(group))];

describe('a declared sample', () => {
  it('says what list it was drawn from, how, and how many in each group', () => {
    expect(after(...untilPlan).when(sample({ seed: '20251010' })).decision()).toMatchObject([{ type: 'SampleDeclared', data: { frame: '2025年9月末会员名册', population: 480, method: '抽签', seed: '20251010', groups: { length: 4 }, short: [] } }]);
  });
  it('has each group once, and no more in it than the list has', () => {
    const [one] = [{ group: 'delegation_1', eligible: 120, toIssue: 10 }];
    after(...untilPlan).when(sample({ groups: [one, one] })).thenRefused('group-twice', { group: 'delegation_1' });
    after(...untilPlan).when(sample({ groups: [{ ...one, toIssue: 121 }] })).thenRefused('questionnaire-inconsistent', { left: 'toIssue', leftCount: 121, must: 'notExceed', right: 'eligible', rightCount: 120 });
    after(...untilPlan).when(sample({ population: 479 })).thenRefused('questionnaire-inconsistent', { left: 'eligibleByGroup', leftCount: 480, must: 'notExceed', right: 'population', rightCount: 479 });
  });
  it('may be replaced until a questionnaire is on record', () => {
    expect(after(...declared, sample({ population: 500 })).state().questionnaires.sample).toMatchObject({ population: 500 });
    after(...declared, asked('delegation_1')).when(sample()).thenRefused('sample-in-use', { groups: 1 });
  });
  it('tells what it falls short of, by the rule set', () => {
    const rule = { required: true, sample: { atLeast: '1/10', minimum: 50, perGroup: 11 }, grades: ['agree', 'disagree'], upper: ['agree'], over: 'issued', atLeast: '4/5' } as const;
    const year = yearUnder(factsWith(aRuleSetWith({ questionnaire: { ...rule, grades: [...rule.grades], upper: [...rule.upper] } }))).after(...untilPlan);
    expect(year.when(sample()).decision()).toMatchObject([
      { data: { short: [{ rule: 'share', drawn: 40, needed: 48 }, { rule: 'minimum', drawn: 40, needed: 50 }, ...delegations.map((group) => ({ rule: 'perGroup', drawn: 10, needed: 11, group }))] } },
    ]);
    // A tenth of 521 is 53, not 52: what is asked for is never rounded down.
    const whole = (population: number, toIssue: number) => sample({ population, groups: delegations.map((group) => ({ group, eligible: 120, toIssue })) });
    expect(year.when(whole(521, 13)).decision()).toMatchObject([{ data: { short: [{ rule: 'share', drawn: 52, needed: 53 }] } }]);
    expect(year.when(whole(520, 13)).decision()).toMatchObject([{ data: { short: [] } }]);
    const enough = sample({ groups: delegations.map((group) => ({ group, eligible: 120, toIssue: 13 })) });
    expect(year.when(enough).decision()).toMatchObject([{ data: { short: [] } }]);
  });
});

describe('the questionnaires of a group', () => {
  it('are of a group of the sample, once', () => {
    after(...declared).when(asked('kitchen')).thenRefused('group-not-in-frame', { group: 'kitchen', groups: delegations });
    after(...declared, asked('delegation_1')).when(asked('delegation_1')).thenRefused('group-already-recorded', { group: 'delegation_1' });
  });
  it('are not more than there are people; more than were to go out is warned of', () => {
    after(...declared).when(asked('delegation_1', { issued: 121 })).thenRefused('questionnaire-inconsistent', { left: 'issued', leftCount: 121, right: 'eligible', rightCount: 120 });
    expect(after(...declared).when(asked('delegation_1', { issued: 11 })).decision()).toMatchObject([{ data: { warnings: ['issued-over-sample'] } }]);
    expect((after(...declared).when(asked('delegation_1')).decision() as { data: object }[])[0]?.data).not.toHaveProperty('warnings');
  });
  it('come with a warning where no sample was declared', () => expect(after(...untilPlan).when(asked('delegation_1')).decision()).toMatchObject([{ data: { warnings: ['sample-undeclared'] } }]));
  it('were asked after the sample was drawn', () => after(...declared).when(asked('delegation_1', { askedOn: '2025-10-09' })).thenRefused('sample-after-asking', { drawnOn: '2025-10-10', askedOn: '2025-10-09' }));
  it('are asked, and drawn, until the cut-off', () => {
    after(...declared).when(asked('delegation_1', { askedOn: '2026-05-01' })).thenRefused('date-after-cut-off', { field: 'askedOn', cutOff: '2026-04-30' });
    after(...untilPlan).when(sample({ drawnOn: '2026-05-01' })).thenRefused('date-after-cut-off', { field: 'drawnOn' });
  });
  it('have the answers that the rule set knows, where it says which', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ questionnaire: { required: false, sample: { perGroup: 1 }, upper: ['satisfied'], over: 'returned', atLeast: '1/2' } }))).after(...declared);
    year.when(asked('delegation_1')).thenRefused('answer-unknown', { answer: 'agree', allowed: ['satisfied', 'basicallySatisfied', 'dissatisfied'] });
  });
  it.each([
    [{ returned: 11 }, 'returned', 'notExceed', 'issued'],
    [{ valid: 11 }, 'valid', 'notExceed', 'returned'],
    [{ answers: { agree: 9 } }, 'answers', 'equal', 'valid'],
  ] as const)('do not contradict themselves: %j', (others, left, must, right) => after(...declared).when(asked('delegation_1', others)).thenRefused('questionnaire-inconsistent', { left, must, right }));
});

describe('the sum of the questionnaires', () => {
  it('of Zhengzhou: four delegations, ten out to each, forty back, all agree', () => {
    const year = after(...recorded);
    expect(year.when(sum()).decision()).toMatchObject([
      { type: 'QuestionnaireSummarised', data: { groups: 4, issued: 40, returned: 40, valid: 40, rate: { n: 40, m: 40, of: 'issued', formula: 'agree' }, atLeast: null, reached: null, quorum: { n: 40, m: 40, met: true } } },
    ]);
    expect(after(...recorded, sum()).state().questionnaires.summary).toMatchObject({ issued: 40, rate: { n: 40, m: 40 } });
  });
  it.each([
    [{ issued: 41 }, 'byGroup.issued', 40, 'issued', 41],
    [{ returned: 39, valid: 39, answers: { agree: 39 } }, 'byGroup.returned', 40, 'returned', 39],
    [{ valid: 39, answers: { agree: 39 } }, 'byGroup.valid', 40, 'valid', 39],
    [{ answers: { agree: 39, disagree: 1 } }, 'byGroup.answers', 40, 'answersInAll', 39],
    [{ answers: { agree: 40, disagree: 0, abstain: 1 } }, 'byGroup.answers', 0, 'answersInAll', 1],
  ])('per delegation is the total: %j', (others, left, leftCount, right, rightCount) => after(...recorded).when(sum(others)).thenRefused('questionnaire-inconsistent', { left, leftCount, must: 'equal', right, rightCount }));
  it('comes when all groups are in, once, and ends the asking', () => {
    after(...declared).when(sum()).thenRefused('no-questionnaires');
    after(...recorded.slice(0, -1)).when(sum()).thenRefused('groups-outstanding', { groups: ['delegation_4'] });
    after(...recorded).when(sum({ summarisedOn: '2024-12-31' })).thenRefused('date-before-facts', { field: 'summarisedOn' });
    after(...recorded).when(sum({ answers: {} })).thenRefused('questionnaire-inconsistent', { left: 'byGroup.answers', leftCount: 40, must: 'equal', right: 'answersInAll', rightCount: 0, answer: 'agree' });
    after(...recorded, sum()).when(sum()).thenRefused('questionnaire-summarised');
    after(...recorded, sum()).when(asked('delegation_5')).thenRefused('questionnaire-summarised');
  });
  it('goes by the rule set: its formula, denominator and threshold', () => {
    const rules = (atLeast: string) => factsWith(aRuleSetWith({ questionnaire: { required: true, sample: { perGroup: 10 }, grades: ['agree', 'disagree'], subject: 'deserved', upper: ['agree'], over: 'entitled', atLeast } }));
    expect(yearUnder(rules('1/12')).after(...recorded).when(sum()).decision()).toMatchObject([{ data: { rate: { n: 40, m: 480, of: 'entitled', formula: 'agree' }, atLeast: '1/12', reached: true } }]);
    expect(yearUnder(rules('1/11')).after(...recorded).when(sum()).decision()).toMatchObject([{ data: { reached: false } }]);
  });
  it('reads the grades of the endorsement where nobody was asked to agree, and says when too few came back', () => {
    const answers = { satisfied: 5, basicallySatisfied: 1, dissatisfied: 0 };
    const few = [...declared, ...delegations.map((group) => asked(group, { returned: 6, valid: 6, answers }))];
    expect(after(...few).when(sum({ returned: 24, valid: 24, answers: { satisfied: 20, basicallySatisfied: 4 } })).decision()).toMatchObject([{ data: { rate: { n: 24, m: 40, of: 'issued', formula: 'satisfied+basicallySatisfied' }, quorum: { met: false, else: 'warn' } } }]);
  });
});

describe('questionnaires that are asked again', () => {
  const rule = { required: true, sample: {}, grades: ['agree', 'disagree'], upper: ['agree'], over: 'issued', atLeast: '4/5' } as const;
  const year = yearUnder(factsWith(aRuleSetWith({ questionnaire: { ...rule, grades: [...rule.grades], upper: [...rule.upper] } })));
  const votes = (agree: number) => ({ answers: { agree, disagree: 10 - agree } });
  const low = [...declared, ...delegations.map((group) => asked(group, votes(5))), sum({ answers: { agree: 20, disagree: 20 } })];
  const again = (others: Partial<Data<'DeclareSample'>> = {}) => sample({ drawnOn: '2025-11-01', ...others });
  const secondAsked = delegations.map((group) => asked(group, { askedOn: '2025-11-03', ...votes(9) }));
  const second = [...low, again(), ...secondAsked, sum({ summarisedOn: '2025-11-05', answers: { agree: 36, disagree: 4 } })];

  it('may be so below the threshold, as another round', () => {
    expect(year.after(...low).when(again()).decision()).toMatchObject([{ type: 'SampleDeclared', data: { round: 2 } }]);
    expect(year.after(...low, again()).when(secondAsked[0] as Wish).decision()).toMatchObject([{ type: 'QuestionnaireRecorded', data: { round: 2, group: 'delegation_1' } }]);
    expect(year.after(...second.slice(0, -1)).when(second.at(-1) as Wish).decision()).toMatchObject([{ type: 'QuestionnaireSummarised', data: { round: 2, rate: { n: 36, m: 40 }, reached: true } }]);
    year.after(...second).when(again({ drawnOn: '2025-11-10' })).thenRefused('sample-in-use', { groups: 4 });
    year.after(...recorded).when(again()).thenRefused('sample-in-use');
  });
  it('leave those of before as they were', () => {
    const { questionnaires } = year.after(...second).state();
    expect(questionnaires).toMatchObject({ round: 2, summary: { answers: { agree: 36 } }, earlier: [{ sample: { drawnOn: '2025-10-10' }, summary: { reached: false, answers: { agree: 20 } } }] });
    expect(Object.keys(questionnaires.earlier?.[0]?.groups ?? {})).toEqual(delegations);
    expect(year.after(...low).state().questionnaires).not.toHaveProperty('earlier');
  });
  it('are drawn after the first were asked', () => year.after(...low).when(again({ drawnOn: '2025-10-11' })).thenRefused('date-contradicts', { field: 'drawnOn', milestone: 'questionnaireAsked', recorded: '2025-10-12', must: 'follow' }));
  it('may be declared anew until somebody was asked', () => {
    expect(year.after(...low, again()).when(again({ population: 500 })).decision()).toMatchObject([{ data: { round: 2, population: 500 } }]);
    year.after(...low, again(), secondAsked[0] as Wish).when(again()).thenRefused('sample-in-use', { groups: 1 });
  });
  it('are the next step of whoever is below', () => {
    const stepsAfter = (...wishes: readonly Wish[]) => dutiesOf(year.after(...wishes).state()).map(({ step, because }) => [step, because]);
    expect(stepsAfter(...low)).toContainEqual(['declareSample', 'belowThreshold']);
    expect(stepsAfter(...low, again())).toContainEqual(['recordQuestionnaire', undefined]);
    expect(stepsAfter(...second).map(([step]) => step)).not.toContain('declareSample');
  });
  it('are told beside those of before, each round by its own small groups', () => {
    const shown = questionnaireOf(year.after(...second).state(), 5);
    expect(shown).toMatchObject({ round: 2, sum: { reached: true }, earlier: [{ round: 1, sum: { reached: false } }] });
    const few = secondAsked.map((wish, index) => (index === 0 ? asked('delegation_1', { askedOn: '2025-11-03', issued: 3, returned: 3, valid: 3, answers: { agree: 3 } }) : wish));
    const smaller = year.after(...low, again(), ...few, sum({ summarisedOn: '2025-11-05', issued: 33, returned: 33, valid: 33, answers: { agree: 30, disagree: 3 } }));
    const told = questionnaireOf(smaller.state(), 5);
    expect(told?.groups.map(({ withheld }) => withheld)).toEqual(['smallGroup', 'besideSmallGroup', null, null]);
    expect(told?.earlier[0]?.groups.map(({ withheld }) => withheld)).toEqual([null, null, null, null]);
    const recordedIn = (round: number | undefined) => shownData({ type: 'QuestionnaireRecorded', data: { ...(round === undefined ? {} : { round }), group: 'delegation_2', issued: 10, returned: 10, valid: 10, answers: { agree: 5, disagree: 5 } } } as never, { state: smaller.state(), below: 5 });
    expect([recordedIn(2).withheld, recordedIn(undefined).withheld]).toEqual(['besideSmallGroup', null]);
  });
  it('may be so after the sum became void; without a sum, nothing of the first is ever told by group', () => {
    const done = year.after(...recorded, sum());
    done.when(again()).thenRefused('sample-in-use', { groups: 4 });
    const before = done.state();
    const voided = { ...before, questionnaires: { ...before.questionnaires, summary: null }, disputes: { 7: { stands: 'upheld', disputedOn: '2025-10-20', sumOf: 1 } } } as typeof before;
    expect(decisionOf(again(), voided, factsWith(aRuleSet))).toMatchObject([{ type: 'SampleDeclared', data: { round: 2 } }]);
    const other = { ...voided, disputes: { 7: { stands: 'upheld', disputedOn: '2025-10-20' } } } as typeof before;
    expect(decisionOf(again(), other, factsWith(aRuleSet))).toMatchObject({ refused: 'sample-in-use' });
  });
  it('return the report where there is no vote: it is handed in again', () => {
    const questionnaire = { ...rule, grades: [...rule.grades], upper: [...rule.upper] };
    const voteless = yearUnder(factsWith(aRuleSetWith({ questionnaire, steps: { required: ['plan', 'selfInspection', 'report'], recorded: ['application', 'rectification'] } })));
    const reported = [...low, inspect(), { type: 'ReportUpward', data: { reportedOn: '2025-10-30' } } as Wish];
    expect(voteless.after(...reported).state().report.stands).toBe('submitted');
    expect(voteless.after(...reported, again()).state().report.stands).toBe('returned');
  });
});
