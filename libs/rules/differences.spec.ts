import { differences } from './differences.js';
import { aCriterion, aRuleSet } from './testing/index.js';

const [first, second] = aRuleSet.standard.items as [(typeof aRuleSet.standard.items)[number], (typeof aRuleSet.standard.items)[number]];

describe('differences between two rule sets', () => {
  it('are none between a set and itself', () => expect(differences(aRuleSet, structuredClone(aRuleSet))).toEqual([]));

  it('name what changed, what is new and what is gone', () => {
    const { derivedFrom: _, ...rest } = aRuleSet;
    const next = { ...rest, version: 2, derivedFrom: { id: 'city', version: 1 }, planFiling: 'fileOnly' as const, inForce: { from: '2026-01-01', until: '2026-12-31' } };
    expect(differences(aRuleSet, next)).toEqual([
      { path: '/version', kind: 'changed', from: 1, to: 2 },
      { path: '/inForce/from', kind: 'changed', from: '2025-01-01', to: '2026-01-01' },
      { path: '/inForce/until', kind: 'added', to: '2026-12-31' },
      { path: '/derivedFrom', kind: 'changed', from: null, to: { id: 'city', version: 1 } },
      { path: '/planFiling', kind: 'added', to: 'fileOnly' },
    ]);
    expect(differences({ ...aRuleSet, planFiling: 'fileOnly' }, aRuleSet)).toEqual([{ path: '/planFiling', kind: 'removed', from: 'fileOnly' }]);
  });

  it('match titles and criteria by id, wherever they stand', () => {
    const [qualified, advanced] = aRuleSet.titles as [(typeof aRuleSet.titles)[number], (typeof aRuleSet.titles)[number]];
    const model = { id: 'model', after: 'qualified', endorsement: '9/10', score: 90 };
    expect(differences(aRuleSet, { ...aRuleSet, titles: [qualified, model, { ...advanced, score: 86 }] })).toEqual([
      { path: '/titles/advanced/score', kind: 'changed', from: 85, to: 86 },
      { path: '/titles/model', kind: 'added', to: model },
    ]);
    const criterion = aCriterion('1.3');
    expect(differences(aRuleSet, { ...aRuleSet, standard: { items: [{ ...first, criteria: [criterion, ...first.criteria.slice(1)] }, second] } })).toEqual([
      { path: '/standard/items/1/criteria/1.1', kind: 'removed', from: first.criteria[0] },
      { path: '/standard/items/1/criteria/1.3', kind: 'added', to: criterion },
    ]);
  });

  it('tell another order, for the first alternative that is for a union counts', () => {
    const [short, small] = ['short', 'small'].map((id) => ({ id, for: [{ membersBelow: 25 }], standard: aRuleSet.standard })) as [NonNullable<(typeof aRuleSet)['standards']>[number], NonNullable<(typeof aRuleSet)['standards']>[number]];
    expect(differences({ ...aRuleSet, standards: [short, small] }, { ...aRuleSet, standards: [small, short] })).toEqual([{ path: '/standards', kind: 'changed', from: ['short', 'small'], to: ['small', 'short'] }]);
    expect(differences({ ...aRuleSet, standards: [short] }, { ...aRuleSet, standards: [small, short] })).toEqual([{ path: '/standards/small', kind: 'added', to: small }]);
  });

  it('tell another list as one change', () => {
    expect(differences(aRuleSet, { ...aRuleSet, bodies: ['congress'] })).toEqual([{ path: '/bodies', kind: 'changed', from: ['assembly', 'congress', 'questionnaire'], to: ['congress'] }]);
  });
});
