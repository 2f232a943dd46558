import { specify } from '#kernel/testing';
import { maxSuperiors } from './federation.js';
import { FederationMoved, hierarchyDecider, reportsOf } from './hierarchy.js';
import { lineageAbove, loopOf, type Rung } from './lineage.js';

const facts = { federation: { superiors: ['city'], closedOn: '2025-06-30' }, 'superior:city': { path: ['province'], notThere: [] }, 'superior:late': { path: [], notThere: [], from: '2015' } };
const hierarchy = specify(hierarchyDecider, facts);
const move = (superiors: readonly string[], on = '2012-05-01') => ({ type: 'MoveFederation', data: { federation: 'street', superiors, on } });

describe('moving a federation', () => {
  it('records to whom it reports since then, with all above on that day', () => {
    hierarchy.given().when(move(['city'])).then(FederationMoved.of({ federation: 'street', superiors: ['city'], path: ['city', 'province'], on: '2012-05-01' }));
  });

  it('needs superiors that are there, and the federation itself', () => {
    hierarchy.given().when(move(['moon'])).thenRefused('superior-unknown');
    hierarchy.given().when(move(['late'])).thenRefused('superior-not-there', { superior: 'late', from: '2015' });
    hierarchy.given().when(move(['city', 'city'])).thenRefused('superior-twice');
    hierarchy.given().when(move(Array.from({ length: maxSuperiors + 1 }, (_, index) => `f${index}`))).thenRefused('superiors-too-many');
    hierarchy.given().when(move(['city'], '2025-07-01')).thenRefused('fact-after-end');
    specify(hierarchyDecider, { ...facts, federation: undefined }).given().when(move(['city'])).thenRefused('federation-unknown');
  });

  it('puts nobody above itself', () => {
    specify(hierarchyDecider, { ...facts, loop: { through: 'city', on: '2013-01-01' } }).given().when(move(['city'])).thenRefused('superior-loop', { federation: 'street', through: 'city', on: '2013-01-01' });
  });
});

describe('walking up', () => {
  const rungs: Record<string, Rung> = {
    street: { superiors: reportsOf(['district'], [{ on: '2015', value: ['zone'] }]) },
    district: { superiors: reportsOf(['city']), closedOn: '2020-12-31' },
    zone: { superiors: reportsOf(['city']), from: '2014' },
    city: { superiors: reportsOf([]) },
  };
  const read = (id: string) => rungs[id];

  it('finds all above as they stood on a day, and who was not there', async () => {
    expect(await lineageAbove(['street'], '2012-01-01', read)).toEqual({ path: ['street', 'district', 'city'], notThere: [] });
    expect(await lineageAbove(['street'], '2021-01-01', read)).toEqual({ path: ['street', 'zone', 'city'], notThere: [] });
    expect(await lineageAbove(['district', 'moon'], '2021-01-01', read)).toEqual({ path: ['district', 'moon', 'city'], notThere: ['district', 'moon'] });
  });

  it('sees a loop on whatever day it would be one, and none where the days do not meet', async () => {
    expect(await loopOf({ federation: 'city', superiors: ['street'], from: '2000-01-01' }, read)).toEqual({ through: 'street', on: '2000-01-01' });
    expect(await loopOf({ federation: 'zone', superiors: ['street'], from: '2012-01-01' }, read)).toEqual({ through: 'street', on: '2015-01-01' });
    expect(await loopOf({ federation: 'zone', superiors: ['street'], from: '2012-01-01', until: '2015-01-01' }, read)).toBeUndefined();
    expect(await loopOf({ federation: 'district', superiors: ['street'], from: '2016-01-01' }, read)).toBeUndefined();
    expect(await loopOf({ federation: 'city', superiors: ['city'], from: '' }, read)).toEqual({ through: 'city', on: '' });
  });
});
