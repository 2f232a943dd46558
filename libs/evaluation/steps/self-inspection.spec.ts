import { aCriterion, aRuleSetWith } from '#rules/testing';
import { after, factsWith, inspect, officer, open, untilInspection, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';

const sendBack: Wish = { type: 'ReturnSelfInspection', data: { returnedOn: '2025-11-01', reason: '缺佐证' }, by: officer };

describe('the self-inspection', () => {
  it('scores every criterion, rescaled to 100', () => {
    expect(after(...untilPlan).when(inspect()).decision()).toMatchObject([
      { type: 'SelfInspectionSubmitted', data: { version: 1, score: { earned: 9050, max: 10_000, of100: 9050 }, zeros: [], withoutEvidence: [], late: false } },
    ]);
  });
  it('names what has points and no evidence', () => {
    const scores = inspect().data.scores.map(({ criterion, points = 0 }) => ({ criterion, points }));
    expect(after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, scores } }).decision()).toMatchObject([{ data: { withoutEvidence: ['1.1', '1.2', '2.1'] } }]);
  });
  it('leaves out what a first year is not asked', () => {
    const first: Wish = { ...open, data: { ...open.data, firstYear: true } } as Wish;
    const data = { ...inspect().data, scores: [{ criterion: '1.1', points: 40 }, { criterion: '1.2', points: 20 }] };
    expect(after(first).when({ type: 'SubmitSelfInspection', data }).decision()).toMatchObject([{ data: { score: { earned: 6000, max: 8000, of100: 7500 } } }]);
    after(first).when(inspect()).thenRefused('criterion-unknown', { criterion: '2.1' });
  });
  it('keeps to the standard', () => {
    after(...untilPlan).when(inspect({ '9.9': 1 })).thenRefused('criterion-unknown', { criterion: '9.9' });
    after(...untilPlan).when(inspect({ '1.1': 40.5 })).thenRefused('points-over-maximum', { criterion: '1.1', points: 40.5, maximum: 40 });
    after(...untilPlan).when(inspect({ '1.1': -1 })).thenRefused('points-over-maximum');
    const [first, ...others] = inspect().data.scores;
    after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, scores: others } }).thenRefused('criteria-missing', { criteria: ['1.1'] });
    after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, scores: [...inspect().data.scores, first ?? { criterion: '1.1', points: 0 }] } }).thenRefused('criterion-twice', { criterion: '1.1' });
  });
  it('is told all its faults at once, one of them as what it is', () => {
    const faulty = inspect({ '9.9': 1, '1.1': 40.5 });
    const received = { ...faulty, data: { ...faulty.data, receivedOn: '2025-10-19', external: [{ by: '市文明办', score: 101, of: 100 }] } };
    after(...untilPlan).when(received).thenRefused('self-inspection-faulty', {
      count: 4,
      faults: [
        { code: 'points-over-maximum', criterion: '1.1', points: 40.5, maximum: 40 },
        { code: 'criterion-unknown', criterion: '9.9' },
        { code: 'score-over-whole', by: '市文明办', score: 101, of: 100 },
        { code: 'date-contradicts', field: 'receivedOn' },
      ],
    });
    after(...untilInspection).when(received).thenRefused('self-inspection-already-submitted');
  });
  it('is handed in once, and again after a return', () => {
    after(...untilInspection).when(inspect()).thenRefused('self-inspection-already-submitted', { version: 1 });
    after(...untilPlan).when(sendBack).thenRefused('self-inspection-not-submitted');
    after(...untilInspection).when(sendBack).then({ type: 'SelfInspectionReturned', data: { version: 1, returnedOn: '2025-11-01', reason: '缺佐证' } });
    after(...untilInspection).when({ type: 'ReturnSelfInspection', data: { returnedOn: '2025-10-19', reason: '缺佐证' }, by: officer }).thenRefused('date-contradicts', { field: 'returnedOn', milestone: 'selfInspection', recorded: '2025-10-20', must: 'follow' });
    expect(after(...untilInspection, sendBack, inspect(), sendBack, inspect()).state().selfInspection).toMatchObject({ version: 3, stands: 'submitted' });
  });
  it('is held late by its own day', () => {
    const late = (inspectedOn: string) => after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, inspectedOn, receivedOn: '2025-11-05' } }).decision();
    expect(late('2025-11-04')).toMatchObject([{ data: { late: true, heldLate: true } }]);
    expect(late('2025-10-31')).not.toHaveProperty('0.data.heldLate');
  });
  it('is reported late by the day it was received', () => {
    expect(after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, receivedOn: '2025-11-01' } }).decision()).toMatchObject([{ data: { late: true } }]);
  });
});

describe('scores by the mode of their criterion', () => {
  const deduct = { points: 1, each: 5, unit: 'percent', from: 90, direction: 'below', steps: 'started' } as const;
  const criteria = [aCriterion('1.1', { points: 40, scoring: 'deductPerStep', deduct }), aCriterion('1.2', { points: 20, scoring: 'allOrNothing' }), aCriterion('1.3', { points: 5, scoring: 'bonus', uncapped: true }), aCriterion('1.4')];
  const ruleSet = aRuleSetWith({ standard: { items: [{ id: '1', title: { zh: '一', en: 'one' }, criteria }], bonusBeyond: true } });
  const year = yearUnder(factsWith(ruleSet));
  type Scores = Extract<Wish, { type: 'SubmitSelfInspection' }>['data']['scores'];
  const scoring = (...changed: Scores): Wish => {
    const scores: Scores = [{ criterion: '1.1', measured: 82 }, { criterion: '1.2', points: 20 }, { criterion: '1.3', points: 0 }, { criterion: '1.4', points: 30 }];
    return { type: 'SubmitSelfInspection', data: { inspectedOn: '2025-10-20', receivedOn: '2025-10-25', scores: scores.map((score) => changed.find(({ criterion }) => criterion === score.criterion) ?? score) } };
  };
  const when = (...changed: Scores) => year.after(...untilPlan).when(scoring(...changed));

  it('follow from the figure of a deduction, and agree with it where both are said', () => {
    expect(when().decision()).toMatchObject([{ data: { scores: [{ criterion: '1.1', points: 38, measured: 82 }, {}, {}, {}], score: { earned: 8800 } } }]);
    expect(when({ criterion: '1.1', points: 38, measured: 82 }).decision()).toHaveLength(1);
    when({ criterion: '1.1', points: 39, measured: 82 }).thenRefused('points-not-as-deducted', { criterion: '1.1', points: 39, measured: 82, expected: 38 });
    when({ criterion: '1.1' }).thenRefused('points-missing', { criterion: '1.1' });
    when({ criterion: '1.4', measured: 3 }).thenRefused('points-missing', { criterion: '1.4' });
  });
  it('are all or nothing where the standard says so', () => when({ criterion: '1.2', points: 10 }).thenRefused('points-not-all-or-nothing', { criterion: '1.2', points: 10, maximum: 20 }));
  it('go beyond the maximum only as a bonus without cap, and then beyond 100', () => {
    expect(when({ criterion: '1.3', points: 50 }, { criterion: '1.1', measured: 95 }, { criterion: '1.4', points: 40 }).decision()).toMatchObject([{ data: { score: { earned: 15_000, max: 10_000, of100: 15_000 } } }]);
    when({ criterion: '1.4', points: 41 }).thenRefused('points-over-maximum', { maximum: 40 });
  });
  it('are kept by item, with every criterion at 0, bonus apart', () => {
    const zero = year.after(...untilPlan, scoring({ criterion: '1.2', points: 0 })).state();
    expect(zero.selfInspection).toMatchObject({ zeros: [], zeroCriteria: ['1.2'], itemScores: [{ item: '1', earned: 6800, max: 10_000 }] });
  });
  it('are those of the standard for the union, by class and size', () => {
    const short = { id: 'short', for: [{ membersBelow: 25 }], standard: { items: [{ id: '1', title: { zh: '一', en: 'one' }, criteria: [aCriterion('1.1')] }] } };
    const rules = aRuleSetWith({ standards: [short] });
    const of = (members: number) => yearUnder(factsWith(rules, { union: { name: '小工会', class: 'privateFirm', superior: 'bureau', path: ['bureau'], members } }));
    const wish: Wish = { type: 'SubmitSelfInspection', data: { inspectedOn: '2025-10-20', receivedOn: '2025-10-25', scores: [{ criterion: '1.1', points: 30 }] } };
    expect(of(24).after(open).when(wish).decision()).toMatchObject([{ data: { score: { earned: 3000, max: 4000, of100: 7500 } } }]);
    of(25).after(open).when(wish).thenRefused('criteria-missing', { criteria: ['1.2', '2.1'] });
  });
});

describe('what stands beside the scores', () => {
  const beside = {
    external: [{ by: '市文明办', score: 95, of: 100, givenOn: '2025-09' }],
    branchVisits: [{ branch: '第一分会', visitedOn: '2025-10-14' }],
    interviews: [{ heldOn: '2025-10-15', people: 8 }],
    memberScores: { representatives: 12, mean: 91.5, criteria: [{ criterion: '1.1', mean: 38.5 }] },
    review: { reviewedOn: '2025-10-24', present: 7 },
  };
  const withBeside = (others: object = {}): Wish => ({ ...inspect(), data: { ...inspect().data, ...beside, ...others } });

  it('is recorded: scores of others, visits to branches, talks, the representatives\' own scores, the leading group\'s review', () => {
    expect(after(...untilPlan).when(withBeside()).decision()).toMatchObject([{ type: 'SelfInspectionSubmitted', data: beside }]);
  });
  it('lies in the year, the review after the inspection', () => {
    after(...untilPlan).when(withBeside({ branchVisits: [{ branch: '第一分会', visitedOn: '2024-12-31' }] })).thenRefused('date-before-facts', { field: 'visitedOn' });
    after(...untilPlan).when(withBeside({ interviews: [{ heldOn: '2024-12', people: 8 }] })).thenRefused('date-before-facts', { field: 'heldOn' });
    after(...untilPlan).when(withBeside({ review: { reviewedOn: '2025-10-19', present: 7 } })).thenRefused('date-contradicts', { field: 'reviewedOn', milestone: 'selfInspection' });
    after(...untilPlan).when(withBeside({ external: [{ by: '市文明办', score: 95, of: 100, givenOn: '2027' }] })).thenRefused('date-in-future', { field: 'givenOn' });
    after(...untilPlan).when(withBeside({ external: [{ by: '市文明办', score: 95, of: 100, givenOn: '1949' }] })).thenRefused('date-before-term', { field: 'givenOn' });
  });
  it('stays within its whole', () => {
    after(...untilPlan).when(withBeside({ external: [{ by: '市文明办', score: 101, of: 100 }] })).thenRefused('score-over-whole', { by: '市文明办', score: 101, of: 100 });
    after(...untilPlan).when(withBeside({ memberScores: { representatives: 12 } })).thenRefused('member-scores-empty');
    after(...untilPlan).when(withBeside({ memberScores: { representatives: 12, criteria: [{ criterion: '9.9', mean: 1 }] } })).thenRefused('criterion-unknown', { criterion: '9.9' });
    after(...untilPlan).when(withBeside({ memberScores: { representatives: 12, criteria: [{ criterion: '1.1', mean: 40.5 }] } })).thenRefused('points-over-maximum');
  });
});

describe('an obligatory criterion at 0', () => {
  it('opens an item, due 40 days after it was found, and does not stop the self-inspection', () => {
    expect(after(...untilPlan).when(inspect({ '1.1': 0 })).decision()).toMatchObject([
      { type: 'SelfInspectionSubmitted', data: { zeros: ['1.1'] } },
      { type: 'ItemOpened', data: { item: 'c1_1_v1', source: 'selfInspection', criterion: '1.1', foundOn: '2025-10-20', dueOn: '2025-11-29', owner: 'committee' } },
    ]);
  });
  it('opens no second item while the first is under way', () => {
    const returned = [...untilPlan, inspect({ '1.1': 0 }), sendBack];
    expect(after(...returned).when(inspect({ '1.1': 0 })).decision()).toHaveLength(1);
    const settled: Wish[] = [{ type: 'CompleteItem', data: { item: 'c1_1_v1', completedOn: '2025-11-02', result: '已换届' } }, { type: 'ConfirmItem', data: { item: 'c1_1_v1', confirmedOn: '2025-11-03', confirmedBy: 'superior' }, by: officer }];
    expect(after(...returned, ...settled).when(inspect({ '1.1': 0 })).decision()).toMatchObject([{}, { data: { item: 'c1_1_v2' } }]);
  });
});

describe('a sample questionnaire', () => {
  const ask = (others: object = {}): Wish => ({ type: 'RecordQuestionnaire', data: { group: 'delegation_1', askedOn: '2025-10-10', issued: 10, returned: 10, valid: 10, answers: { agree: 10 }, ...others } });

  it('is recorded group by group', () => {
    expect(after(open).when(ask()).decision()).toMatchObject([{ type: 'QuestionnaireRecorded', data: { group: 'delegation_1', answers: { agree: 10 } } }]);
    expect(Object.keys(after(open, ask(), ask({ group: 'delegation_2' })).state().questionnaires.groups)).toEqual(['delegation_1', 'delegation_2']);
    after(open, ask()).when(ask()).thenRefused('group-already-recorded', { group: 'delegation_1' });
  });
  it('is asked in the evaluated year or after', () => after(open).when(ask({ askedOn: '2024-12' })).thenRefused('date-before-facts', { field: 'askedOn', from: '2025-01-01' }));
  it('adds up', () => {
    after(open).when(ask({ returned: 11 })).thenRefused('questionnaire-inconsistent', { left: 'returned', right: 'issued' });
    after(open).when(ask({ valid: 11 })).thenRefused('questionnaire-inconsistent', { left: 'valid', right: 'returned' });
    after(open).when(ask({ answers: { agree: 9 } })).thenRefused('questionnaire-inconsistent', { left: 'answers', leftCount: 9, must: 'equal', right: 'valid', rightCount: 10 });
  });
});
