import { contributionOf, groupsOf, type StoredEvent } from '#kernel';
import { deepFreeze, someone } from '#kernel/testing';
import { notices, nudges, type NoticeRow, type NudgeRow } from './index.js';

const keys = ['a.2025.1/submitPlan', 'b.2025.1/submitPlan'];
const issued = (day = '2025-11-03', recipient: object = { kind: 'federation', id: 'street' }) => ['NoticeIssued', { recipient, campaign: 'district2025', federation: 'district', day, notBefore: `${day}T01:00:00.000Z`, grade: 'urge', nth: 1, counted: ['street', 'district'], items: keys.map((key) => ({ key, evaluation: key.slice(0, 8), step: 'submitPlan', dueOn: '2025-10-31' })), due: 2 }] as const;
const attempted = ['DeliveryAttempted', { attempt: 1, channel: 'wecom', idempotent: false, items: keys, textDigest: 'd'.repeat(64), leaseUntil: '2025-11-03T01:05:00.000Z' }] as const;
const delivered = ['NoticeDelivered', { attempt: 1, channel: 'wecom' }] as const;
const acknowledged = (willSubmitBy?: string) => ['NoticeAcknowledged', { acknowledgedOn: '2025-11-03', ...(willSubmitBy === undefined ? {} : { willSubmitBy }) }] as const;
const called = (others: object = {}) => ['CallRecorded', { recipient: { kind: 'federation', id: 'street' }, campaign: 'district2025', federation: 'district', calledOn: '2025-11-04', outcome: 'reached', counted: ['street', 'district'], ...others }] as const;
type Happening = readonly [type: string, data: object, stream?: string | undefined, at?: string];

const streamOf = (type: string, data: object, stream?: string) => stream ?? (type === 'CallRecorded' ? 'call-call_1' : `notice-federation.street.district2025.${'day' in data ? String(data.day).replaceAll('-', '') : '20251103'}`);
const eventsOf = (happenings: readonly Happening[]) =>
  happenings.map(([type, data, stream, at = '2025-11-03T02:00:00.000Z'], revision) => ({ stream: streamOf(type, data, stream), revision, type, data, metadata: { by: someone, at } }) as unknown as StoredEvent);

function noticeAfter(...happenings: readonly Happening[]): NoticeRow {
  const row = eventsOf(happenings).reduce<NoticeRow | undefined>((before, event) => notices.on[event.type]?.(deepFreeze(before), deepFreeze(event), notices.keysOf(event)[0] ?? ''), undefined);
  return notices.complete?.(deepFreeze(row) as NoticeRow) as NoticeRow;
}
function nudgeAfter(...happenings: readonly Happening[]): NudgeRow | undefined {
  return eventsOf(happenings).reduce<NudgeRow | undefined>((before, event) => {
    expect(nudges.keysOf(event)).toEqual(['federation.street.district2025']);
    return nudges.on[event.type]?.(deepFreeze(before), deepFreeze(event), 'federation.street.district2025');
  }, undefined);
}

describe('a row of the notices', () => {
  it('says to whom, about what, and how it stands', () => {
    expect(noticeAfter(issued())).toMatchObject({ notice: 'federation.street.district2025.20251103', kind: 'notice', recipient: 'federation.street', day: '2025-11-03', status: 'issued', channel: null, due: 2 });
    const stands = (...happenings: readonly Happening[]) => noticeAfter(issued(), ...happenings).status;
    expect(stands(attempted)).toBe('sending');
    expect(stands(attempted, delivered)).toBe('delivered');
    expect(stands(attempted, ['NoticeFailed', { attempt: 1, channel: 'wecom', retry: 'later', code: 'too-many' }])).toBe('failed');
    expect(stands(attempted, ['DeliveryDoubted', { attempt: 1, channel: 'wecom', because: 'unknown' }])).toBe('inDoubt');
    expect(stands(['NoticeWithdrawn', { reason: 'nothingDue' }])).toBe('withdrawn');
    expect(stands(['NoticeAbandoned', { reason: 'noContact' }])).toBe('abandoned');
    expect(noticeAfter(issued(), attempted, delivered, acknowledged('2025-11-10'))).toMatchObject({ acknowledgedOn: '2025-11-03', willSubmitBy: '2025-11-10', channel: 'wecom' });
  });

  it('is a telephone call too', () => expect(noticeAfter(called())).toMatchObject({ notice: 'call_1', kind: 'call', recipient: 'federation.street', day: '2025-11-04', status: null }));

  it('counts for every federation up to the campaign\'s, in that campaign', () => {
    const sums = (...happenings: readonly Happening[]) => contributionOf(notices, noticeAfter(...happenings));
    expect(groupsOf(notices, noticeAfter(issued()))).toEqual(['district2025.street', 'district2025.district']);
    expect(sums(issued())).toEqual({ notices: 1, 'status.issued': 1 });
    expect(sums(issued(), attempted, delivered, acknowledged())).toEqual({ notices: 1, 'status.delivered': 1, 'channel.wecom': 1, acknowledged: 1 });
    expect(sums(called())).toEqual({ calls: 1 });
  });
});

describe('a row of the nudges', () => {
  it('says how often and when last a recipient was told, by notice or telephone', () => {
    expect(nudgeAfter(issued(), issued('2025-11-04'))).toMatchObject({ recipient: 'federation.street', campaign: 'district2025', toldOn: '2025-11-04', times: 2 });
    expect(nudgeAfter(issued(), called())).toMatchObject({ toldOn: '2025-11-04', times: 2 });
    expect(nudgeAfter(issued(), called({ outcome: 'notReached' }))).toMatchObject({ toldOn: '2025-11-03', times: 1 });
    expect(nudgeAfter(issued(), ['NoticeWithdrawn', { reason: 'nothingDue' }])).toMatchObject({ toldOn: '2025-11-03', times: 0 });
  });

  it('keeps what was promised and snoozed', () => {
    const promised = Object.fromEntries(keys.map((key) => [key, '2025-11-10']));
    expect(nudgeAfter(issued(), acknowledged('2025-11-10'))?.promised).toEqual(promised);
    // Without a day it counts for a week.
    expect(nudgeAfter(issued(), acknowledged())).toMatchObject({ promised: {}, acknowledged: promised });
    expect(nudgeAfter(issued(), called({ outcome: 'promised', willSubmitBy: '2025-11-12', items: [keys[0]] }))?.promised).toEqual({ [keys[0] ?? '']: '2025-11-12' });
    expect(nudgeAfter(issued(), ['NoticeSnoozed', { until: '2025-11-07' }])).toMatchObject({ snoozedUntil: '2025-11-07' });
  });

  it('says when a notice went out that waited, and stays with the latest day', () => {
    expect(nudgeAfter(issued(), [...delivered, undefined, '2025-11-05T01:00:00.000Z'])).toMatchObject({ toldOn: '2025-11-05', times: 1 });
    expect(nudgeAfter(issued('2025-11-06'), [...delivered, undefined, '2025-11-05T01:00:00.000Z'])).toMatchObject({ toldOn: '2025-11-06' });
  });

  it('lets an answer count for what it says it is about, however old its notice is', () => {
    const days = Array.from({ length: 12 }, (_, index) => issued(`2025-10-${10 + index}`));
    const [type, data] = acknowledged('2025-11-10');
    expect(nudgeAfter(...days, [type, { ...(data as object), items: [keys[0]] }, 'notice-federation.street.district2025.20251010'])?.promised).toEqual({ [keys[0] ?? '']: '2025-11-10' });
  });

  it('lets an answer that does not say count for one of the last three notices, and for none that is older', () => {
    const days = ['2025-10-28', '2025-10-29', '2025-10-30', '2025-10-31'].map((day) => issued(day));
    const answerTo = (day: string): Happening => [...acknowledged('2025-11-10'), `notice-federation.street.district2025.${day}`];
    expect(Object.keys(nudgeAfter(...days, answerTo('20251029'))?.promised ?? {})).toEqual(keys);
    expect(nudgeAfter(...days, answerTo('20251028'))?.promised).toEqual({});
  });
});
