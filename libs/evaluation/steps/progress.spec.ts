import { aRuleSet, aRuleSetWith } from '#rules/testing';
import { dutiesOf } from '../questions/next-steps.js';
import { after, factsWith, open, untilFiled, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';

const report = (reportedOn: string): Wish => ({ type: 'ReportProgress', data: { reportedOn, report: '职工书屋已开放' } });

describe('a progress report', () => {
  it('is made as often as the union likes', () => expect(after(...untilPlan, report('2025-06-30'), report('2025-06-30'), report('2025-07-31')).state().progressReports).toBe(3));
  it('needs no plan, and may be dated before it or after anything else: it is no milestone', () => {
    for (const [past, reportedOn] of [[[open], '2025-01-01'], [untilPlan, '2025-01-02'], [untilFiled, '2025-12-31']] as const) {
      expect(after(...past).when(report(reportedOn)).decision()).toMatchObject([{ type: 'ProgressReported', data: { reportedOn } }]);
    }
  });
  it('is owed where the rules require one, until the first is there', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ steps: { ...aRuleSet.steps, required: ['plan', 'progress'], recorded: ['selfInspection', 'vote'] }, due: { ...aRuleSet.due, progress: 'Y-07-31' } })));
    const owed = (...wishes: readonly Wish[]) => dutiesOf(year.after(...wishes).state()).filter(({ step }) => step === 'reportProgress');
    expect(owed(open)).toEqual([{ step: 'reportProgress', office: 'committee', body: 'union-centre', dueOn: '2025-07-31' }]);
    expect(owed(open, report('2025-06-30'))).toEqual([]);
    expect(dutiesOf(after(open).state()).filter(({ step }) => step === 'reportProgress')).toEqual([]);
  });
  it('is of the evaluated year', () => after(open).when(report('2024-12-31')).thenRefused('date-before-facts', { field: 'reportedOn', from: '2025-01-01' }));
  it('is late by the first of them alone', () => {
    expect(after(open).when(report('2025-08-01')).decision()).toMatchObject([{ data: { late: true } }]);
    expect(after(open).when(report('2025-07-31')).decision()).toMatchObject([{ data: { late: false } }]);
    expect(after(open, report('2025-07-01')).when(report('2025-08-01')).decision()).toMatchObject([{ data: { late: false } }]);
  });
});
