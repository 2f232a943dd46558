import { aRuleSet, aRuleSetWith } from '#rules/testing';
import type { Title } from '#rules';
import type { Facts } from '../facts.js';
import { dutiesOf } from '../questions/next-steps.js';
import { after, apply, chair, factsWith, grant, officer, untilApplied, untilFiled, untilGranted, untilNotice, visit, yearUnder, type Wish } from '../testing/a-year.js';

type Recommended = NonNullable<Title['recommendedBy']>;
const year = (recommendedBy: Recommended, level?: 'town' | 'district' | 'city', others: Partial<Facts> = {}) =>
  yearUnder(factsWith(aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, recommendedBy })) }), { federation: level === undefined ? {} : { level }, ...others }));
const recommend = (others: object = {}): Wish => ({ type: 'RecommendApplication', data: { federation: 'bureau', recommendedOn: '2025-12-12', ...others }, by: officer });
const decline: Wish = { type: 'DeclineApplication', data: { federation: 'bureau', declinedOn: '2025-12-12', reason: '名额已满' }, by: officer };
const withdraw: Wish = { type: 'WithdrawApplication', data: { withdrawnOn: '2025-12-12', reason: '条件尚不成熟' } };
const fromTown: Recommended = [{ level: 'unit' }, { level: 'town' }, { level: 'district' }];
const fromBelow: Recommended = [{ level: 'town' }, { level: 'district', quota: { atMost: 2, oneIn: 20 } }];

describe('a recommendation', () => {
  it('is of a level that the title names, from below upward, where levels are known', () => {
    year(fromBelow, 'city').after(...untilApplied).when(recommend()).thenRefused('level-not-recommending', { level: 'city', levels: ['town', 'district'] });
    year(fromBelow, 'district').after(...untilApplied).when(recommend({ place: 1, held: 40 })).thenRefused('recommendation-out-of-order', { level: 'district', missing: ['town'] });
    expect(year(fromBelow, 'town').after(...untilApplied).when(recommend()).decision()).toMatchObject([{ type: 'ApplicationRecommended', data: { level: 'town' } }]);
    expect(year(fromBelow).after(...untilApplied).when(recommend()).decision()).toHaveLength(1);
  });
  it('keeps within the quota of its level', () => {
    const district: Recommended = [{ level: 'district', quota: { atMost: 2, oneIn: 20 } }];
    const when = (others: object) => year(district, 'district', { allotment: { places: { 2: 'centre.2025.1' } } }).after(...untilApplied).when(recommend(others));
    when({}).thenRefused('place-missing', { level: 'district' });
    when({ place: 1 }).thenRefused('held-missing', { oneIn: 20 });
    when({ place: 2, held: 39 }).thenRefused('quota-exceeded', { place: 2, quota: 1 });
    when({ place: 3, held: 100 }).thenRefused('quota-exceeded', { place: 3, quota: 2 });
    expect(when({ place: 2, held: 40 }).decision()).toMatchObject([{ data: { level: 'district', place: 2, held: 40 } }]);
  });
  it('within a quota goes with a place that this evaluation holds', () => {
    const district: Recommended = [{ level: 'district', quota: { atMost: 2 } }];
    const recommended = (allotment?: Facts['allotment']) => year(district, 'district', allotment === undefined ? {} : { allotment }).after(...untilApplied).when(recommend({ place: 1 }));
    const notHeld = { allotment: 'bureau.2025.qualified', place: 1, evaluation: 'centre.2025.1' };
    recommended().thenRefused('place-not-held', notHeld);
    recommended({ places: { 1: 'works.2025.1', 2: 'centre.2025.1' } }).thenRefused('place-not-held', notHeld);
    expect(recommended({ places: { 1: 'centre.2025.1' } }).decision()).toMatchObject([{ type: 'ApplicationRecommended', data: { place: 1 } }]);
  });
  it('is the next step of the lowest level that has not given it, beside the visit', () => {
    const known = { 'federation:bureau': { level: 'town' }, 'federation:city': { level: 'district' } } as const;
    const stepsAfter = (...wishes: readonly Wish[]) => dutiesOf(year(fromTown, 'town', known).after(...wishes).state()).map(({ step, body }) => `${step} ${body}`);
    expect(stepsAfter(...untilApplied)).toEqual(['recommendApplication federation-bureau', 'recordVisit federation-bureau']);
    expect(stepsAfter(...untilApplied, recommend())).toEqual(['recommendApplication federation-city', 'recordVisit federation-bureau']);
    expect(stepsAfter(...untilNotice)).toEqual(['recommendApplication federation-bureau']);
    const nobodyKnown = year(fromTown, 'town').after(...untilApplied).state();
    expect(dutiesOf(nobodyKnown).map(({ step }) => step)).toEqual(['recordVisit']);
    const all = yearUnder(factsWith(aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, recommendedBy: [{ level: 'town' as const }] })) }), { federation: { level: 'town' }, ...known }));
    expect(dutiesOf(all.after(...untilApplied, recommend(), ...untilNotice.slice(untilApplied.length)).state()).map(({ step }) => step)).toEqual(['grantTitle']);
  });
  it('of every level that the title names is there before it is granted', () => {
    const town = year([{ level: 'town' }], 'town');
    town.after(...untilNotice).when(grant).thenRefused('recommendation-missing', { levels: ['town'] });
    expect(town.after(...untilApplied, recommend(), ...untilNotice.slice(untilApplied.length)).when(grant).decision()).toHaveLength(1);
  });
});

describe('an application that comes to nothing', () => {
  it('is declined by a superior, and may be made again', () => {
    after(...untilApplied).when(decline).then({ type: 'ApplicationDeclined', data: decline.data });
    expect(after(...untilApplied, decline).state()).toMatchObject({ application: null, visits: 0 });
    expect(after(...untilApplied, decline).when(apply).decision()).toHaveLength(1);
    after(...untilFiled).when(decline).thenRefused('application-missing');
    after(...untilNotice).when(decline).thenRefused('verdict-already-given', { verdict: 'accepted' });
    after(...untilApplied).when({ ...decline, data: { ...decline.data, federation: 'moon' } } as Wish).thenRefused('federation-not-superior');
    after(...untilApplied).when({ ...decline, by: chair }).thenRefused('own-union');
  });
  it('is withdrawn by the union itself, until the title is granted', () => {
    after(...untilApplied, visit).when(withdraw).then({ type: 'ApplicationWithdrawn', data: withdraw.data });
    after(...untilGranted).when(withdraw).thenRefused('title-already-granted', { title: 'qualified' });
    after(...untilApplied).when({ ...withdraw, by: officer }).thenRefused('behalf-not-said', { body: 'federation-bureau' });
    after(...untilFiled).when(withdraw).thenRefused('application-missing');
    after(...untilApplied).when({ ...withdraw, data: { withdrawnOn: '2025-12-09', reason: '条件' } } as Wish).thenRefused('date-contradicts', { field: 'withdrawnOn', milestone: 'application' });
  });
  it('names the allotments in which it may hold a place, where its title has quotas', () => {
    const quota = year([{ level: 'town' }, { level: 'district', quota: { atMost: 2 } }], 'district').after(...untilApplied);
    const allotments = ['bureau.2025.qualified', 'city.2025.qualified'];
    quota.when(decline).then({ type: 'ApplicationDeclined', data: { ...decline.data, allotments } });
    quota.when(withdraw).then({ type: 'ApplicationWithdrawn', data: { ...withdraw.data, allotments } });
    year([{ level: 'town' }]).after(...untilApplied).when(withdraw).then({ type: 'ApplicationWithdrawn', data: withdraw.data });
  });
});
