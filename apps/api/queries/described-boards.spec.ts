import { aRuleSet } from '#rules/testing';
import { dutyNames } from '#campaign';
import type { DutyRow } from '#views';
import { describeDutyRow } from './describe-duties.js';
import { DescribedBoards } from './described-boards.js';

/** A calendar that ends with 2026: what comes after nobody knows. */
const calendar = { knownFrom: '2024-01-01', knownThrough: '2026-12-31', holidays: [], workdays: [] };
const wording = { language: 'zh-CN', ruleSet: aRuleSet } as const;
const note = '（国家尚未公布2027年放假安排，2026-12-31之后暂按周一至周五计算。）';

describe('lateness counted past the published calendar', () => {
  const totals = { should: 3, 'outstanding.openRound.2026-12-21': 2, 'outstanding.submitPlan.2027-01-04': 1, 'lateFrom.2026-12-21': 2, 'lateFrom.2027-01-04': 1 };
  const late = (on: string) => new DescribedBoards().board(totals, { rules: aRuleSet, on, calendar }, wording).late.map(({ step, certain, text }) => [step, certain, text.endsWith(note)]);

  it('is said on a board, of what is late and of what is due soon', () => {
    expect(late('2027-10-08')).toEqual([['submitPlan', false, true], ['openRound', false, true]]);
    expect(late('2026-12-31')).toEqual([['submitPlan', false, true], ['openRound', true, false]]);
    expect(late('2026-12-24')).toEqual([['openRound', true, false]]);
  });

  it('counts each union under each step that is overdue, and once among those that are late', () => {
    const both = { ...totals, 'outstanding.holdAssembly.2026-12-21': 2, 'outstanding.closeEvaluation.2026-12-23': 1 };
    const board = new DescribedBoards().board(both, { rules: aRuleSet, on: '2026-12-24', calendar }, wording);
    expect(board.late.map(({ text }) => text)).toEqual(['大会审议：逾期2家，最长3个工作日；尚未逾期、5个工作日内到期0家', '民主测评：逾期2家，最长3个工作日；尚未逾期、5个工作日内到期0家', '办结归档（由上级工会办理）：逾期1家，最长1个工作日；尚未逾期、5个工作日内到期0家']);
    expect(board.lateUnions).toMatchObject({ unions: 2, formula: 'Σ lateFrom.<day>, day < 2026-12-24', text: '有环节逾期的单位2家（几个环节逾期的只计一家），最长3个工作日；尚无环节逾期、5个工作日内有环节到期0家' });
  });

  it('counts as due soon those alone that are not late yet: in the step, or in anything', () => {
    // Three owe the inspection by Monday; two of them are late with their plan by now.
    const owed = { should: 3, 'outstanding.submitPlan.2026-12-21': 2, 'outstanding.submitSelfInspection.2026-12-28': 3, 'lateFrom.2026-12-21': 2, 'lateFrom.2026-12-28': 1 };
    const { late, lateUnions } = new DescribedBoards().board(owed, { rules: aRuleSet, on: '2026-12-24', calendar }, wording);
    expect(late.map(({ dueSoon, text }) => [dueSoon, text])).toEqual([[0, '建家计划：逾期2家，最长3个工作日；尚未逾期、5个工作日内到期0家'], [3, '自查报告：逾期0家；尚未逾期、5个工作日内到期3家']]);
    expect([lateUnions.dueSoon, lateUnions.text]).toEqual([1, '有环节逾期的单位2家（几个环节逾期的只计一家），最长3个工作日；尚无环节逾期、5个工作日内有环节到期1家']);
  });

  it('is told without a number where not one working day has passed', () => {
    const holidays = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'];
    const festival = { ...calendar, holidays };
    const [late] = new DescribedBoards().board({ 'outstanding.openRound.2026-02-15': 2 }, { rules: aRuleSet, on: '2026-02-20', calendar: festival }, wording).late;
    expect(late?.text).toBe('民主测评：逾期2家；尚未逾期、5个工作日内到期0家');
    expect(late?.byDays[0]).toEqual({ from: 1, to: 5, unions: 2 });
  });

  it('is said of a federation that still owes a paper', () => {
    const stood = { stands: 'owed', dueOn: '2026-11-30', on: null, missed: null } as const;
    const row = { federation: 'street', name: '某街道总工会', line: 'territorial', kind: null, path: [], lateFrom: '2026-11-30', duties: Object.fromEntries(dutyNames.map((duty) => [duty, duty === 'check' ? stood : { ...stood, dueOn: null }])) } as unknown as DutyRow;
    const text = (on: string) => describeDutyRow('street.d', row, { on, calendar, wording }).text;
    expect(text('2027-01-05')).toBe(`某街道总工会：检查材料未报送，逾期26个工作日 ${note}`);
    expect(text('2026-12-31')).toBe('某街道总工会：检查材料未报送，逾期23个工作日');
  });
});
