import { maxEffectsPerEvent } from '#kernel';
import { deepFreeze } from '#kernel/testing';
import { callUp, maxUnitsCalledUp, type CalledUpUnit } from './index.js';

const ruleSet = { id: 'wuhan', version: 1, digest: 'd'.repeat(64) };
const centre: CalledUpUnit = { id: 'centre', name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau', 'city'] };
const market: CalledUpUnit = { id: 'market', name: '商圈联合工会', class: 'jointUnion', superior: 'bureau', path: ['bureau'], units: 23, firstYear: true, makeUp: true, foundedOn: '2008', members: 24, forTitle: true, industry: 'trade', staff: 30, sizeBand: '0-24' };

function effectsOf(...units: CalledUpUnit[]) {
  const event = { stream: 'campaign-bureau2009', type: 'UnitsCalledUp', data: { evaluatedYear: 2009, ruleSet, units } };
  return callUp.on['UnitsCalledUp']?.(deepFreeze(event) as unknown as Parameters<NonNullable<(typeof callUp.on)[string]>>[0]) ?? [];
}

describe('units called up', () => {
  it('open an evaluation each, whose id keeps a second one of the year out', () => {
    expect(effectsOf(centre, market).map(({ category, id, command }) => [category, id, command.type])).toEqual([
      ['evaluation', 'centre.2009.1', 'OpenEvaluation'],
      ['evaluation', 'market.2009.1', 'OpenEvaluation'],
    ]);
  });

  it('tell the evaluation all that it must hold', () => {
    const common = { campaign: 'bureau2009', ruleSet, evaluatedYear: 2009, run: 1, superior: 'bureau' };
    expect(effectsOf(centre, market).map(({ command }) => command.data)).toEqual([
      { ...common, union: 'centre', unionName: '中心工会', unionClass: 'publicInstitution', superiors: ['bureau', 'city'] },
      { ...common, union: 'market', unionName: '商圈联合工会', unionClass: 'jointUnion', superiors: ['bureau'], units: 23, firstYear: true, makeUp: true, foundedOn: '2008', members: 24, forTitle: true, industry: 'trade', staff: 30, sizeBand: '0-24' },
    ]);
  });

  it("tell it the campaign's own cut-off, and the day of the call-up", () => {
    const event = { stream: 'campaign-bureau2009', type: 'UnitsCalledUp', data: { evaluatedYear: 2009, ruleSet, units: [centre], cutOff: '2010-02-15', calledUpOn: '2009-07-02' } };
    const [effect] = callUp.on['UnitsCalledUp']?.(event as unknown as Parameters<NonNullable<(typeof callUp.on)[string]>>[0]) ?? [];
    expect(effect?.command.data).toMatchObject({ cutOff: '2010-02-15', calledUpOn: '2009-07-02' });
  });

  it('open by the stricter rule set that a federation above holds them to, and say which is the campaign’s', () => {
    const stricter = { id: 'street', version: 1, digest: 'e'.repeat(64) };
    const units = [{ ...centre, ruleSet: { id: 'street', version: 1 } }, { ...centre, id: 'other' }];
    const event = { stream: 'campaign-bureau2009', type: 'UnitsCalledUp', data: { evaluatedYear: 2009, ruleSet, units, tightened: [{ federation: 'bureau', ruleSet: stricter }] } };
    const effects = callUp.on['UnitsCalledUp']?.(event as unknown as Parameters<NonNullable<(typeof callUp.on)[string]>>[0]) ?? [];
    expect(effects.map(({ command }) => command.data)).toMatchObject([{ union: 'centre', ruleSet: stricter, campaignRuleSet: { id: 'wuhan', version: 1 } }, { union: 'other', ruleSet }]);
    expect(effects[1]?.command.data).not.toHaveProperty('campaignRuleSet');
  });

  it('are never more than one event may cause', () => expect(maxUnitsCalledUp).toBeLessThanOrEqual(maxEffectsPerEvent));
});
