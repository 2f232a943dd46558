import { aRuleSet } from '#rules/testing';
import { after, digest, factsWith, open, yearUnder, type Wish } from '../testing/a-year.js';

const opening = open as Extract<Wish, { type: 'OpenEvaluation' }>;

describe('opening', () => {
  it('pins the rules and carries what views need', () => {
    after().when(open).then({
      type: 'EvaluationOpened',
      data: {
        campaign: 'bureau2025',
        union: 'centre',
        unionName: '中心工会',
        unionClass: 'publicInstitution',
        units: 1,
        superior: 'bureau',
        superiors: ['bureau', 'city'],
        evaluatedYear: 2025,
        run: 1,
        ruleSet: { id: 'district', version: 1, digest },
        steps: aRuleSet.steps,
        heldWhen: 'resultPublished',
        facts: { from: '2025-01-01', cutOff: '2026-04-30' },
        due: { plan: '2025-03-31', progress: '2025-07-31', selfInspection: '2025-10-31', assembly: '2025-12-15', vote: '2025-12-15', application: '2026-01-31', acceptance: '2026-03-31', close: '2026-04-30' },
        firstYear: false,
        makeUp: false,
      },
    });
  });
  it('takes the union as its campaign called it up', () => {
    const asked = { unionName: '商圈联合工会', unionClass: 'jointUnion', units: 23, superior: 'street', superiors: ['street', 'bureau'], firstYear: true, makeUp: true };
    expect(after().when({ ...opening, data: { ...opening.data, ...asked } }).decision()).toMatchObject([{ data: asked }]);
  });
  it('happens once', () => after(open).when(open).thenRefused('already-opened', { campaign: 'bureau2025' }));
  it('needs a union that lives', () => {
    const { union: _union, ...without } = factsWith(aRuleSet);
    yearUnder(without).after().when(open).thenRefused('union-unknown');
    const closed = { name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'], closedOn: '2025-06-30' } as const;
    yearUnder(factsWith(aRuleSet, { union: { ...closed, path: [...closed.path] } })).after().when(open).thenRefused('union-closed', { closedOn: '2025-06-30' });
  });
  it('needs published rules, the ones that were meant', () => {
    const { ruleSet: _ruleSet, ...without } = factsWith(aRuleSet);
    yearUnder(without).after().when(open).thenRefused('rule-set-unknown', { id: 'district', version: 1 });
    after().when({ ...opening, data: { ...opening.data, ruleSet: { id: 'district', version: 1, digest: 'e'.repeat(64) } } }).thenRefused('rule-set-differs', { published: digest });
    expect(after().when({ ...opening, data: { ...opening.data, ruleSet: { id: 'district', version: 1, digest } } }).decision()).toHaveLength(1);
  });
});
