import { aRuleSet } from '#rules/testing';
import { runFactOf } from '../facts.js';
import { dutiesOf } from '../questions/next-steps.js';
import { heldOf, type Running } from '../state.js';
import { statusOf } from '../questions/status.js';
import { after, close, factsWith, formGroup, officer, open, submitPlan, yearUnder, type Wish } from '../testing/a-year.js';

const backFill = (others: object = {}): Wish => ({ type: 'BackFillResult', data: { source: '2025年工作总结', heldOn: '2025-11', counts: { present: 50, valid: 48 }, grades: { home: { satisfied: 45 } }, publishedOn: '2025-11', title: 'qualified', ...others }, by: officer });

describe('a result that is back-filled', () => {
  it('holds whatever is known, and where it comes from', () => {
    after(open).when(backFill()).then({ type: 'ResultBackFilled', data: backFill().data as never });
    expect(after(open).when({ type: 'BackFillResult', data: { source: '电话询问' }, by: officer }).decision()).toHaveLength(1);
  });
  it('is of a year that is over', () => {
    after(open).when({ ...backFill(), at: '2026-04-30T02:00:00.000Z' }).thenRefused('year-not-over', { evaluatedYear: 2025, cutOff: '2026-04-30' });
    expect(after(open).when({ ...backFill(), at: '2026-05-01T02:00:00.000Z' }).decision()).toHaveLength(1);
  });
  it.each([
    [{ counts: { entitled: 50, present: 60 } }, 'present', 60, 'entitled', 50],
    [{ counts: { issued: 50, returned: 51 } }, 'returned', 51, 'issued', 50],
    [{ counts: { entitled: 50, valid: 51 } }, 'valid', 51, 'entitled', 50],
    [{ counts: { returned: 50, valid: 48, spoilt: 3 } }, 'valid+spoilt', 51, 'returned', 50],
    [{ counts: { valid: 48 }, grades: { home: { satisfied: 9_999 } } }, 'grades.home', 9_999, 'valid', 48],
  ])('is exempt from gates, not from arithmetic: %j', (others, left, leftCount, right, rightCount) =>
    after(open).when(backFill({ grades: undefined, ...others })).thenRefused('counts-inconsistent', { left, leftCount, must: 'notExceed', right, rightCount }),
  );
  it('may be partly known, or come from a questionnaire that nobody was present at', () => {
    expect(after(open).when(backFill({ counts: { spoilt: 2 }, grades: { home: { satisfied: 45 } } })).decision()).toHaveLength(1);
    expect(after(open).when(backFill({ grades: undefined, counts: { valid: 48, spoilt: 3 } })).decision()).toHaveLength(1);
    expect(after(open).when(backFill({ grades: undefined, counts: { returned: 40 } })).decision()).toHaveLength(1);
    expect(after(open).when(backFill({ body: 'questionnaire', counts: { entitled: 60, present: 0, issued: 50, returned: 48, valid: 48, spoilt: 0 } })).decision()).toHaveLength(1);
  });
  it('passes no gate but that its dates exist and have come: facts before the year', () => {
    expect(after(open).when(backFill({ heldOn: '2024-12-31' })).decision()).toHaveLength(1);
    after(open).when(backFill({ heldOn: '2025-02-30' })).thenRefused('date-impossible', { field: 'heldOn' });
    after(open).when(backFill({ publishedOn: '2027' })).thenRefused('date-in-future', { field: 'publishedOn' });
  });
  it('stands alone: not beside steps that were recorded, and no step after it', () => {
    after(open, formGroup).when(backFill()).thenRefused('facts-already-recorded', { milestones: ['leadingGroup'] });
    for (const wish of [formGroup, submitPlan, backFill()]) after(open, backFill()).when(wish).thenRefused('evaluation-back-filled');
  });
  it('is unverified: it has a status of its own, is not held, owes nothing but its end, which may be at once and has no day', () => {
    const state = after(open, backFill()).state();
    expect(statusOf(state)).toBe('backFilled');
    expect(heldOf(state)).toBeNull();
    expect(dutiesOf(state).map(({ step, dueOn }) => [step, dueOn])).toEqual([['closeEvaluation', null]]);
    expect(after(open, backFill()).when({ ...close, data: { closedOn: '2026-11-30' } } as Wish).decision()).toHaveLength(1);
    const closedNow = after(open, backFill(), { type: 'CloseEvaluation', data: { closedOn: '2026-11-30' }, by: officer });
    expect(statusOf(closedNow.state())).toBe('backFilled');
    expect(runFactOf(closedNow.state() as Running)).toMatchObject({ ended: 'closed', counted: false, firstYear: false });
  });
  it.each([
    [{ heldOn: '2025-11' }, true],
    [{ publishedOn: '2025-11' }, true],
    [{ counts: { present: 50 } }, true],
    [{ grades: { home: { satisfied: 45 } } }, true],
    [{ title: 'qualified', note: '只知命名' }, false],
  ])('tells that the vote was held where a day, a publication, a count or a grade is known: %j', (known, held) => {
    const told: Wish = { type: 'BackFillResult', data: { source: '2025年工作总结', ...known }, by: officer } as Wish;
    expect(after(open, told).state().backFilled).toEqual({ held });
  });
  it('is followed by a run of that year that counts, not by a make-up', () => {
    const again: Wish = { ...open, data: { ...open.data, run: 2 } } as Wish;
    expect(yearUnder(factsWith(aRuleSet, { earlierRun: { ended: 'closed', counted: false, firstYear: false } })).after().when(again).decision()).toMatchObject([{ data: { makeUp: false } }]);
  });
});
