import { aRuleSetWith } from '#rules/testing';
import { after, factsWith, grant, inspect, officer, open, openNotice, openRound, publish, reportUpward, tally, untilAccepted, untilApplied, untilGranted, untilNotice, visit, yearUnder, type Wish } from '../testing/a-year.js';
import { maxObjections } from './public-notice.js';

const raise = (objection: string, raisedOn = '2025-12-30'): Wish => ({ type: 'RaiseObjection', data: { objection, raisedOn, summary: '数据不实' } });
const decide = (objection: string, upheld: boolean): Wish => ({ type: 'DecideObjection', data: { objection, upheld, decidedOn: '2026-01-04', reason: '已核实' }, by: officer });
const grantOn = (grantedOn: string): Wish => ({ type: 'GrantTitle', data: { grantedOn, certificate: '2026-1' }, by: officer });
const annul: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2026-01-05' } };

describe('the public notice', () => {
  it('runs five working days, holidays apart', () => after(...untilAccepted).when(openNotice).then({ type: 'PublicNoticeOpened', data: { openedOn: '2025-12-29', endsOn: '2026-01-07', place: '官网' } }));
  it('follows acceptance of an application, once', () => {
    after(...untilApplied).when(openNotice).thenRefused('verdict-not-accepted', { verdict: null });
    after(...untilNotice).when(openNotice).thenRefused('notice-already-open', { endsOn: '2026-01-07' });
    after(open).when(openNotice).thenRefused('application-missing');
  });
});

describe('an objection', () => {
  it('is raised while the notice runs', () => {
    after(...untilNotice).when(raise('o1', '2026-01-07')).then({ type: 'ObjectionRaised', data: { objection: 'o1', raisedOn: '2026-01-07', summary: '数据不实' } });
    after(...untilNotice).when(raise('o1', '2026-01-08')).thenRefused('notice-ended', { endsOn: '2026-01-07' });
    after(...untilNotice).when(raise('o1', '2025-12-28')).thenRefused('date-contradicts', { field: 'raisedOn', milestone: 'notice', recorded: '2025-12-29', must: 'follow' });
    after(...untilAccepted).when(raise('o1')).thenRefused('notice-missing');
    after(...untilNotice, raise('o1')).when(raise('o1')).thenRefused('objection-already-raised', { objection: 'o1' });
  });
  it('is one of at most 100', () => {
    const many = Array.from({ length: maxObjections }, (_, index) => raise(`o${index}`));
    after(...untilNotice, ...many).when(raise('one_more')).thenRefused('too-many-objections', { limit: 100 });
  });
  it('is decided once', () => {
    after(...untilNotice, raise('o1')).when(decide('o1', false)).then({ type: 'ObjectionDecided', data: { objection: 'o1', upheld: false, decidedOn: '2026-01-04', reason: '已核实' } });
    after(...untilNotice, raise('o1', '2026-01-05')).when(decide('o1', false)).thenRefused('date-contradicts', { field: 'decidedOn', milestone: 'objectionRaised', recorded: '2026-01-05', must: 'follow' });
    after(...untilNotice).when(decide('o1', false)).thenRefused('objection-unknown', { objection: 'o1' });
    after(...untilAccepted).when(decide('o1', false)).thenRefused('objection-unknown');
    after(...untilNotice, raise('o1'), decide('o1', true)).when(decide('o1', false)).thenRefused('objection-already-decided', { stands: 'upheld' });
    const stands = (upheld: boolean) => after(...untilNotice, raise('o1'), decide('o1', upheld)).state().notice?.objections;
    expect([stands(true), stands(false)]).toEqual([{ o1: { stands: 'upheld', raisedOn: '2025-12-30' } }, { o1: { stands: 'dismissed', raisedOn: '2025-12-30' } }]);
  });
});

describe('the title', () => {
  it('is granted after the notice', () => {
    after(...untilNotice).when(grantOn('2026-01-07')).thenRefused('notice-running', { endsOn: '2026-01-07' });
    after(...untilNotice).when(grantOn('2026-01')).thenRefused('notice-running');
    after(...untilNotice).when(grant).then({ type: 'TitleGranted', data: { title: 'qualified', grantedOn: '2026-01-08', certificate: '2026-1', issuer: 'federation-bureau' } });
  });
  it('waits for objections, and falls with one that is upheld', () => {
    after(...untilNotice, raise('o1')).when(grant).thenRefused('objection-open', { objections: ['o1'] });
    after(...untilNotice, raise('o1'), decide('o1', true)).when(grant).thenRefused('objection-upheld', { objections: ['o1'] });
    expect(after(...untilNotice, raise('o1'), decide('o1', false)).when(grant).decision()).toHaveLength(1);
  });
  it('needs application, acceptance, notice, and a result that still stands', () => {
    after(open).when(grant).thenRefused('application-missing');
    after(...untilApplied).when(grant).thenRefused('verdict-not-accepted');
    after(...untilAccepted).when(grant).thenRefused('notice-missing');
    after(...untilNotice, annul).when(grant).thenRefused('result-not-published');
    after(...untilNotice, annul, openRound(2), tally(39, { round: 2, heldOn: '2026-01-06' }), publish(2, '2026-01-07')).when(grant).thenRefused('below-threshold', { n: 39, m: 50 });
    after(...untilGranted).when(grant).thenRefused('title-already-granted', { title: 'qualified' });
  });
  it('needs no notice where the rules give it no days', () => {
    expect(yearUnder(factsWith(aRuleSetWith({ publicNoticeDays: 0 }))).after(...untilAccepted).when(grant).decision()).toHaveLength(1);
  });
  it('is sought first, also where a panel comes unasked', () => {
    const zhengzhou = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['selfInspection', 'report', 'acceptance'], recorded: [] } })));
    const accepted: Wish = { type: 'GiveVerdict', data: { verdict: 'accepted', givenOn: '2025-12-22' }, by: officer };
    zhengzhou.after(open, inspect(), reportUpward, visit, accepted).when(openNotice).thenRefused('application-missing');
  });
});
