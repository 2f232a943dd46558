import { type Actor, type StoredEvent } from '#kernel';
import { specify } from '#kernel/testing';
import { aRuleSet } from '#rules/testing';
import { campaignDecider, CampaignOpened, leadUnits, UnitsCalledUp, UnitsMigrated, UnitsReleased, type CalledUpUnit } from './index.js';

const ruleSet = { id: 'district', version: 1, digest: 'd'.repeat(64) };
const opened = CampaignOpened.of({ federation: 'city', ruleSet, evaluatedYear: 2025, openedOn: '2025-02-10' });
const unit = (id: string): CalledUpUnit => ({ id, name: id, class: 'privateFirm', superior: 'street', path: ['street', 'city'] });
const called = UnitsCalledUp.of({ evaluatedYear: 2025, ruleSet, units: ['a', 'b'].map(unit) });
const actor = (bodyId: string): Actor => ({ kind: 'person', office: 'officer', bodyId, assurance: 'unverified' });
const campaigns = specify(campaignDecider, { nextRuleSet: aRuleSet });
const data = { ruleSet: { id: 'street', version: 1 }, reason: '街道总工会从严执行' };
const migrate = (units: readonly string[], by = actor('federation-city')) => ({ type: 'MigrateUnits', by, data: { ...data, units } });
const migrated = (...units: string[]) => UnitsMigrated.of({ ...data, evaluatedYear: 2025, units });

describe('units that move to another rule set', () => {
  it('are listed with it and the reason, by whose campaign it is', () => {
    campaigns.given(opened, called).when(migrate(['a'])).then(migrated('a'));
    campaigns.given(opened, called).when(migrate(['a'], actor('federation-street'))).thenRefused('not-the-campaigns-federation');
    campaigns.given(opened, called, UnitsReleased.of({ evaluatedYear: 2025, releasedOn: '2025-09-01', units: [{ union: 'b', reason: '已合并' }] })).when(migrate(['a', 'b'])).thenRefused('unit-already-released', { units: ['b'] });
    campaigns.given(opened, called).when(migrate(['a', 'c'])).thenRefused('unit-not-called-up', { units: ['c'] });
  });

  it('move to one that is published', () => {
    specify(campaignDecider, {}).given(opened, called).when(migrate(['a'])).thenRefused('rule-set-unknown', { ruleSet: 'street.1' });
  });

  it('are migrated one by one, each judged by itself', () => {
    const effects = leadUnits.on['UnitsMigrated']?.(migrated('a', 'b') as unknown as StoredEvent) ?? [];
    expect(effects).toEqual(['a', 'b'].map((one) => ({ category: 'evaluation', id: `${one}.2025.1`, command: { type: 'MigrateRules', data } })));
  });
});
