import { standardFor, type AlternativeStandard, type Whom } from './standard.js';
import { aCriterion, aRuleSet } from './testing/index.js';

const standardOf = (id: string) => ({ items: [{ id: '1', title: { zh: id, en: id }, criteria: [aCriterion('1.1', { points: 100 })] }] });
const alternative = (id: string, ...whom: Whom[]): AlternativeStandard => ({ id, for: whom, standard: standardOf(id) });
const ruleSet = { ...aRuleSet, standards: [alternative('joint', { classes: ['jointUnion'] }), alternative('small', { membersBelow: 25 }), alternative('firms', { classes: ['privateFirm', 'stateFirm'], membersBelow: 100 })] };
const whoGets = (unionClass: string, members?: number) => standardFor(ruleSet, { unionClass, firstYear: false, ...(members === undefined ? {} : { members }) }).items[0]?.title.en;

describe('the standard for a union', () => {
  it.each([
    ['jointUnion', 2_000, 'joint'],
    ['jointUnion', undefined, 'joint'],
    ['government', 24, 'small'],
    ['government', 25, 'first'],
    ['privateFirm', 24, 'small'],
    ['privateFirm', 99, 'firms'],
    ['privateFirm', 100, 'first'],
    ['socialOrganisation', 99, 'first'],
  ])('of class %s with %s members is %s', (unionClass, members, standard) => expect(whoGets(unionClass, members)).toBe(standard));

  it('is its own where the size is not known', () => expect(whoGets('privateFirm')).toBe('first'));

  it('is that of the rule set where there is no other', () => {
    expect(standardFor(aRuleSet, { unionClass: 'jointUnion', firstYear: false })).toBe(aRuleSet.standard);
  });
});
