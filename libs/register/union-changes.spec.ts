import { specify } from '#kernel/testing';
import { CodeRecorded, FoundingCorrected, HeadcountRecorded, maxUnits, UnionMoved, UnionReclassified, UnionRenamed } from './union-changes.js';
import { UnionClosed, UnionMerged, UnionSplit } from './union-endings.js';
import { unionOn } from './union-on.js';
import type { UnionState } from './union-state.js';
import { unionDecider, UnionRegistered } from './union.js';

const registered = UnionRegistered.of({ name: '中心工会', class: 'publicInstitution', superior: 'bureau', path: ['bureau'], foundedOn: '2008-08', members: 50 });
const unions = specify(unionDecider, {
  'superior:district': { path: ['city'], notThere: [], from: '2010', closedOn: '2022-06-30' },
  'superior:bureau': { path: [], notThere: [] },
  'superior:deep': { path: Array.from({ length: 20 }, (_, index) => `above${index}`), notThere: [] },
  'union:works': { name: '机械厂工会' },
  'union:depot': { name: '车辆段工会' },
  'union:gone': { name: '已撤销的工会', closedOn: '2019' },
  'union:young': { name: '新建工会', foundedOn: '2025-06' },
});
const given = unions.given(registered);
const when = (type: string, data: object) => given.when({ type, data });

describe('a change of a union', () => {
  it('holds since its day', () => {
    when('RenameUnion', { name: '中心工会委员会', on: '2012' }).then(UnionRenamed.of({ name: '中心工会委员会', on: '2012' }));
    when('ReclassifyUnion', { class: 'jointUnion', units: 3, industry: 'construction', on: '2012-05' }).then(UnionReclassified.of({ class: 'jointUnion', units: 3, industry: 'construction', on: '2012-05' }));
    when('RecordHeadcount', { members: 58, staff: 60, women: 21, on: '2024-06-30' }).then(HeadcountRecorded.of({ members: 58, staff: 60, women: 21, on: '2024-06-30' }));
    when('RecordCode', { code: 'mc1', on: '2012' }).then(CodeRecorded.of({ code: 'mc1', on: '2012' }));
  });

  it('that says what is so already records nothing: an import may say it again', () => {
    when('RenameUnion', { name: '中心工会', on: '2012' }).thenNothing();
    when('RecordHeadcount', { members: 50, on: '2024' }).thenNothing();
    when('MoveUnion', { superior: 'bureau', on: '2012' }).thenNothing();
  });

  it('may be recorded late, and lies then between those recorded before', () => {
    const state = unions.given(registered, UnionRenamed.of({ name: '丙', on: '2020' }), UnionRenamed.of({ name: '乙', on: '2015' })).state() as UnionState;
    expect(['2010-01-01', '2015-01-01', '2019-12-31', '2020-01-01', undefined].map((day) => unionOn(state, day)?.name)).toEqual(['中心工会', '乙', '乙', '丙', '丙']);
    expect(unionOn(state, '2008-07-31')).toBeUndefined();
  });

  it.each([
    ['2007-12', 'date-before-founding'],
    ['2026-02-01', 'date-in-future'],
    ['2012-13', 'date-impossible'],
  ])('is not dated %s', (on, code) => when('RenameUnion', { name: '乙', on }).thenRefused(code));

  it('needs a union that is registered', () => unions.given().when({ type: 'RenameUnion', data: { name: '乙', on: '2012' } }).thenRefused('union-not-registered'));

  it('counts people that can be', () => {
    when('RecordHeadcount', { members: 65, staff: 60, on: '2024' }).thenRefused('more-members-than-staff', { members: 65, staff: 60 });
    when('RecordHeadcount', { members: 20, staff: 30, womenStaff: 31, on: '2024' }).thenRefused('more-women-than-staff', { womenStaff: 31, staff: 30 });
    when('RecordHeadcount', { members: 20, women: 21, on: '2024' }).thenRefused('more-women-than-members', { women: 21, members: 20 });
    when('ReclassifyUnion', { class: 'jointUnion', on: '2024' }).thenRefused('units-missing');
    when('ReclassifyUnion', { class: 'jointUnion', units: maxUnits + 1, on: '2024' }).thenRefused('units-out-of-range');
  });

  it('counts people that fit to what was counted before and is not counted anew', () => {
    const counted = unions.given(registered, HeadcountRecorded.of({ members: 100, staff: 120, women: 30, womenStaff: 40, on: '2023' }));
    counted.when({ type: 'RecordHeadcount', data: { members: 140, on: '2024' } }).thenRefused('more-members-than-staff', { members: 140, staff: 120 });
    counted.when({ type: 'RecordHeadcount', data: { members: 20, on: '2024' } }).thenRefused('more-women-than-members', { women: 30, members: 20 });
    counted.when({ type: 'RecordHeadcount', data: { members: 25, staff: 35, women: 9, on: '2024' } }).thenRefused('more-women-than-staff', { womenStaff: 40, staff: 35 });
    counted.when({ type: 'RecordHeadcount', data: { members: 140, staff: 150, on: '2024' } }).then(HeadcountRecorded.of({ members: 140, staff: 150, on: '2024' }));
    // What was counted later says nothing of an earlier day.
    counted.when({ type: 'RecordHeadcount', data: { members: 140, on: '2022' } }).then(HeadcountRecorded.of({ members: 140, on: '2022' }));
  });

  it('claims its code first, in the stream of that code', () => {
    expect(unionDecider.claims?.([CodeRecorded.of({ code: 'MC-1', on: '2012' }), UnionRenamed.of({ name: '乙', on: '2012' })], 'centre')).toMatchObject([{ id: 'mc_1', type: 'ClaimCode', data: { union: 'centre', from: '2012' } }]);
    expect(unionDecider.claims?.([registered], 'centre')).toEqual([]);
  });
});

describe('moving a union', () => {
  it('records all federations above on that day', () => {
    unions.given(registered, UnionMoved.of({ superior: 'bureau', path: ['bureau'], on: '2021' })).when({ type: 'MoveUnion', data: { superior: 'district', on: '2012', reason: '区划调整' } }).then(UnionMoved.of({ superior: 'district', path: ['district', 'city'], on: '2012', reason: '区划调整' }));
  });

  it('needs a superior that is known, and there from that day to the next move', () => {
    when('MoveUnion', { superior: 'moon', on: '2012' }).thenRefused('superior-unknown', { superior: 'moon' });
    when('MoveUnion', { superior: 'district', on: '2009' }).thenRefused('superior-not-there', { superior: 'district', on: '2009-01-01', from: '2010' });
    when('MoveUnion', { superior: 'district', on: '2012' }).thenRefused('superior-not-there', { closedOn: '2022-06-30' });
    when('MoveUnion', { superior: 'deep', on: '2012' }).thenRefused('path-too-long');
  });
});

describe('a union that ends', () => {
  it('is closed, merged into another, or split into others', () => {
    when('CloseUnion', { on: '2024-09', reason: '单位撤销' }).then(UnionClosed.of({ on: '2024-09', reason: '单位撤销' }));
    when('MergeUnion', { into: 'works', on: '2024-09', reason: '合并' }).then(UnionMerged.of({ into: 'works', on: '2024-09', reason: '合并' }));
    when('SplitUnion', { into: ['works', 'depot'], on: '2024-09', reason: '分立' }).then(UnionSplit.of({ into: ['works', 'depot'], on: '2024-09', reason: '分立' }));
    const state = unions.given(registered, UnionMerged.of({ into: 'works', on: '2024-09', reason: '合并' })).state() as UnionState;
    expect([unionOn(state, '2024-08-31')?.closedOn, unionOn(state)?.closedOn, unionOn(state)?.mergedInto]).toEqual([undefined, '2024-09', 'works']);
  });

  it('goes on in unions that were there, and not in itself', () => {
    when('MergeUnion', { into: 'centre', on: '2024-09', reason: '合并' }).thenRefused('union-goes-on-in-itself');
    when('MergeUnion', { into: 'moon', on: '2024-09', reason: '合并' }).thenRefused('successor-unknown', { union: 'moon' });
    when('MergeUnion', { into: 'gone', on: '2024-09', reason: '合并' }).thenRefused('successor-not-there', { union: 'gone' });
    when('MergeUnion', { into: 'young', on: '2024-09', reason: '合并' }).thenRefused('successor-not-there', { union: 'young' });
    when('SplitUnion', { into: ['works', 'works'], on: '2024-09', reason: '分立' }).thenRefused('split-into-one');
  });

  it('ends once, after all that is recorded of it, and nothing is so after it', () => {
    const closed = UnionClosed.of({ on: '2024-09', reason: '单位撤销' });
    unions.given(registered, closed).when({ type: 'CloseUnion', data: { on: '2025', reason: '单位撤销' } }).thenRefused('union-already-ended', { on: '2024-09' });
    unions.given(registered, closed).when({ type: 'RenameUnion', data: { name: '乙', on: '2025' } }).thenRefused('fact-after-end', { closedOn: '2024-09' });
    unions.given(registered, UnionRenamed.of({ name: '乙', on: '2025' })).when({ type: 'CloseUnion', data: { on: '2024', reason: '单位撤销' } }).thenRefused('ends-before-what-is-recorded');
  });
});

describe('a founding date that was wrong', () => {
  const right = (foundedOn: string) => ({ foundedOn, reason: '原登记年份有误', basis: '成立批复（2009）8号' });

  it('is corrected with reason and basis; the same again changes nothing', () => {
    when('CorrectFounding', right('2009-08')).then(FoundingCorrected.of(right('2009-08')));
    when('CorrectFounding', right('2008-08')).thenNothing();
    expect(unionOn(unions.given(registered, FoundingCorrected.of(right('2009-08'))).state() as UnionState, '2009-01-01')).toBeUndefined();
  });

  it('is none that has not come, nor one after its end', () => {
    when('CorrectFounding', right('2026-02')).thenRefused('date-in-future');
    when('CorrectFounding', right('2009-13')).thenRefused('date-impossible');
    unions.given(registered, UnionClosed.of({ on: '2020', reason: '撤销' })).when({ type: 'CorrectFounding', data: right('2021') }).thenRefused('fact-after-end');
  });
});
