import { aRuleSet } from '#rules/testing';
import { after, chair, factsWith, inspect, officer, open, submitPlan, formGroup, untilFiled, yearUnder, type Wish } from '../testing/a-year.js';
import { owedOf } from './owed.js';

const year = yearUnder(factsWith(aRuleSet));
const state = (...wishes: readonly Wish[]) => year.after(open, ...wishes).state();
const item = (id: string, dueOn: string): Wish => ({ type: 'OpenItem', data: { item: id, source: 'comments', problem: '图书室常年锁闭', measure: '每周开放五天', owner: '工会委员会', foundOn: '2025-04-01', dueOn }, by: chair });

describe('what an evaluation owes', () => {
  it('is every step by its day, not only the first', () => {
    const { first, dueBy, lateFrom } = owedOf(state());
    expect(first?.step).toBe('submitPlan');
    expect(dueBy).toMatchObject({ submitPlan: '2025-03-31', submitSelfInspection: '2025-10-31', holdAssembly: '2025-12-15', openRound: '2025-12-15' });
    expect(lateFrom).toBe('2025-03-31');
    expect(owedOf(state(formGroup, submitPlan))).toMatchObject({ lateFrom: '2025-10-31', dueBy: expect.not.objectContaining({ submitPlan: expect.anything() }) });
  });

  it('is of one step what is due earliest', () => {
    expect(owedOf(state(item('i1', '2025-09-30'), item('i2', '2025-08-31'))).dueBy.completeItem).toBe('2025-08-31');
  });

  it('makes no union late where a superior owes it', () => {
    const exempt: Wish[] = [{ type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } }, { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer }];
    const filed: Wish[] = untilFiled;
    expect(owedOf(year.after(...filed).state())).toMatchObject({ first: { step: 'closeEvaluation' }, dueBy: { closeEvaluation: '2026-04-30' }, lateFrom: null });
    // Nor the superior where nothing was to be evaluated.
    expect(owedOf(state(...exempt))).toMatchObject({ first: { step: 'closeEvaluation' }, dueBy: { closeEvaluation: null }, lateFrom: null });
  });

  it('is worked out once a state', () => {
    const one = after(open, inspect()).state();
    expect(owedOf(one)).toBe(owedOf(one));
  });
});
