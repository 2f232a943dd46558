import { after, inspect, officer, open, untilInspection, untilPlan, type Wish } from '../testing/a-year.js';

const sendBack: Wish = { type: 'ReturnSelfInspection', data: { returnedOn: '2025-11-01', reason: '缺佐证' }, by: officer };

describe('the self-inspection', () => {
  it('scores every criterion, rescaled to 100', () => {
    expect(after(...untilPlan).when(inspect()).decision()).toMatchObject([
      { type: 'SelfInspectionSubmitted', data: { version: 1, score: { earned: 9050, max: 10_000, of100: 9050 }, zeros: [], withoutEvidence: [], late: false } },
    ]);
  });
  it('names what has points and no evidence', () => {
    const scores = inspect().data.scores.map(({ criterion, points }) => ({ criterion, points }));
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
  it('is handed in once, and again after a return', () => {
    after(...untilInspection).when(inspect()).thenRefused('self-inspection-already-submitted', { version: 1 });
    after(...untilPlan).when(sendBack).thenRefused('self-inspection-not-submitted');
    after(...untilInspection).when(sendBack).then({ type: 'SelfInspectionReturned', data: { version: 1, returnedOn: '2025-11-01', reason: '缺佐证' } });
    after(...untilInspection).when({ type: 'ReturnSelfInspection', data: { returnedOn: '2025-10-19', reason: '缺佐证' }, by: officer }).thenRefused('date-contradicts', { field: 'returnedOn', milestone: 'selfInspection', recorded: '2025-10-20', must: 'follow' });
    expect(after(...untilInspection, sendBack, inspect(), sendBack, inspect()).state().selfInspection).toMatchObject({ version: 3, stands: 'submitted' });
  });
  it('is reported late by the day it was received', () => {
    expect(after(...untilPlan).when({ ...inspect(), data: { ...inspect().data, receivedOn: '2025-11-01' } }).decision()).toMatchObject([{ data: { late: true } }]);
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
