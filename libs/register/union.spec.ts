import { specify } from '#kernel/testing';
import { maxPath } from './path.js';
import { maxUnits } from './union-changes.js';
import { unionOn, type UnionState } from './index.js';
import { unionDecider, UnionRegistered, type RegisterUnion } from './union.js';

const unions = specify(unionDecider, {
  'superior:bureau': { path: ['city', 'education', 'province'], notThere: [] },
  'superior:deep': { path: Array.from({ length: maxPath }, (_, index) => `above${index}`), notThere: [] },
  'superior:young': { path: ['city'], notThere: [], from: '2010-03' },
  'superior:gone': { path: [], notThere: [], closedOn: '2020-05-01' },
});
const centre = { name: '交易中心工会', class: 'publicInstitution', superior: 'bureau', foundedOn: '--08' } as const;
const register = (changed: Partial<RegisterUnion['data']> = {}) => ({ type: 'RegisterUnion', data: { ...centre, ...changed } });
const path = ['bureau', 'city', 'education', 'province'];
const registered = UnionRegistered.of({ ...centre, path });

describe('registering a union', () => {
  it('records all federations above through its superior; a founding date may be partial', () => {
    unions.given().when(register()).then(registered);
  });

  it('records how many units a joint union covers', () => {
    unions.given().when(register({ class: 'jointUnion', units: 23 })).then(UnionRegistered.of({ ...centre, class: 'jointUnion', units: 23, path }));
  });

  it('reports to its superior since a day that is said, or since that is there; to nobody that is known before', () => {
    const since = (superiorFrom: string) => UnionRegistered.of({ ...centre, foundedOn: '1998', superior: 'young', path: ['young', 'city'], superiorFrom });
    const older = { superior: 'young', foundedOn: '1998' };
    unions.given().when(register(older)).then(since('2010-03'));
    unions.given().when(register({ ...older, superiorFrom: '2012-05-01' })).then(since('2012-05-01'));
    unions.given().when(register({ superior: 'young', foundedOn: '2011' })).then(UnionRegistered.of({ ...centre, foundedOn: '2011', superior: 'young', path: ['young', 'city'] }));
    const on = (day?: string) => unionOn(unions.given(since('2010-03')).state() as UnionState, day)?.superior;
    expect([on('1997-12-31'), on('2010-02-28'), on('2010-03-01'), on()]).toEqual([undefined, null, 'young', 'young']);
  });
  it('cannot have reported to its superior before that was there, before itself, or from a day to come', () => {
    unions.given().when(register({ superior: 'young', foundedOn: '1998', superiorFrom: '2009' })).thenRefused('superior-not-there', { superior: 'young', on: '2009-01-01', from: '2010-03' });
    unions.given().when(register({ foundedOn: '1998', superiorFrom: '1997' })).thenRefused('date-before-founding', { field: 'superiorFrom' });
    unions.given().when(register({ superiorFrom: '2009-02-30' })).thenRefused('date-impossible', { field: 'superiorFrom' });
    unions.given().when(register({ superiorFrom: '2150-01-01' })).thenRefused('date-in-future', { field: 'superiorFrom' });
  });

  it('is done once', () => unions.given(registered).when(register()).thenRefused('already-registered', { name: '交易中心工会' }));
  it('needs a superior that is known', () => unions.given().when(register({ superior: 'moon' })).thenRefused('superior-unknown', { superior: 'moon' }));
  it('needs a superior that is there that day', () => unions.given().when(register({ superior: 'gone' })).thenRefused('superior-not-there', { superior: 'gone', closedOn: '2020-05-01' }));
  it('has a limit of federations above', () => unions.given().when(register({ superior: 'deep' })).thenRefused('path-too-long', { federations: maxPath + 1 }));
  it('asks a joint union for its units', () => unions.given().when(register({ class: 'jointUnion' })).thenRefused('units-missing'));
  it('asks no other union for units', () => unions.given().when(register({ units: 2 })).thenRefused('units-only-for-joint-union', { class: 'publicInstitution', units: 2 }));

  it.each([0, 1.5, maxUnits + 1])('covers no %d units', (units) => {
    unions.given().when(register({ class: 'jointUnion', units })).thenRefused('units-out-of-range', { units, least: 1, most: maxUnits });
  });

  it.each(['2008-02-30', '--13', 'August'])('was not founded on %s', (foundedOn) => {
    unions.given().when(register({ foundedOn })).thenRefused('date-impossible', { field: 'foundedOn', date: foundedOn });
  });
});
