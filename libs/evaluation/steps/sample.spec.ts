import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, open, untilPlan, yearUnder, type Wish } from '../testing/a-year.js';

type Data = Extract<Wish, { type: 'DeclareSample' }>['data'];
const declare = (others: Partial<Data> = {}): Wish => ({ type: 'DeclareSample', data: { drawnOn: '2025-10-10', frame: '会员名册', population: 100, groups: [{ group: 'a', eligible: 60, toIssue: 6 }, { group: 'b', eligible: 40, toIssue: 4 }], method: '抽签', ...others } });
const asking = (sample: object, members?: number) => {
  const rules = aRuleSetWith({ questionnaire: { required: true, sample, grades: ['agree', 'disagree'], upper: ['agree'], over: 'issued', atLeast: '4/5' } });
  const union = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'], ...(members === undefined ? {} : { members }) } as const;
  return (others: Partial<Data> = {}) => yearUnder(factsWith(rules, { union: { ...union, path: [...union.path] } })).after(open).when(declare(others)).decision();
};
const short = (...missing: object[]) => [{ type: 'SampleDeclared', data: { short: missing } }];

// The rules of a declared sample beside its questionnaires are in questionnaire.spec.ts; here are the edges.
describe('the edges of a sample', () => {
  it('all of a group may be asked, and the groups may be the whole list', () => {
    expect(after(...untilPlan).when(declare({ groups: [{ group: 'a', eligible: 100, toIssue: 100 }] })).decision()).toMatchObject(short());
  });
  it('exactly as many as the rules ask are enough, one fewer is short', () => {
    expect(asking({ atLeast: '1/10' })()).toMatchObject(short());
    expect(asking({ minimum: 10 })()).toMatchObject(short());
    expect(asking({ minimum: 11 })()).toMatchObject(short({ rule: 'minimum', drawn: 10, needed: 11 }));
    expect(asking({ perGroup: 4 })()).toMatchObject(short());
    expect(asking({ perGroup: 5 })()).toMatchObject(short({ rule: 'perGroup', drawn: 4, needed: 5, group: 'b' }));
  });
  it('a share is rounded up, of the members as registered; of the list where nobody registered them, or staff is meant', () => {
    expect(asking({ atLeast: '1/10' })({ population: 101 })).toMatchObject(short({ rule: 'share', drawn: 10, needed: 11 }));
    expect(asking({ atLeast: '1/10' }, 200)()).toMatchObject(short({ rule: 'share', drawn: 10, needed: 20 }));
    expect(asking({ atLeast: '1/10', of: 'staff' }, 200)()).toMatchObject(short());
  });
  it('it is drawn in the evaluated year', () => after(...untilPlan).when(declare({ drawnOn: '2024-12-31' })).thenRefused('date-before-facts', { field: 'drawnOn' }));
});
