import type { StoredEvent } from '#kernel';
import { aRuleSet } from '#rules/testing';
import { evaluationRowOf, type EvaluationRow } from '#views';
import { describeOverdue, overdueSteps } from './late-asked.js';
import { shownRow } from './shown-row.js';

const opened = {
  campaign: 'bureau2025', union: 'market', unionName: '商圈联合工会', unionClass: 'jointUnion', units: 23, superior: 'street', superiors: ['street', 'bureau'], evaluatedYear: 2025, run: 1,
  ruleSet: { id: 'district', version: 1, digest: 'd'.repeat(64) }, steps: { required: ['selfInspection', 'report'], recorded: [] }, heldWhen: 'resultPublished',
  facts: { from: '2025-01-01', cutOff: '2026-04-30' }, due: { selfInspection: '2025-10-31', close: '2026-04-30' }, firstYear: false, makeUp: false,
};
type Happening = readonly [type: string, data: object];
const inspected: Happening = ['SelfInspectionSubmitted', { version: 1, receivedOn: '2025-10-20', late: false, scores: [], total: 90 }];
const filed: readonly Happening[] = [['ReportedUpward', { version: 1, round: 0, reportedOn: '2025-11-27', receivedOn: '2025-11-28', late: false }], ['ReportFiled', { version: 1, filedOn: '2025-12-01' }]];
const exempt: readonly Happening[] = [['ExemptionRequested', { reasonCode: 'merging', requestedOn: '2025-03-01' }], ['ExemptionApproved', { reasonCode: 'merging', approvedOn: '2025-03-05' }]];
const calendar = { knownFrom: '2025-01-01', knownThrough: '2026-12-31', holidays: [], workdays: [] };
const wording = { language: 'zh-CN', ruleSet: aRuleSet } as const;

function rowAfter(...happenings: readonly Happening[]): EvaluationRow {
  const events = ([['EvaluationOpened', opened], ...happenings] as const).map(([type, data], revision) => ({ stream: 'evaluation-market.2025.1', type, data, revision, metadata: { by: {} } }) as unknown as StoredEvent);
  const row = evaluationRowOf(events);
  if (row === undefined) throw new Error('no row');
  return row;
}
const overdue = (row: EvaluationRow, on: string, owes?: 'closeEvaluation' | 'submitSelfInspection') => describeOverdue('market.2025.1', row, { on, owes, calendar, wording, rules: aRuleSet });

describe('a unit in the list of the overdue', () => {
  it('is told by what it owes itself, with a grade', () => {
    expect(overdue(rowAfter(), '2025-11-03')).toMatchObject({ step: 'submitSelfInspection', owedBy: 'union', grade: 'urge', gradeText: '催报', text: '商圈联合工会（涵盖单位23家）：自查报告，逾期1个工作日' });
    expect(overdue(rowAfter(), '2025-10-31')).toBeUndefined();
  });

  it('is not told as late with what its superior owes, and has no grade for that', () => {
    const row = rowAfter(inspected, ...filed);
    expect(overdue(row, '2026-11-30')).toBeUndefined();
    expect(overdue(row, '2026-05-04', 'closeEvaluation')).toMatchObject({ step: 'closeEvaluation', owedBy: 'superior', grade: null, gradeText: null, text: '商圈联合工会（涵盖单位23家）：办结归档（由上级工会办理），逾期2个工作日' });
  });

  it('is nowhere to be found once it is exempt: nobody is late with closing that', () => expect(overdueSteps(rowAfter(...exempt), '2026-11-30', calendar)).toEqual([]));
});

describe('a unit in a list', () => {
  it('has come as far as the list was asked for and the board counts', () => {
    const step = (...happenings: readonly Happening[]) => shownRow('market.2025.1', rowAfter(...happenings), 'zh-CN').step;
    expect([step(inspected), step(...exempt), step(inspected, ['EvaluationWithdrawn', { withdrawnOn: '2025-12-01', reason: '合并' }])]).toEqual(['selfInspection', 'exempt', 'released']);
  });
});
