import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { dutiesOf } from './next-steps.js';
import {
  accept, after, apply, chair, factsWith, formGroup, holdAssembly, inspect, officer, onBehalf, open, openNotice, openRound, publish, reportUpward, submitPlan, tally, untilApplied, untilFiled, untilNotice, untilPlan,
  visit, yearUnder, grant, close, recordedAt, type Wish,
} from '../testing/a-year.js';

/** What random years found: states in which what was told could not be done, or what had to be done was not told. */
const raise = { type: 'RaiseObjection', data: { objection: 'o1', raisedOn: '2025-12-30', summary: '数据不实' } } as const satisfies Wish;
const stepsOf = (state: Parameters<typeof dutiesOf>[0]) => dutiesOf(state).map(({ step }) => step);
const under = (...parts: Parameters<typeof aRuleSetWith>) => yearUnder(factsWith(aRuleSetWith(...parts)));

describe('the next step', () => {
  it('is the report where the rules require neither a vote nor a self-inspection before it', () => {
    const year = under({ steps: { required: ['report'], recorded: ['assembly', 'selfInspection', 'vote'] }, titles: [] });
    expect(stepsOf(year.after(open).state())).toEqual(['reportUpward']);
    expect(stepsOf(year.after(open, reportUpward).state())).toEqual(['fileReport']);
  });

  it('is the self-inspection first, where that is required', () => {
    const year = under({ steps: { required: ['selfInspection', 'report'], recorded: ['vote'] }, titles: [] });
    expect(stepsOf(year.after(open).state())).toEqual(['submitSelfInspection']);
    expect(stepsOf(year.after(open, inspect()).state())).toEqual(['reportUpward']);
  });

  it('is to resolve what is disputed, for an exempt union too: only then may it be closed', () => {
    const year = under({});
    const onItsBehalf: Wish = { ...formGroup, by: onBehalf() };
    const dispute: Wish = { type: 'DisputeEntry', data: { revision: 1, disputedOn: '2025-12-01', reason: '人数不符' } };
    const exempt: Wish[] = [{ type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } }, { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer }];
    expect(stepsOf(year.after(open, onItsBehalf, dispute, ...exempt).state())).toEqual(['resolveDispute']);
    expect(stepsOf(year.after(open, ...exempt).state())).toEqual(['closeEvaluation']);
  });

  it('is of the body that accepts the title: the level that the rules name, otherwise the direct superior', () => {
    const title = aRuleSet.titles.find(({ after }) => after === null) as (typeof aRuleSet.titles)[number];
    const accepted = (level: 'city' | undefined, known: object) => yearUnder(factsWith(aRuleSetWith({ titles: [{ ...title, ...(level === undefined ? {} : { acceptedBy: level }) }] }), known)).after(...untilApplied).state();
    const bodies = (state: ReturnType<typeof accepted>) => dutiesOf(state).map(({ step, body }) => [step, body]);
    const levels = { 'federation:bureau': { level: 'district' }, 'federation:city': { level: 'city' } };
    expect(bodies(accepted('city', levels))).toEqual([['recordVisit', 'federation-city']]);
    expect(bodies(accepted('city', {}))).toEqual([['recordVisit', 'federation-bureau']]);
    expect(bodies(accepted(undefined, levels))).toEqual([['recordVisit', 'federation-bureau']]);
  });

  it('is to decide an objection whatever came after it: a title granted, another upheld', () => {
    const upheld = [raise, { type: 'DecideObjection', data: { objection: 'o1', upheld: true, decidedOn: '2026-01-05', reason: '属实' }, by: officer } as const];
    const another: Wish = { ...raise, data: { ...raise.data, objection: 'o2' } };
    expect(stepsOf(after(...untilNotice, ...upheld, another).state())).toEqual(['decideObjection']);
    expect(stepsOf(after(...untilNotice, grant, another).state())).toEqual(['decideObjection', 'recheckTitle']);
  });

  it('is the public notice right away where the rules have no acceptance, and then the title', () => {
    const year = under({ steps: { ...aRuleSet.steps, recorded: ['application'] }, titles: aRuleSet.titles.map((title) => ({ ...title, score: 0 })) });
    expect(stepsOf(year.after(...untilApplied).state())).toEqual(['openNotice']);
    expect(stepsOf(year.after(...untilApplied, openNotice).state())).toEqual(['grantTitle']);
    expect(year.after(...untilApplied, openNotice, grant).state().title).toMatchObject({ title: 'qualified' });
    after(...untilApplied).when(openNotice).thenRefused('verdict-not-accepted', { verdict: null });
    expect(stepsOf(after(...untilApplied).state())).toEqual(['recordVisit']);
    expect(stepsOf(after(...untilApplied, visit).state())).toEqual(['giveVerdict']);
    expect(stepsOf(after(...untilApplied, visit, accept).state())).toEqual(['openNotice']);
  });
});

describe('an exempt union', () => {
  it('is closed although an objection is open: it gets no title', () => {
    const year = under({ heldWhen: 'reportedUpward', steps: { required: [], recorded: ['report', 'application', 'acceptance', 'vote'] }, titles: aRuleSet.titles.map((title) => ({ ...title, endorsement: '0/100' })) });
    const voted = [open, openRound(), tally(45), publish(), apply, visit, accept, openNotice, raise];
    const exempt: Wish[] = [{ type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2026-01-02' } }, { type: 'ApproveExemption', data: { approvedOn: '2026-01-05' }, by: officer }];
    expect(year.after(...voted, ...exempt).when(close).decision()).toMatchObject([{ type: 'EvaluationClosed' }]);
  });
});

describe('a report', () => {
  const approvalRequired = (required: typeof aRuleSet.steps.required) => under({ planApproval: 'required', steps: { required, recorded: ['plan', 'selfInspection', 'assembly', 'vote'].filter((step) => !required.includes(step as never)) as never }, titles: [], due: { ...aRuleSet.due } });

  it('needs no approval of a plan that nobody had to make and nobody made', () => {
    const year = approvalRequired(['report']);
    expect(year.after(open).when(reportUpward).decision()).toMatchObject([{ type: 'ReportedUpward' }]);
    year.after(...untilPlan).when(reportUpward).thenRefused('plan-not-approved');
  });

  it('needs it where a plan is required', () => approvalRequired(['plan', 'report']).after(open, formGroup, submitPlan, holdAssembly).when(reportUpward).thenRefused('plan-not-approved'));
});

describe('a migration', () => {
  const migrate: Wish = { type: 'MigrateRules', data: { ruleSet: { id: 'district', version: 2 }, reason: '新办法' }, by: officer, at: recordedAt };
  const to = (from: string, cutOff: string) => yearUnder(factsWith(aRuleSet, { nextRuleSet: aRuleSetWith({ version: 2, facts: { from, cutOff } }), nextRuleSetDigest: 'e'.repeat(64) }));

  it('leads to no rules by whose period a fact on record would not count', () => {
    to('Y-01-01', 'Y-11-19').after(...untilFiled).when(migrate).thenRefused('date-after-cut-off', { field: 'report', date: '2025-11-20', cutOff: '2025-11-19' });
    to('Y-02-11', 'Y-12-31').after(...untilFiled).when(migrate).thenRefused('date-before-facts', { field: 'leadingGroup', date: '2025-02-10', from: '2025-02-11' });
    expect(to('Y-02-10', 'Y-11-20').after(...untilFiled).when(migrate).decision()).toMatchObject([{ type: 'RulesMigrated' }]);
    to('Y-01-01', 'Y-12-31').after(...untilFiled).when({ ...migrate, by: chair }).thenRefused('own-union');
  });
});
