import type { DomainEvent } from '#kernel';
import { DeliveryAttempted } from '../delivery.js';
import { NoticeIssued } from '../notice-issued.js';

/** Digest of a text that a spec does not look into. */
export const textDigest = 'd'.repeat(64);
export const submitA = 'a.2025.1/submitSelfInspection';
export const submitB = 'b.2025.1/submitSelfInspection';

/** To the street on Monday 3 November 2025, about two unions of it. */
export const issuedData: NoticeIssued['data'] = {
  recipient: { kind: 'federation', id: 'street' },
  campaign: 'district2025',
  federation: 'district',
  day: '2025-11-03',
  notBefore: '2025-11-03T01:00:00.000Z',
  grade: 'urge',
  nth: 2,
  counted: ['street', 'district'],
  items: [
    { key: submitA, evaluation: 'a.2025.1', step: 'submitSelfInspection', dueOn: '2025-10-31' },
    { key: submitB, evaluation: 'b.2025.1', step: 'submitSelfInspection', dueOn: '2025-10-31' },
  ],
  due: 2,
};
export const issued = NoticeIssued.of(issuedData);

/** Nine o'clock, when it may be sent; and minutes after it. */
export const nine = '2025-11-03T01:00:00.000Z';
export const minutesLater = (minutes: number, from = nine): string => new Date(Date.parse(from) + minutes * 60_000).toISOString();

type Attempted = ReturnType<typeof DeliveryAttempted.of>['data'];
export const attempted = (others: Partial<Attempted> = {}): DomainEvent => DeliveryAttempted.of({ attempt: 1, channel: 'wecom', idempotent: false, items: [submitA, submitB], textDigest, leaseUntil: minutesLater(5), ...others });
