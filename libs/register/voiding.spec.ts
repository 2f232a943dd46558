import type { DomainEvent } from '#kernel';
import { specify } from '#kernel/testing';
import { unionDecider, UnionRegistered, unionOn, type UnionState } from './index.js';
import { CodeRecorded, HeadcountRecorded, UnionMoved, UnionRenamed } from './union-changes.js';
import { UnionClosed } from './union-endings.js';
import { UnionEntryVoided, type Voidable } from './voiding.js';

const registered = UnionRegistered.of({ name: '机械厂工会', class: 'stateFirm', superior: 'street', path: ['street', 'district'], foundedOn: '1998' });
const renamed = UnionRenamed.of({ name: '机械公司工会', on: '2008-05' });
const moved = (superior: string, on: string) => UnionMoved.of({ superior, path: [superior, 'district'], on });
const wrong = { reason: '日期录入有误', basis: '更名批复（2018）12号' };
const voids = (fact: Voidable, on: string) => ({ type: 'VoidUnionEntry', data: { fact, on, ...wrong } });
const voided = (fact: Voidable, on: string, more: { code?: string } = {}) => UnionEntryVoided.of({ fact, on, ...wrong, ...more });
const unions = specify(unionDecider, {
  'superior:street': { path: ['district'], notThere: [] },
  'superior:town': { path: ['district'], notThere: [], closedOn: '2010-06-30' },
});
type Past = readonly DomainEvent[];
const on = (day: string, ...past: Past) => unionOn(unions.given(...past).state() as UnionState, day);

describe('an entry of the register that was wrong', () => {
  it('counts no more, and the one before it holds on', () => {
    unions.given(registered, renamed).when(voids('name', '2008-05')).then(voided('name', '2008-05'));
    expect(on('2010-01-01', registered, renamed)?.name).toBe('机械公司工会');
    expect(on('2010-01-01', registered, renamed, voided('name', '2008-05'))?.name).toBe('机械厂工会');
  });

  it('is never the first superior that is known: a union reports to somebody', () => {
    const late = UnionRegistered.of({ ...registered.data, superiorFrom: '2001' });
    unions.given(late).when(voids('superior', '2001')).thenRefused('record-unknown', { what: 'superior', entry: '2001' });
    unions.given(late, moved('town', '2005')).when(voids('superior', '2005')).then(voided('superior', '2005'));
    expect([on('2000-12-31', late, moved('town', '2005')), on('2003-01-01', late, moved('town', '2005')), on('2005-01-01', late, moved('town', '2005'))].map((then) => then?.superior)).toEqual([null, 'street', 'town']);
  });

  it('is followed by the right one, recorded anew', () => {
    const right = UnionRenamed.of({ name: '机械公司工会', on: '2018-05' });
    unions.given(registered, renamed, voided('name', '2008-05')).when({ type: 'RenameUnion', data: right.data }).then(right);
    const past: Past = [registered, renamed, voided('name', '2008-05'), right];
    expect([on('2010-01-01', ...past)?.name, on('2018-05-01', ...past)?.name]).toEqual(['机械厂工会', '机械公司工会']);
  });

  it('is named by its kind and day as recorded; what the registration said is none', () => {
    unions.given(registered, renamed).when(voids('name', '2008-05-01')).thenRefused('record-unknown', { what: 'name', entry: '2008-05-01' });
    unions.given(registered, renamed).when(voids('class', '2008-05')).thenRefused('record-unknown', { what: 'class' });
    unions.given(registered, renamed, voided('name', '2008-05')).when(voids('name', '2008-05')).thenRefused('record-unknown');
    unions.given().when(voids('name', '2008-05')).thenRefused('union-not-registered');
  });

  it('takes away the one recorded last of a day, and leaves all else', () => {
    const past: Past = [registered, renamed, UnionRenamed.of({ name: '机械集团工会', on: '2008-05' }), HeadcountRecorded.of({ members: 40, on: '2008-05' })];
    expect(on('2010-01-01', ...past, voided('name', '2008-05'))).toMatchObject({ name: '机械公司工会', members: 40 });
    expect(on('2010-01-01', ...past, voided('headcount', '2008-05'))).toMatchObject({ name: '机械集团工会' });
    expect(on('2010-01-01', ...past, voided('headcount', '2008-05'))?.members).toBeUndefined();
  });

  it('may be its end: it goes on as if it had not ended', () => {
    const closed = UnionClosed.of({ on: '2009-07', reason: '注销' });
    unions.given(registered, closed).when(voids('end', '2009-07')).then(voided('end', '2009-07'));
    unions.given(registered).when(voids('end', '2009-07')).thenRefused('record-unknown', { what: 'end' });
    expect(on('2010-01-01', registered, closed, voided('end', '2009-07'))?.closedOn).toBeUndefined();
    unions.given(registered, closed, voided('end', '2009-07')).when({ type: 'RenameUnion', data: { name: '新名', on: '2010' } }).then(UnionRenamed.of({ name: '新名', on: '2010' }));
  });

  it('leaves it with a superior that was there for all that time', () => {
    unions.given(registered, moved('town', '2005')).when(voids('superior', '2005')).then(voided('superior', '2005'));
    const past: Past = [registered, moved('town', '2005'), moved('street', '2008')];
    unions.given(...past).when(voids('superior', '2008')).thenRefused('superior-not-there', { superior: 'town', closedOn: '2010-06-30' });
    unions.given(...past, moved('other', '2009')).when(voids('superior', '2008')).then(voided('superior', '2008'));
  });

  it('gives back an earlier code, which is claimed again', () => {
    const coded: Past = [registered, CodeRecorded.of({ code: 'a1', on: '2001' }), CodeRecorded.of({ code: 'b2', on: '2005' })];
    unions.given(...coded).when(voids('code', '2005')).then(voided('code', '2005', { code: 'a1' }));
    expect(unionDecider.claims?.([voided('code', '2005', { code: 'a1' })], 'mill')).toMatchObject([{ id: 'a1', type: 'ClaimCode', data: { union: 'mill', from: '2005' } }]);
    unions.given(...coded.slice(0, 2)).when(voids('code', '2001')).then(voided('code', '2001'));
  });
});
