import { evaluation } from './evaluation.js';
import { contradiction } from './gates.js';
import type { Milestone } from './state.js';
import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { after, chair, close, events, factsWith, fileReport, formGroup, holdAssembly, inspect, officer, open, openRound, publish, reportUpward, submitPlan, tally, untilFiled, untilInspection, untilPublished, untilReported, yearUnder, type Wish } from './testing/a-year.js';

describe('every step', () => {
  it('needs an evaluation that was opened', () => after().when(formGroup).thenRefused('not-opened'));
  it('comes before the end', () => {
    after(...untilFiled, close).when(submitPlan).thenRefused('evaluation-closed');
    after(open, { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-05-01', reason: '合并' }, by: officer }).when(formGroup).thenRefused('evaluation-withdrawn');
  });
  it('is nothing to the exempt', () => {
    const exempt: Wish[] = [open, { type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } }, { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer }];
    after(...exempt).when(formGroup).thenRefused('evaluation-exempt', { reasonCode: 'merging' });
  });
  it('reads rules that are known', () => {
    const past = events([...untilInspection]);
    const { ruleSet: _ruleSet, ...facts } = factsWith(aRuleSet);
    const state = past.reduce<unknown>((state, event) => (evaluation.evolve[event.type] as (state: unknown, event: unknown) => unknown)(state, event), evaluation.initial);
    const command = { ...holdAssembly, by: chair, at: '2026-01-15T02:00:00.000Z', commandId: 'c' };
    expect((evaluation.decide.HoldAssembly as (...all: unknown[]) => unknown)(command, state, facts)).toMatchObject({ refused: 'rule-set-unknown', details: { id: 'district', version: 1 } });
  });
  it('is one the rule set has', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ steps: { required: [], recorded: [] } }))).after(open);
    for (const wish of [formGroup, submitPlan, inspect(), holdAssembly, openRound(), reportUpward]) year.when(wish).thenRefused('step-not-in-rules');
  });
});

describe('nobody accepts their own union', () => {
  it.each<Wish>([fileReport, { type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件' } }])('the superior does: %o', (wish) =>
    after(...untilReported).when({ ...wish, by: chair }).thenRefused('own-union', { body: 'union-centre' }));
});

describe('dates of facts', () => {
  const on = (formedOn: string, at?: string): Wish => ({ ...formGroup, data: { formedOn, members: ['chair'] }, ...(at === undefined ? {} : { at }) }) as Wish;

  it('exist', () => {
    for (const date of ['2025-02-30', '2025-13', 'soon', '--08']) after(open).when(on(date)).thenRefused('date-impossible', { field: 'formedOn', date });
  });
  it('have come, by the day in Shanghai', () => {
    after(open).when(on('2025-03-02', '2025-03-01T15:59:59.000Z')).thenRefused('date-in-future', { recordedOn: '2025-03-01' });
    expect(after(open).when(on('2025-03-02', '2025-03-01T16:00:00.000Z')).decision()).toHaveLength(1);
    expect(after(open).when(on('2025-03', '2025-03-01T00:00:00.000Z')).decision()).toHaveLength(1);
  });
  it('that something was received or is due on are whole days', () => {
    const received = (receivedOn: string): Wish => ({ type: 'ReportUpward', data: { reportedOn: '2025-11-20', receivedOn } });
    after(...untilPublished).when(received('2025-11')).thenRefused('date-impossible', { field: 'receivedOn' });
    after(...untilPublished).when(received('2027-01-01')).thenRefused('date-in-future', { field: 'receivedOn' });
    after(...untilPublished).when(received('2025-11-19')).thenRefused('date-contradicts', { field: 'receivedOn', milestone: 'report', recorded: '2025-11-20', must: 'follow' });
    after(open, formGroup).when({ type: 'SubmitPlan', data: { adoptedOn: '2025-03-01', receivedOn: '2025-02-28', title: '建家计划' } }).thenRefused('date-contradicts', { field: 'receivedOn', milestone: 'plan' });
    after(open).when({ ...inspect(), data: { ...inspect().data, receivedOn: '2025-10-19' } }).thenRefused('date-contradicts', { field: 'receivedOn', milestone: 'selfInspection' });
    after(...untilReported).when({ type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2026-02-29' }, by: officer }).thenRefused('date-impossible', { field: 'dueOn' });
    after(open).when({ type: 'OpenItem', data: { item: 'i', source: 'comments', problem: '无', owner: 'chair', foundOn: '2025-05-01', dueOn: '2025-06' } }).thenRefused('date-impossible', { field: 'dueOn' });
  });
  it('that something is due on do not lie before what they are set for', () => {
    const item = (dueOn: string): Wish => ({ type: 'OpenItem', data: { item: 'i', source: 'comments', problem: '无', owner: 'chair', foundOn: '2025-05-02', dueOn } });
    const sendBack = (type: 'ReturnPlan' | 'ReturnReport' | 'ReturnSelfInspection'): Wish => ({ type, data: { returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2025-11-24' }, by: officer });
    after(open).when(item('2025-05-01')).thenRefused('date-contradicts', { field: 'dueOn', milestone: 'itemFound', recorded: '2025-05-02', must: 'follow' });
    expect(after(open).when(item('2025-05-02')).decision()).toHaveLength(1);
    for (const type of ['ReturnPlan', 'ReturnReport', 'ReturnSelfInspection'] as const) after(...untilReported).when(sendBack(type)).thenRefused('date-contradicts', { field: 'dueOn', milestone: 'paperReturned', recorded: '2025-11-25' });
  });
  it('lie between the first day of the evaluated year and the cut-off', () => {
    after(open).when(on('2024-12-31')).thenRefused('date-before-facts', { from: '2025-01-01' });
    after(open).when(on('2026-05-01')).thenRefused('date-after-cut-off', { cutOff: '2026-04-30' });
    expect(after(open).when(on('2025-01-01')).decision()).toHaveLength(1);
    expect(after(open).when(on('2026-04')).decision()).toHaveLength(1);
  });
  it('end with the cut-off up to the application; from the visit on a superior acts in its own time', () => {
    const later = { at: '2026-12-01T02:00:00.000Z' };
    const application = (appliedOn: string): Wish => ({ type: 'ApplyForTitle', data: { title: 'qualified', appliedOn }, ...later });
    after(...untilFiled).when(application('2026-05-01')).thenRefused('date-after-cut-off', { field: 'appliedOn', cutOff: '2026-04-30' });
    expect(after(...untilFiled).when(application('2026-04-30')).decision()).toHaveLength(1);
    expect(after(...untilFiled, application('2026-04-30')).when({ type: 'RecordVisit', data: { visitedOn: '2026-05-01', presenter: 'vice_chair' }, by: officer, ...later }).decision()).toHaveLength(1);
  });
  it('refuse the second that contradicts, whichever was typed first', () => {
    after(open, formGroup, holdAssembly).when({ ...inspect(), data: { ...inspect().data, inspectedOn: '2025-11-11', receivedOn: '2025-11-12' } }).thenRefused('date-contradicts', { milestone: 'assembly', recorded: '2025-11-10', must: 'precede' });
    after(...untilInspection).when({ ...holdAssembly, data: { ...holdAssembly.data, heldOn: '2025-10-19' } } as Wish).thenRefused('date-contradicts', { milestone: 'selfInspection', must: 'follow' });
    expect(after(...untilInspection).when({ ...holdAssembly, data: { ...holdAssembly.data, heldOn: '2025-10-20' } } as Wish).decision()).toHaveLength(1);
  });
  it('never mind the order of typing: a year entered backwards, up to the report', () => {
    expect(events([open, openRound(), tally(45), publish(), holdAssembly, inspect(), formGroup, submitPlan, reportUpward])).toHaveLength(9);
  });
  const first = (milestone: Milestone, date: string) => ({ milestone, date, again: false });
  it('contradict only where no reading of a partial date fits', () => {
    expect(contradiction({ assembly: '2025-11' }, first('vote', '2025-11-01'))).toBeUndefined();
    expect(contradiction({ assembly: '2025-11' }, first('vote', '2025-10-31'))).toEqual({ milestone: 'assembly', recorded: '2025-11', must: 'follow' });
    expect(contradiction({ vote: '2025-11-01' }, first('assembly', '2025'))).toBeUndefined();
  });
  it('of what happens again may be later than what followed the first time', () => {
    const again = [...untilPublished, { type: 'ReturnSelfInspection', data: { returnedOn: '2025-11-15', reason: '缺佐证' }, by: officer } as Wish];
    expect(after(...again).when({ ...inspect(), data: { ...inspect().data, inspectedOn: '2025-11-18', receivedOn: '2025-11-19' } }).decision()).toHaveLength(1);
  });
  it('of a new round may be later than the report on one that was annulled', () => {
    const annulled: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-30' } };
    const year = [...untilFiled, annulled, openRound(2), tally(45, { round: 2, heldOn: '2025-12-05' }), publish(2, '2025-12-08')];
    const corrected: Wish = { type: 'CorrectFact', data: { what: { kind: 'milestone', milestone: 'vote' }, wrong: '2025-12-05', right: '2025-12-06', reason: '笔误', basis: '会议记录', consentedBy: 'superior' }, by: officer };
    expect(after(...year, corrected).state().dates).toMatchObject({ vote: '2025-12-06', publish: '2025-12-08', report: '2025-11-20' });
    expect(after(...year, { type: 'ReportUpward', data: { reportedOn: '2025-12-09' } }, { ...fileReport, data: { filedOn: '2025-12-10' } } as Wish).when(close).decision()).toHaveLength(1);
  });
});
