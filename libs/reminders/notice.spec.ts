import { specify } from '#kernel/testing';
import { NoticeAcknowledged, NoticeSnoozed } from './answering.js';
import { DeliveryDoubted, DeliverySettled, NoticeDelivered, NoticeFailed } from './delivery.js';
import { NoticeAbandoned, NoticeWithdrawn } from './issuing.js';
import { noticeDecider, noticeId } from './notice.js';
import { doubtsOf, type NoticeState } from './notice-state.js';
import { attempted, issued, issuedData, minutesLater, nine, submitA, submitB, textDigest } from './testing/a-notice.js';

const notices = specify(noticeDecider);
const claim = (others: object = {}, at = nine) => ({ type: 'ClaimDelivery', at, data: { channel: 'wecom', idempotent: false, items: [submitA, submitB], textDigest, leaseUntil: minutesLater(5, at), ...others } });
const [wecom, webhook] = [{ channel: 'wecom', idempotent: false }, { channel: 'webhook', idempotent: true }];
const delivered = NoticeDelivered.of({ attempt: 1, channel: 'wecom' });
const failed = NoticeFailed.of({ attempt: 1, channel: 'wecom', retry: 'later', code: 'too-many' });
const doubted = DeliveryDoubted.of({ attempt: 1, channel: 'wecom', because: 'unknown' });
const withdrawn = NoticeWithdrawn.of({ reason: 'nothingDue' });
const abandoned = NoticeAbandoned.of({ reason: 'refused' });

describe('a notice', () => {
  it('is one a recipient, a campaign and a day', () => expect(noticeId({ kind: 'chair', id: 'centre' }, 'bureau_2009', '2010-03-01')).toBe('chair.centre.bureau_2009.20100301'));

  it('is issued once: whoever comes second is refused', () => {
    notices.given().when({ type: 'IssueNotice', data: issuedData }).then(issued);
    notices.given(issued).when({ type: 'IssueNotice', data: { ...issuedData, nth: 3 } }).thenRefused('notice-already-issued', { day: '2025-11-03' });
  });

  it('is there before anything else happens to it', () => {
    for (const [type, data] of [['WithdrawNotice', { reason: 'byHand' }], ['AbandonNotice', { reason: 'noContact' }], ['AcknowledgeNotice', {}], ['SnoozeNotice', { until: '2026-01-20' }]] as const) notices.given().when({ type, data }).thenRefused('notice-not-issued');
    notices.given().when(claim()).thenRefused('notice-not-issued');
  });

  it('is withdrawn or abandoned as long as nothing was sent, and not sent afterwards', () => {
    const withdraw = { type: 'WithdrawNotice', data: { reason: 'nothingDue' } };
    const abandon = { type: 'AbandonNotice', data: { reason: 'refused' } };
    notices.given(issued).when(withdraw).then(withdrawn);
    notices.given(issued, withdrawn).when(withdraw).thenNothing();
    notices.given(issued, withdrawn).when(claim()).thenRefused('notice-withdrawn');
    notices.given(issued, withdrawn).when(abandon).thenRefused('notice-withdrawn');
    notices.given(issued, attempted(), failed).when(abandon).then(abandoned);
    notices.given(issued, abandoned).when(abandon).thenNothing();
    notices.given(issued, abandoned).when(claim()).thenRefused('notice-abandoned');
    for (const wish of [withdraw, abandon]) {
      notices.given(issued, attempted()).when(wish).thenRefused('delivery-claimed', { attempt: 1, leaseUntil: minutesLater(5) });
      notices.given(issued, attempted(), doubted).when(wish).thenRefused('delivery-in-doubt', { attempt: 1 });
      notices.given(issued, attempted(), delivered).when(wish).thenRefused('notice-delivered');
    }
  });
});

describe('a delivery', () => {
  it('is claimed before it is made, and by one at a time', () => {
    notices.given(issued).when(claim()).then(attempted());
    notices.given(issued, attempted()).when(claim({}, minutesLater(4))).thenRefused('delivery-claimed', { attempt: 1 });
  });

  it('is not claimed before its time, for other things, or for too long', () => {
    notices.given(issued).when(claim({}, minutesLater(-1))).thenRefused('notice-too-early', { notBefore: nine });
    notices.given(issued).when(claim({ items: ['c.2025.1/holdAssembly'] })).thenRefused('item-not-in-notice', { items: ['c.2025.1/holdAssembly'] });
    notices.given(issued).when(claim({ items: [] })).thenRefused('item-not-in-notice');
    notices.given(issued).when(claim({ leaseUntil: minutesLater(16) })).thenRefused('lease-out-of-range', { maxMinutes: 15 });
    notices.given(issued).when(claim({ leaseUntil: nine })).thenRefused('lease-out-of-range');
  });

  it('may name fewer than the notice: what is no longer due is left out', () => notices.given(issued).when(claim({ items: [submitB] })).then(attempted({ items: [submitB] })));

  it('ends delivered or failed; told twice, it ended once', () => {
    notices.given(issued, attempted()).when({ type: 'ConfirmDelivery', data: { attempt: 1, receipt: 'm-1' } }).then(NoticeDelivered.of({ attempt: 1, channel: 'wecom', receipt: 'm-1' }));
    notices.given(issued, attempted(), delivered).when({ type: 'ConfirmDelivery', data: { attempt: 1 } }).thenNothing();
    notices.given(issued, attempted()).when({ type: 'FailDelivery', data: { attempt: 1, retry: 'later', code: 'too-many' } }).then(failed);
    notices.given(issued, attempted(), failed).when({ type: 'ConfirmDelivery', data: { attempt: 1 } }).thenRefused('attempt-over', { stands: 'failed' });
    notices.given(issued).when({ type: 'ConfirmDelivery', data: { attempt: 1 } }).thenRefused('attempt-unknown');
    notices.given(issued, attempted(), delivered).when(claim()).thenRefused('notice-delivered');
    notices.given(issued, attempted(), failed).when(claim({ channel: 'mail' })).then(attempted({ attempt: 2, channel: 'mail' }));
  });

  it('is in doubt when nobody can say, and then not repeated where a repetition would show', () => {
    const doubt = { type: 'DoubtDelivery', data: { attempt: 1, because: 'leaseOver' } };
    notices.given(issued, attempted()).when({ ...doubt, at: minutesLater(4) }).thenRefused('delivery-claimed');
    notices.given(issued, attempted()).when({ ...doubt, at: minutesLater(5) }).then(DeliveryDoubted.of({ attempt: 1, channel: 'wecom', because: 'leaseOver' }));
    notices.given(issued, attempted(), doubted).when(doubt).thenNothing();
    notices.given(issued).when(doubt).thenRefused('attempt-unknown');
    for (const other of [wecom, webhook]) {
      notices.given(issued, attempted(), doubted).when(claim(other)).thenRefused('delivery-in-doubt', { attempt: 1 });
      notices.given(issued, attempted()).when(claim(other, minutesLater(6))).thenRefused('delivery-in-doubt', { attempt: 1 });
    }
  });

  it('of unknown end is repeated on the same channel where one key shows once', () => {
    notices.given(issued, attempted(webhook), DeliveryDoubted.of({ attempt: 1, channel: 'webhook', because: 'unknown' })).when(claim(webhook)).then(attempted({ ...webhook, attempt: 2 }));
    notices.given(issued, attempted(webhook)).when(claim(webhook, minutesLater(6))).then(attempted({ ...webhook, attempt: 2, leaseUntil: minutesLater(11) }));
    notices.given(issued, attempted(webhook)).when(claim(wecom, minutesLater(6))).thenRefused('delivery-in-doubt');
  });

  it('is confirmed late by whoever made it, and settled by a person', () => {
    notices.given(issued, attempted(), doubted).when({ type: 'ConfirmDelivery', data: { attempt: 1 } }).then(delivered);
    const settled = (arrived: boolean) => DeliverySettled.of({ attempt: 1, channel: 'wecom', arrived });
    notices.given(issued, attempted(), doubted).when({ type: 'SettleDelivery', data: { attempt: 1, arrived: false } }).then(settled(false));
    notices.given(issued, attempted(), doubted, settled(false)).when(claim()).then(attempted({ attempt: 2 }));
    notices.given(issued, attempted(), doubted, settled(true)).when(claim()).thenRefused('notice-delivered');
    notices.given(issued, attempted()).when({ type: 'SettleDelivery', data: { attempt: 1, arrived: true } }).thenRefused('nothing-in-doubt');
    expect(doubtsOf(notices.given(issued, attempted(), doubted).state() as NoticeState)).toEqual([1]);
  });

  it('is tried thirty times at the most', () => {
    const often = Array.from({ length: 30 }, (_, index) => [attempted({ attempt: index + 1 }), NoticeFailed.of({ ...failed.data, attempt: index + 1 })]).flat();
    notices.given(issued, ...often).when(claim()).thenRefused('attempts-exhausted', { attempts: 30 });
  });
});

describe('an answer', () => {
  const acknowledge = (willSubmitBy?: string) => ({ type: 'AcknowledgeNotice', at: minutesLater(30), data: willSubmitBy === undefined ? {} : { willSubmitBy } });
  const acknowledged = (willSubmitBy?: string) => NoticeAcknowledged.of({ acknowledgedOn: '2025-11-03', ...(willSubmitBy === undefined ? {} : { willSubmitBy }), items: issued.data.items.map(({ key }) => key) });
  const snooze = (until: string) => ({ type: 'SnoozeNotice', at: minutesLater(30), data: { until } });

  it('proves that it arrived, whatever the channel said', () => {
    notices.given(issued, attempted(), doubted).when(acknowledge()).then(acknowledged());
    notices.given(issued, attempted(), doubted, acknowledged()).when(claim()).thenRefused('notice-delivered');
    expect(doubtsOf(notices.given(issued, attempted(), doubted, acknowledged()).state() as NoticeState)).toEqual([]);
    notices.given(issued).when(acknowledge()).thenRefused('notice-not-sent');
    notices.given(issued, withdrawn).when(acknowledge()).thenRefused('notice-withdrawn');
  });

  it('promises a day within thirty, and may name another later', () => {
    notices.given(issued, attempted()).when(acknowledge('2025-11-10')).then(acknowledged('2025-11-10'));
    notices.given(issued, attempted(), acknowledged('2025-11-10')).when(acknowledge('2025-11-12')).then(acknowledged('2025-11-12'));
    notices.given(issued, attempted(), acknowledged('2025-11-10')).when(acknowledge()).thenNothing();
    for (const day of ['2025-11-02', '2025-12-04']) notices.given(issued, attempted()).when(acknowledge(day)).thenRefused('quiet-out-of-range', { first: '2025-11-03', last: '2025-12-03' });
    notices.given(issued, attempted()).when(acknowledge('2025-11-31')).thenRefused('date-impossible', { field: 'willSubmitBy' });
  });

  it('snoozes up to a day', () => {
    notices.given(issued, attempted()).when(snooze('2025-11-10')).then(NoticeSnoozed.of({ until: '2025-11-10' }));
    notices.given(issued, attempted(), NoticeSnoozed.of({ until: '2025-11-10' })).when(snooze('2025-11-10')).thenNothing();
    notices.given(issued, attempted()).when(snooze('2025-12-31')).thenRefused('quiet-out-of-range');
  });
});
