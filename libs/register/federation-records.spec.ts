import { specify } from '#kernel/testing';
import { FederationClosed, federationDecider, federationOn, FederationRegistered, FederationRenamed } from './federation.js';
import { FederationContactRecorded, FederationEntryVoided } from './federation-records.js';
import { FederationMoved, FederationMoveVoided, hierarchyDecider } from './hierarchy.js';
import { contactsOn, standsAgain, type FederationState } from './index.js';
import type { Rung } from './lineage.js';

const registered = FederationRegistered.of({ name: '海府街道总工会', line: 'territorial', superiors: ['district'], path: ['district'], code: 'HF-1', from: '2010' });
const wrong = { reason: '日期录入有误', basis: '批复（2024）3号' };
const federations = specify(federationDecider, { 'person:p1': { name: '李某' }, standsAgain: { path: ['district'] } });

describe('a federation', () => {
  it('claims its code, when it is registered and when its end is void', () => {
    const claims = (events: readonly unknown[]) => federationDecider.claims?.(events as never, 'haifu');
    const claim = [{ id: 'hf_1', type: 'ClaimCode', data: { federation: 'haifu' } }];
    expect(claims([registered, FederationRenamed.of({ name: '甲', on: '2020' })])).toMatchObject(claim);
    expect(claims([FederationEntryVoided.of({ fact: 'end', on: '2025', ...wrong, code: 'HF-1' })])).toMatchObject(claim);
  });

  it('names who is reached in an office, only somebody known', () => {
    const contact = (data: object) => ({ type: 'RecordFederationContact', data: { office: 'officer', on: '2024-03', ...data } });
    const recorded = FederationContactRecorded.of({ office: 'officer', person: 'p1', on: '2024-03' });
    federations.given(registered).when(contact({ person: 'p1' })).then(recorded);
    federations.given(registered).when(contact({ person: 'p2' })).thenRefused('person-unknown');
    federations.given().when(contact({ person: 'p1' })).thenRefused('federation-not-registered');
    federations.given(registered).when(contact({ person: 'p1', on: '2009' })).thenRefused('date-before-founding');
    const state = federations.given(registered, recorded, FederationContactRecorded.of({ office: 'chair', person: 'p3', on: '2024-04' }), FederationContactRecorded.of({ office: 'chair', on: '2025' })).state() as FederationState;
    expect(contactsOn(state)).toEqual([{ office: 'officer', person: 'p1', since: '2024-03' }]);
    expect(contactsOn(state, '2024-06-01')).toHaveLength(2);
  });

  it('loses a name or an end that was wrong, and is as before', () => {
    const renamed = FederationRenamed.of({ name: '海府总工会', on: '2020-05' });
    const asVoid = (fact: string, on: string) => ({ type: 'VoidFederationEntry', data: { fact, on, ...wrong } });
    federations.given(registered, renamed).when(asVoid('name', '2020-05')).then(FederationEntryVoided.of({ fact: 'name', on: '2020-05', ...wrong }));
    federations.given(registered, renamed).when(asVoid('name', '2020-06')).thenRefused('record-unknown', { what: 'name', entry: '2020-06' });
    expect(federationOn(federations.given(registered, renamed, FederationEntryVoided.of({ fact: 'name', on: '2020-05', ...wrong })).state() as FederationState).name).toBe('海府街道总工会');
    const closed = FederationClosed.of({ on: '2025-06-30', reason: '撤销' });
    const voided = FederationEntryVoided.of({ fact: 'end', on: '2025-06-30', ...wrong, code: 'HF-1' });
    federations.given(registered, closed).when(asVoid('end', '2025-06-30')).then(voided);
    expect(federationOn(federations.given(registered, closed, voided).state() as FederationState).closedOn).toBeUndefined();
    specify(federationDecider, { standsAgain: { path: ['district'], missing: { superior: 'district', from: null, closedOn: '2025-07-01' } } }).given(registered, closed).when(asVoid('end', '2025-06-30')).thenRefused('superior-not-there');
    federations.given().when(asVoid('end', '2025-06-30')).thenRefused('federation-not-registered');
  });
});

describe('a move that was wrong', () => {
  const moved = (superior: string, on: string) => FederationMoved.of({ federation: 'haifu', superiors: [superior], path: [superior], on });
  const asVoid = (on: string) => ({ type: 'VoidFederationMove', data: { federation: 'haifu', on, ...wrong } });
  const voided = FederationMoveVoided.of({ federation: 'haifu', on: '2020', ...wrong });
  const hierarchy = specify(hierarchyDecider, { standsAgain: { path: ['district'] } });

  it('counts no more: the one before it holds on, and the right one is recorded anew', () => {
    hierarchy.given(moved('zone', '2020')).when(asVoid('2020')).then(voided);
    hierarchy.given(moved('zone', '2020')).when(asVoid('2021')).thenRefused('record-unknown');
    hierarchy.given(moved('zone', '2020'), voided).when(asVoid('2020')).thenRefused('record-unknown');
    expect(hierarchy.given(moved('zone', '2018'), moved('city', '2020'), voided).state()).toEqual({ haifu: [{ on: '2018', value: ['zone'] }] });
  });

  it('stays where that would close a loop, or lead below what is not there', () => {
    specify(hierarchyDecider, { standsAgain: { path: [], loop: { through: 'district', on: '2020-01-01' } } }).given(moved('zone', '2020')).when(asVoid('2020')).thenRefused('superior-loop', { federation: 'haifu', through: 'district', on: '2020-01-01' });
    specify(hierarchyDecider, { standsAgain: { path: [], missing: { superior: 'district', from: null, closedOn: '2019' } } }).given(moved('zone', '2020')).when(asVoid('2020')).thenRefused('superior-not-there', { superior: 'district', closedOn: '2019' });
    specify(hierarchyDecider, { standsAgain: { path: Array.from({ length: 21 }, (_, index) => `f${index}`) } }).given(moved('zone', '2020')).when(asVoid('2020')).thenRefused('path-too-long');
  });

  it('is judged by walking up from those before', async () => {
    const rungs: Record<string, Rung> = { district: { superiors: [{ on: null, value: [] }, { on: '2021', value: ['haifu'] }], closedOn: '2022-05' }, other: { superiors: [{ on: null, value: [] }] } };
    const again = (superior: string, ...more: readonly { on: string; value: readonly string[] }[]) => standsAgain('haifu', { reports: [{ on: null, value: [superior] }, ...more], on: '2020' }, (id) => rungs[id]);
    expect(await again('other')).toEqual({ path: ['other'] });
    expect(await again('district')).toEqual({ path: ['district'], loop: { through: 'district', on: '2021-01-01' }, missing: { superior: 'district', from: null, closedOn: '2022-05' } });
    expect(await again('district', { on: '2020-06', value: ['other'] })).toEqual({ path: ['district'] });
    expect(await again('nobody')).toMatchObject({ missing: { superior: 'nobody' } });
  });
});
