import { specify } from '#kernel/testing';
import type { DomainEvent } from '#kernel';
import type { Calendar } from '#rules';
import { DeliveryDoubted, NoticeDelivered, NoticeFailed } from './delivery.js';
import { NoticeWithdrawn } from './issuing.js';
import { nextDelivery, retryAt } from './next-delivery.js';
import { noticeDecider } from './notice.js';
import type { NoticeState } from './notice-state.js';
import { attempted, issued, minutesLater, nine } from './testing/a-notice.js';

const mail = { channel: 'mail', address: 'a@b' };
/** Monday 10 November is off, Saturday 8 made up for. */
const calendar: Calendar = { knownFrom: '2025-01-01', knownThrough: '2025-12-31', holidays: ['2025-11-10'], workdays: ['2025-11-08'] };
const on = (day: string, clock: string) => new Date(`2025-11-${day}T${clock}:00+08:00`).toISOString();
const sms = { channel: 'sms', address: '138' };
const next = (events: readonly DomainEvent[], { contacts = [mail, sms], at = nine, channels = ['mail', 'sms'] }: { readonly contacts?: readonly (typeof mail & { readonly optedOut?: boolean })[]; readonly at?: string; readonly channels?: readonly string[] } = {}) =>
  nextDelivery(specify(noticeDecider).given(issued, ...events).state() as NoticeState, contacts, { at, channels: new Set(channels), calendar });
const failed = (attempt: number, retry: 'later' | 'never' = 'later', others: object = {}) => [attempted({ attempt, channel: 'mail' }), NoticeFailed.of({ attempt, channel: 'mail', retry, code: 'refused', ...others })];

describe('what to do with a notice', () => {
  it('is to send it by the first way of reaching the recipient, once its time has come', () => {
    expect(next([])).toEqual({ kind: 'claim', contact: mail, attempt: 1 });
    expect(next([], { at: minutesLater(-1) })).toEqual({ kind: 'wait', until: nine });
    expect(next([], { contacts: [{ ...mail, optedOut: true }, sms] })).toEqual({ kind: 'claim', contact: sms, attempt: 1 });
    expect(next([], { channels: ['sms'] })).toEqual({ kind: 'claim', contact: sms, attempt: 1 });
  });

  it('is nothing once it is over', () => {
    expect(next([NoticeWithdrawn.of({ reason: 'byHand' })])).toEqual({ kind: 'nothing' });
    expect(next([attempted(), NoticeDelivered.of({ attempt: 1, channel: 'wecom' })])).toEqual({ kind: 'nothing' });
    expect(nextDelivery(noticeDecider.initial, [mail], { at: nine, channels: new Set(['mail']), calendar })).toEqual({ kind: 'nothing' });
  });

  it('is to wait while somebody is at it, and to doubt it when whoever was is gone', () => {
    expect(next([attempted({ channel: 'mail' })], { at: minutesLater(1) })).toEqual({ kind: 'wait', until: minutesLater(5) });
    expect(next([attempted({ channel: 'mail' })], { at: minutesLater(5) })).toEqual({ kind: 'doubt', attempt: 1 });
    expect(next([attempted({ channel: 'mail', idempotent: true })], { at: minutesLater(5) })).toEqual({ kind: 'claim', contact: mail, attempt: 2 });
    expect(next([attempted({ channel: 'mail' }), DeliveryDoubted.of({ attempt: 1, channel: 'mail', because: 'unknown' })], { at: minutesLater(9) })).toEqual({ kind: 'nothing' });
  });

  it('is to leave a channel alone that gave no clear answer, longer each time, and after the fifth to wait for a person', () => {
    const webhook = { channel: 'webhook', address: 'street' };
    const unclear = (times: number) =>
      Array.from({ length: times }, (_, index) => index + 1).flatMap((attempt) => [attempted({ attempt, channel: 'webhook', idempotent: true }), DeliveryDoubted.of({ attempt, channel: 'webhook', because: 'unknown' })]);
    const asked = { contacts: [webhook, { channel: 'outbox', address: 'street' }], channels: ['webhook', 'outbox'] };
    // The claim is over after five minutes.
    expect([1, 2, 3, 4].map((times) => next(unclear(times), asked))).toEqual([6, 10, 20, 35].map((minutes) => ({ kind: 'wait', until: minutesLater(minutes) })));
    expect(next(unclear(4), { ...asked, at: minutesLater(35) })).toEqual({ kind: 'claim', contact: webhook, attempt: 5 });
    expect(next(unclear(5), { ...asked, at: minutesLater(120) })).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['at noon', on('03', '11:30'), on('03', '14:30')],
    ['at night', on('03', '23:00'), on('04', '09:00')],
    ['on a Sunday before a holiday', on('09', '10:00'), on('11', '09:00')],
  ])('is to wait %s, whatever was tried before', (_, at, until) => {
    expect(next([], { at })).toEqual({ kind: 'wait', until });
    expect(next(failed(1, 'later', { notBefore: at }), { at })).toEqual({ kind: 'wait', until });
    expect(next(failed(1, 'never'), { at })).toEqual({ kind: 'wait', until });
    expect(next([attempted({ channel: 'mail', idempotent: true })], { at })).toEqual({ kind: 'wait', until });
    // What disturbs nobody is recorded at any hour.
    expect(next([attempted({ channel: 'mail' })], { at })).toEqual({ kind: 'doubt', attempt: 1 });
    expect(next([], { at, contacts: [] })).toEqual({ kind: 'abandon', reason: 'noContact' });
  });

  it('is to send it on a Saturday that is made up for', () => expect(next([], { at: on('08', '10:00') })).toMatchObject({ kind: 'claim' }));

  it('is to come back when the channel said, five times at the most, then to take the next', () => {
    expect(next(failed(1, 'later', { notBefore: minutesLater(3) }), { at: minutesLater(2) })).toEqual({ kind: 'wait', until: minutesLater(3) });
    expect(next(failed(1, 'later', { notBefore: minutesLater(3) }), { at: minutesLater(3) })).toEqual({ kind: 'claim', contact: mail, attempt: 2 });
    expect(next([1, 2, 3, 4, 5].flatMap((attempt) => failed(attempt)))).toEqual({ kind: 'claim', contact: sms, attempt: 6 });
    expect(next(failed(1, 'never'))).toEqual({ kind: 'claim', contact: sms, attempt: 2 });
  });

  it('is to give up where nothing is left, and to say why', () => {
    expect(next([], { contacts: [] })).toEqual({ kind: 'abandon', reason: 'noContact' });
    expect(next([], { contacts: [{ ...mail, optedOut: true }] })).toEqual({ kind: 'abandon', reason: 'optedOut' });
    expect(next(failed(1, 'never'), { contacts: [mail] })).toEqual({ kind: 'abandon', reason: 'refused' });
    expect(next([1, 2, 3, 4, 5].flatMap((attempt) => failed(attempt)), { contacts: [mail] })).toEqual({ kind: 'abandon', reason: 'attemptsExhausted' });
  });
});

it('a channel that failed is asked again after one minute, then five, fifteen, thirty, or as it said', () => {
  expect([1, 2, 3, 4, 9].map((failures) => retryAt({ at: nine, failures }, calendar))).toEqual([1, 5, 15, 30, 30].map((minutes) => minutesLater(minutes)));
  expect(retryAt({ at: nine, failures: 1, afterMs: 600_000 }, calendar)).toBe(minutesLater(10));
});

it('and that is within a sending window of a working day: not at noon, at night, on a holiday', () => {
  expect(retryAt({ at: on('03', '11:29'), failures: 1 }, calendar)).toBe(on('03', '14:30'));
  expect(retryAt({ at: on('03', '16:59'), failures: 4 }, calendar)).toBe(on('04', '09:00'));
  expect(retryAt({ at: on('07', '16:59'), failures: 1 }, calendar)).toBe(on('08', '09:00'));
  expect(retryAt({ at: on('08', '16:50'), failures: 1, afterMs: 600_000 }, calendar)).toBe(on('11', '09:00'));
});
