import { aCriterion, aRuleSet, aRuleSetWith } from '#rules/testing';
import { events, inspect, open, untilApplied, untilInspection, untilPlan, visit, type Wish } from '../testing/a-year.js';
import type { Running } from '../state.js';
import { stateAfter } from './as-of.js';
import { scoreTable } from './score-table.js';

const table = (wishes: readonly Wish[], ruleSet = aRuleSet) => {
  const told = events(wishes);
  return scoreTable(told, stateAfter(told) as Running, ruleSet);
};

describe('the score table', () => {
  it('has every criterion that applies, with its maximum, basis and evidence, and totals rescaled to 100', () => {
    const { items, totals } = table(untilInspection);
    expect(items.map(({ item, rows }) => [item, rows.map(({ criterion, maximum, points }) => [criterion, maximum, points.own])])).toEqual([
      ['1', [['1.1', 40, 40], ['1.2', 40, 30.5]]],
      ['2', [['2.1', 20, 20]]],
    ]);
    expect(items[0]?.rows[0]).toMatchObject({ text: { zh: 'criterion 1.1' }, obligatory: true, scoring: 'points', basis: ['ledger'], zero: false, note: null, files: [{ id: 'sheet1', title: '计票单' }] });
    expect(items[0]?.totals.own).toEqual({ earned: 7_050, max: 8_000, of100: 8_812 });
    expect(totals).toEqual({ own: { earned: 9_050, max: 10_000, of100: 9_050 }, members: null, superior: null });
  });

  it('marks what got nothing, and what may not', () => {
    const [first, second] = table([...untilPlan, inspect({ '1.1': 0, '1.2': 0 })]).items[0]?.rows ?? [];
    expect([first, second]).toMatchObject([{ zero: true, obligatory: true }, { zero: true, obligatory: false }]);
  });

  it('has no points before anybody gave any, and leaves out what is not asked in a first year', () => {
    const opening = { ...open, data: { ...open.data, firstYear: true } } as Wish;
    const { items, totals } = table([opening]);
    expect(items.map(({ item }) => item)).toEqual(['1']);
    expect([items[0]?.rows[0]?.points, totals]).toEqual([{ own: null, members: null, superior: null }, { own: null, members: null, superior: null }]);
  });

  it('shows the last version handed in', () => {
    const again: Wish[] = [...untilInspection, { type: 'ReturnSelfInspection', data: { returnedOn: '2025-10-28', reason: '缺材料' }, by: { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' } }, inspect({ '1.2': 31 })];
    expect(table(again).totals.own?.earned).toBe(9_100);
  });

  it("has the members' means and the panel's points beside, with a total only where every criterion was scored", () => {
    const own = inspect();
    const submit: Wish = { ...own, data: { ...own.data, memberScores: { representatives: 5, criteria: ['1.1', '1.2', '2.1'].map((criterion) => ({ criterion, mean: 10 })) } } };
    const visited: Wish[] = [...untilApplied.slice(0, 3), submit, ...untilApplied.slice(4), { ...visit, data: { ...(visit as Extract<Wish, { type: 'RecordVisit' }>).data, scores: [{ criterion: '1.1', points: 38 }] } } as Wish];
    const { items, totals } = table(visited);
    expect(items[0]?.rows.map(({ points }) => points)).toEqual([{ own: 40, members: 10, superior: 38 }, { own: 30.5, members: 10, superior: null }]);
    expect(totals).toMatchObject({ members: { earned: 3_000, of100: 3_000 }, superior: null });
  });

  it('shows corrected points', () => {
    const correct: Wish = { type: 'CorrectFact', data: { what: { kind: 'points', criterion: '1.2' }, wrong: 30.5, right: 31, reason: '录入有误', basis: '台账' } };
    expect(table([...untilInspection, correct]).totals.own?.earned).toBe(9_100);
  });

  it('follows the standard that is for the union', () => {
    const short = { items: [{ id: '1', title: { zh: '简', en: 'short' }, criteria: [aCriterion('1.1', { points: 100 })] }] };
    const ruleSet = aRuleSetWith({ standards: [{ id: 'short', for: [{ classes: ['publicInstitution'] }], standard: short }] });
    expect(table([open], ruleSet).items.flatMap(({ rows }) => rows.map(({ maximum }) => maximum))).toEqual([100]);
  });
});
