import { catalogue, type Actor } from '#kernel';
import { specify } from '#kernel/testing';
import { adoptionDecider, AdoptionVoided, RuleSetAdopted, tightenedParts, type RuleSet } from './index.js';
import { aRuleSetWith } from './testing/index.js';

const base = aRuleSetWith({ inForce: { from: '2025-03-01' }, mayTighten: [...tightenedParts] });
const own = (changes: Partial<RuleSet>): RuleSet => ({ ...base, id: 'street', derivedFrom: { id: 'district', version: 1 }, ...changes });
const haifu = { name: '海府街道总工会', path: ['district', 'city'] };
const actor = (bodyId: string, more: Partial<Actor> = {}): Actor => ({ kind: 'person', office: 'officer', bodyId, assurance: 'unverified', ...more });
const street = actor('federation-haifu');
const wish = { federation: 'haifu', ruleSet: { id: 'district', version: 1 }, adoptedOn: '2025-02-20', documentNumber: '海工〔2025〕2号' };
const adopt = (changes: object = {}, by = street) => ({ type: 'AdoptRuleSet', by, data: { ...wish, ...changes } });
const adopted = (changes: object = {}) => RuleSetAdopted.of({ ...wish, name: haifu.name, path: haifu.path, due: '2025-03-01', late: false, ...changes });
const given = (facts: object = {}) => specify(adoptionDecider, { federation: { ...haifu, path: ['before'] }, lineage: { path: haifu.path }, ruleSet: base, ...facts });

describe('adopting a rule set', () => {
  it('is recorded with its document, and whether it was late', () => {
    given().given().when(adopt()).then(adopted());
    given().given().when(adopt({ adoptedOn: '2025-03-02' })).then(adopted({ adoptedOn: '2025-03-02', late: true }));
    given({ ruleSet: { ...base, adoptBy: '2025-02-10' } }).given().when(adopt()).then(adopted({ due: '2025-02-10', late: true }));
    expect(catalogue(RuleSetAdopted).misfits(adopted())).toEqual([]);
  });

  it('of a set long in force is due when the campaign opens, unless the set names a day', () => {
    const campaign = { openedOn: '2025-03-10', ruleSet: { id: 'district', version: 1 } };
    const forIt = (adoptedOn: string) => adopt({ adoptedOn, campaign: 'year2025' });
    given({ campaign }).given().when(forIt('2025-03-10')).then(adopted({ adoptedOn: '2025-03-10', due: '2025-03-10' }));
    given({ campaign }).given().when(forIt('2025-03-11')).then(adopted({ adoptedOn: '2025-03-11', due: '2025-03-10', late: true }));
    given({ campaign, ruleSet: { ...base, adoptBy: '2025-03-05' } }).given().when(forIt('2025-03-10')).then(adopted({ adoptedOn: '2025-03-10', due: '2025-03-05', late: true }));
    given().given().when(forIt('2025-03-10')).thenRefused('campaign-unknown', { campaign: 'year2025' });
    given({ campaign: { ...campaign, ruleSet: { id: 'district', version: 2 } } }).given().when(forIt('2025-03-10')).thenRefused('campaign-unknown');
  });

  it('is done once, of what there is, by whom it concerns', () => {
    given().given(adopted()).when(adopt()).thenRefused('already-adopted', { ruleSet: 'district.1', adoptedOn: '2025-02-20' });
    given({ federation: undefined }).given().when(adopt()).thenRefused('federation-unknown', { federation: 'haifu' });
    given({ ruleSet: undefined }).given().when(adopt()).thenRefused('rule-set-unknown', { ruleSet: 'district.1' });
    given().given().when(adopt({}, actor('federation-district'))).thenRefused('not-the-federation');
    given().given().when(adopt({}, actor('federation-district', { onBehalfOf: 'federation-haifu', basis: 'letter' }))).then(adopted());
  });

  it('happened on a day that was', () => {
    given().given().when(adopt({ adoptedOn: '2025-02-30' })).thenRefused('date-impossible');
    given().given().when(adopt({ adoptedOn: '2026-02-20' })).thenRefused('date-in-future');
  });

  it('of what holds above in the stead of another is adopting that one too', () => {
    const instead = { insteadOf: [{ id: 'province', version: 3 }] };
    given(instead).given().when(adopt()).then(adopted(instead));
    // Nobody says beforehand for which campaign: it may be held by either.
    const campaign = { openedOn: '2025-02-10', ruleSet: { id: 'province', version: 3 } };
    given({ ...instead, campaign }).given().when(adopt({ campaign: 'year2025' })).then(adopted(instead));
    given({ campaign }).given().when(adopt({ campaign: 'year2025' })).thenRefused('campaign-unknown');
    given(instead).given(adopted(instead)).when(asVoid()).then(voided(instead));
  });

  const wrong = { reason: '日期录入有误', basis: '海工〔2025〕2号' };
  const meant = { adoptedOn: wish.adoptedOn };
  const asVoid = (by = street, more: object = {}) => ({ type: 'VoidAdoption', by, data: { ...meant, ...wrong, ...more } });
  const voided = (more: object = {}) => AdoptionVoided.of({ federation: 'haifu', ruleSet: wish.ruleSet, adoptedOn: wish.adoptedOn, ...more, ...wrong });

  it('that was never so is declared void by whom it concerns, with a reason; the right one is recorded anew', () => {
    given().given(adopted()).when(asVoid()).then(voided());
    const mine = { own: { id: 'street', version: 1 } };
    given().given(adopted(mine)).when(asVoid(actor('federation-district', { onBehalfOf: 'federation-haifu', basis: 'letter' }), mine)).then(voided(mine));
    given().given(adopted(), voided()).when(adopt({ adoptedOn: '2025-02-25' })).then(adopted({ adoptedOn: '2025-02-25' }));
    expect(catalogue(AdoptionVoided).misfits(voided(mine))).toEqual([]);
  });

  it('is void once, and by nobody else', () => {
    given().given().when(asVoid()).thenRefused('not-adopted');
    given().given(adopted(), voided()).when(asVoid()).thenRefused('adoption-voided', { adoptedOn: '2025-02-20', reason: wrong.reason });
    for (const by of [actor('federation-district'), actor('federation-next', { onBehalfOf: 'federation-haifu', basis: 'letter' }), actor('union-mill')]) given().given(adopted()).when(asVoid(by)).thenRefused('not-the-federation', { body: by.bodyId, federation: 'haifu' });
  });

  it('names the one that is meant: another may have been recorded in its place meanwhile', () => {
    const mine = { own: { id: 'street', version: 1 } };
    const anew = adopted({ adoptedOn: '2025-02-25', ...mine });
    const past = given().given(adopted(), voided(), anew);
    past.when(asVoid()).thenRefused('adoption-differs', { said: '2025-02-20', adoptedOn: '2025-02-25', own: 'street.1' });
    past.when(asVoid(street, { adoptedOn: '2025-02-25' })).thenRefused('adoption-differs', { own: 'street.1' });
    past.when(asVoid(street, { adoptedOn: '2025-02-25', own: { id: 'street', version: 2 } })).thenRefused('adoption-differs', { saidOwn: 'street.2', own: 'street.1' });
    past.when(asVoid(street, { adoptedOn: '2025-02-25', ...mine })).then(voided({ adoptedOn: '2025-02-25', ...mine }));
    given().given(adopted()).when(asVoid(street, mine)).thenRefused('adoption-differs', { saidOwn: 'street.1' });
  });

  it('may tighten by a set of its own, never loosen', () => {
    const mine = { own: { id: 'street', version: 1 } };
    given({ own: own({ publicNoticeDays: 7 }) }).given().when(adopt(mine)).then(adopted(mine));
    given({ own: own({ publicNoticeDays: 3, due: { ...base.due, plan: 'Y-04-30' } }) }).given().when(adopt(mine)).thenRefused('rule-set-loosens', { derivedFrom: 'district.1', fields: ['/publicNoticeDays', '/due/plan'], count: 2 });
    given({ own: own({ derivedFrom: null }) }).given().when(adopt(mine)).thenRefused('own-not-derived', { own: 'street.1', ruleSet: 'district.1' });
    given({ ruleSet: { ...base, mayTighten: undefined }, own: own({}) }).given().when(adopt(mine)).thenRefused('tightening-not-let', { own: 'street.1', ruleSet: 'district.1' });
    const held = { ruleSet: { id: 'city', version: 1, digest: 'd'.repeat(64) }, by: 'city' };
    given({ own: own({}), held }).given().when(adopt(mine)).thenRefused('tightened-above', { ruleSet: 'district.1', holds: 'city.1', by: 'city' });
    given({ held }).given().when(adopt()).then(adopted());
    given({ own: undefined }).given().when(adopt(mine)).thenRefused('rule-set-unknown', { ruleSet: 'street.1' });
  });
});
