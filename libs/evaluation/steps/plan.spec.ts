import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { after, factsWith, formGroup, officer, open, submitPlan, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';

const approve: Wish = { type: 'ApprovePlan', data: { body: 'congress', approvedOn: '2025-03-10', votesFor: 48, present: 50 } };
const file: Wish = { type: 'FilePlan', data: { filedOn: '2025-03-20' }, by: officer };
const sendBack: Wish = { type: 'ReturnPlan', data: { returnedOn: '2025-03-15', reason: '未写明措施', dueOn: '2025-04-10' }, by: officer };

describe('the leading group', () => {
  it('is formed', () => after(open).when(formGroup).then({ type: 'LeadingGroupFormed', data: { formedOn: '2025-02-10', members: ['chair', 'vice_chair'] } }));
  it('comes first: without it no plan', () => after(open).when(submitPlan).thenRefused('leading-group-missing'));
});

describe('the plan', () => {
  it('is submitted, with the day it was received', () => {
    after(open, formGroup).when(submitPlan).then({ type: 'PlanSubmitted', data: { version: 1, adoptedOn: '2025-03-01', receivedOn: '2025-03-05', late: false, title: '建家计划' } });
  });
  it('is received on the day of recording unless said otherwise, and late by that day', () => {
    const { receivedOn: _receivedOn, ...data } = (submitPlan as Extract<Wish, { type: 'SubmitPlan' }>).data;
    expect(after(open, formGroup).when({ type: 'SubmitPlan', data, at: '2025-04-01T02:00:00.000Z' }).decision()).toMatchObject([{ data: { receivedOn: '2025-04-01', late: true } }]);
  });
  it('sets what is due from it', () => {
    const rules = aRuleSetWith({ due: { ...aRuleSet.due, progress: 'plan + 30d' } });
    expect(yearUnder(factsWith(rules)).after(open, formGroup).when(submitPlan).decision()).toMatchObject([{ data: { due: { progress: '2025-03-31' } } }]);
  });
  it('is not submitted twice', () => {
    after(...untilPlan).when(submitPlan).thenRefused('plan-already-submitted', { version: 1 });
    after(...untilPlan, file).when(submitPlan).thenRefused('plan-already-filed', { version: 1 });
  });
  it('is approved once, by no more than were there', () => {
    after(...untilPlan).when(approve).then({ type: 'PlanApproved', data: { version: 1, body: 'congress', approvedOn: '2025-03-10', votesFor: 48, present: 50 } });
    after(...untilPlan, approve).when(approve).thenRefused('plan-already-approved');
    after(open).when(approve).thenRefused('plan-not-submitted');
    after(...untilPlan).when({ type: 'ApprovePlan', data: { body: 'congress', approvedOn: '2025-03-10', votesFor: 51, present: 50 } }).thenRefused('votes-over-present', { votesFor: 51, present: 50 });
  });
  it('is filed or returned by the superior, any number of times', () => {
    after(...untilPlan).when(file).then({ type: 'PlanFiled', data: { version: 1, filedOn: '2025-03-20' } });
    after(...untilPlan).when(sendBack).then({ type: 'PlanReturned', data: { version: 1, returnedOn: '2025-03-15', reason: '未写明措施', dueOn: '2025-04-10' } });
    expect(after(...untilPlan, approve, sendBack, submitPlan, sendBack, submitPlan).state().plan).toEqual({ version: 3, stands: 'submitted', late: false, dueOn: null, approved: false });
  });
  it('is there before it is filed or returned', () => {
    after(open).when(file).thenRefused('plan-not-submitted');
    after(...untilPlan, file).when(sendBack).thenRefused('plan-already-filed');
    after(...untilPlan, sendBack).when(file).thenRefused('plan-not-submitted');
  });
});

describe('a progress report', () => {
  const report = (reportedOn: string): Wish => ({ type: 'ReportProgress', data: { reportedOn, opinions: ['多办培训'] } });
  it('may come any number of times; the first is late or not', () => {
    expect(after(open).when(report('2025-07-31')).decision()).toMatchObject([{ type: 'ProgressReported', data: { late: false } }]);
    expect(after(open).when(report('2025-08-01')).decision()).toMatchObject([{ data: { late: true } }]);
    after(open).when(report('2024-12-31')).thenRefused('date-before-facts', { field: 'reportedOn', from: '2025-01-01' });
    expect(after(open, report('2025-07-01')).when(report('2025-08-01')).decision()).toMatchObject([{ data: { late: false } }]);
    expect(after(open, report('2025-07-01'), report('2025-08-01')).state().progressReports).toBe(2);
  });
});

describe('what answers the plan', () => {
  it.each([
    ['approvedOn', { ...approve, data: { ...approve.data, approvedOn: '2025-02-28' } }],
    ['filedOn', { ...file, data: { filedOn: '2025-02-28' } }],
    ['returnedOn', { ...sendBack, data: { ...sendBack.data, returnedOn: '2025-02-28' } }],
  ] as readonly (readonly [string, Wish])[])('does not lie before it: %s', (field, wish) => {
    after(...untilPlan).when(wish).thenRefused('date-contradicts', { field, milestone: 'plan', recorded: '2025-03-01', must: 'follow' });
  });
});
