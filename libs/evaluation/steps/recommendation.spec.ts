import { aRuleSet, aRuleSetWith } from '#rules/testing';
import type { Title } from '#rules';
import { after, apply, chair, factsWith, grant, officer, untilApplied, untilFiled, untilGranted, untilNotice, visit, yearUnder, type Wish } from '../testing/a-year.js';

type Recommended = NonNullable<Title['recommendedBy']>;
const year = (recommendedBy: Recommended, level?: 'town' | 'district' | 'city') =>
  yearUnder(factsWith(aRuleSetWith({ titles: aRuleSet.titles.map((title) => ({ ...title, recommendedBy })) }), { federation: level === undefined ? {} : { level } }));
const recommend = (others: object = {}): Wish => ({ type: 'RecommendApplication', data: { federation: 'bureau', recommendedOn: '2025-12-12', ...others }, by: officer });
const decline: Wish = { type: 'DeclineApplication', data: { federation: 'bureau', declinedOn: '2025-12-12', reason: '名额已满' }, by: officer };
const withdraw: Wish = { type: 'WithdrawApplication', data: { withdrawnOn: '2025-12-12', reason: '条件尚不成熟' } };
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
    const when = (others: object) => year(district, 'district').after(...untilApplied).when(recommend(others));
    when({}).thenRefused('place-missing', { level: 'district' });
    when({ place: 1 }).thenRefused('held-missing', { oneIn: 20 });
    when({ place: 2, held: 39 }).thenRefused('quota-exceeded', { place: 2, quota: 1 });
    when({ place: 3, held: 100 }).thenRefused('quota-exceeded', { place: 3, quota: 2 });
    expect(when({ place: 2, held: 40 }).decision()).toMatchObject([{ data: { level: 'district', place: 2, held: 40 } }]);
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
});
