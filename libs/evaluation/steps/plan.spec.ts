import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { dutiesOf } from '../questions/next-steps.js';
import type { Running } from '../state.js';
import { followed } from './plan.js';
import { after, factsWith, formGroup, officer, open, submitPlan, untilInspection, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';

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
  it('is explained to the party committee and sent out in the evaluated year, on days that have come', () => {
    const at = (data: object): Wish => ({ ...submitPlan, data: { ...submitPlan.data, ...data } }) as Wish;
    const known = [open, { ...formGroup, data: { formedOn: '2025-02-10', members: ['chair'] } } as Wish];
    for (const field of ['partyBriefedOn', 'deployedOn']) {
      after(...known).when(at({ [field]: '2024-12-31' })).thenRefused('date-before-facts', { field, from: '2025-01-01' });
      after(...known).when(at({ [field]: '2025-02-29' })).thenRefused('date-impossible', { field });
      after(...known).when(at({ [field]: '2027' })).thenRefused('date-in-future', { field });
      expect(after(...known).when(at({ [field]: '2025-01-01' })).decision()).toMatchObject([{ data: { [field]: '2025-01-01' } }]);
    }
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
  it('is approved by nobody where the rules do not ask', () => yearUnder(factsWith(aRuleSetWith({ planApproval: 'none' }))).after(...untilPlan).when(approve).thenRefused('plan-approval-not-asked'));
  it('is approved between sessions by the heads of delegations, and ratified at the next sitting', () => {
    const heads: Wish = { type: 'ApprovePlan', data: { body: 'delegations', approvedOn: '2025-03-10', votesFor: 6, present: 6, betweenSessions: true } };
    const ratify = (ratifiedOn = '2026-03-01', votesFor = 48): Wish => ({ type: 'RatifyPlan', data: { body: 'congress', ratifiedOn, votesFor, present: 50 } });
    expect(after(...untilPlan, heads).state().plan).toMatchObject({ approved: true, toRatifySince: '2025-03-10' });
    expect(dutiesOf(after(...untilPlan, heads).state()).map(({ step }) => step)).toContain('ratifyPlan');
    after(...untilPlan, heads).when(ratify()).then({ type: 'PlanRatified', data: { version: 1, ...ratify().data } } as never);
    expect(dutiesOf(after(...untilPlan, heads, ratify()).state()).map(({ step }) => step)).not.toContain('ratifyPlan');
    for (const past of [[...untilPlan], [...untilPlan, approve], [...untilPlan, heads, ratify()]]) after(...past).when(ratify()).thenRefused('plan-not-to-ratify');
    after(...untilPlan, heads).when(ratify('2025-03-09')).thenRefused('date-contradicts', { field: 'ratifiedOn', milestone: 'planApproved', recorded: '2025-03-10' });
    after(...untilPlan, heads).when(ratify('2026-03-01', 51)).thenRefused('votes-over-present', { votesFor: 51, present: 50 });
  });
  it('is made known, channel by channel', () => {
    const record = (publicisedOn: string): Wish => ({ type: 'RecordPublicity', data: { publicisedOn, channel: '宣传栏', about: '评家的意义' } });
    after(open).when(record('2025-03-12')).then({ type: 'PublicityRecorded', data: { publicisedOn: '2025-03-12', channel: '宣传栏', about: '评家的意义' } });
    after(open).when(record('2024-12-31')).thenRefused('date-before-facts', { field: 'publicisedOn' });
    expect(after(open, record('2025-03-12'), record('2025-04')).state().publicity).toBe(2);
  });
  it('of the next year is approved by the sitting that votes on this one', () => {
    const sitting = '2026-03-01';
    const next: Wish = { ...open, data: { ...open.data, evaluatedYear: 2026, campaign: 'bureau2026' } } as Wish;
    const year2026 = yearUnder(factsWith(aRuleSet, { campaign: { federation: 'bureau', evaluatedYear: 2026 } }));
    const planned: readonly Wish[] = [next, { type: 'FormLeadingGroup', data: { formedOn: '2026-02-01', members: ['chair'] } }, { type: 'SubmitPlan', data: { adoptedOn: '2026-02-10', title: '2026年建家计划' } }];
    expect(after(...untilInspection).when({ type: 'HoldAssembly', data: { heldOn: sitting, body: 'congress', entitled: 60, present: 50 } }).decision()).toMatchObject([{ type: 'AssemblyHeld', data: { heldOn: sitting } }]);
    expect(year2026.after(...planned).when({ type: 'ApprovePlan', data: { body: 'congress', approvedOn: sitting } }).decision()).toMatchObject([{ type: 'PlanApproved', data: { approvedOn: sitting } }]);
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
    expect(after(...untilPlan, approve, sendBack, submitPlan, sendBack, submitPlan).state().plan).toEqual({ version: 3, stands: 'submitted', late: false, dueOn: null, approved: false, toRatifySince: null, follows: null });
  });
  it('is only filed where the rules do not let it be returned', () => yearUnder(factsWith(aRuleSetWith({ planFiling: 'fileOnly' }))).after(...untilPlan).when(sendBack).thenRefused('plan-only-filed'));
  it('names the rules it follows, with a warning where they are not those of the evaluation', () => {
    const following = (id: string, version: number): Wish => ({ ...submitPlan, data: { ...submitPlan.data, follows: { id, version } } }) as Wish;
    const year = yearUnder(factsWith(aRuleSetWith({ version: 2 })));
    const opened: Wish = { ...open, data: { ...open.data, ruleSet: { id: 'district', version: 2 } } } as Wish;
    expect(year.after(opened, formGroup).when(following('district', 1)).decision()).toMatchObject([{ data: { follows: { id: 'district', version: 1 }, warnings: ['follows-superseded'] } }]);
    expect(year.after(opened, formGroup).when(following('province', 2)).decision()).toMatchObject([{ data: { warnings: ['follows-other'] } }]);
    expect(year.after(opened, formGroup).when(following('district', 2)).decision()).not.toHaveProperty('0.data.warnings');
    expect(followed({ id: 'district', version: 1 }, year.after(opened).state() as Running)).toBe('follows-superseded');
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
