import { join, type Decider } from '#kernel';
import { answering, NoticeAcknowledged, NoticeSnoozed, type AcknowledgeNotice, type AnsweringRefusal, type SnoozeNotice } from './answering.js';
import { delivery, DeliveryAttempted, DeliveryDoubted, DeliverySettled, NoticeDelivered, NoticeFailed, type DeliveryCommand, type DeliveryEvent, type DeliveryRefusal } from './delivery.js';
import { issuing, NoticeAbandoned, NoticeWithdrawn, type AbandonNotice, type IssueNotice, type IssuingRefusal, type WithdrawNotice } from './issuing.js';
import { NoticeIssued } from './notice-issued.js';
import { initial, type NoticeState } from './notice-state.js';
import { recipientId, type Recipient } from './recipient.js';
import type { PlainDate } from '#kernel';

export type NoticeCommand = IssueNotice | WithdrawNotice | AbandonNotice | DeliveryCommand | AcknowledgeNotice | SnoozeNotice;
export type NoticeEvent = NoticeIssued | NoticeWithdrawn | NoticeAbandoned | DeliveryEvent | NoticeAcknowledged | NoticeSnoozed;
export type NoticeRefusal = IssuingRefusal | DeliveryRefusal | AnsweringRefusal;

/** Category `notice`: one message to one recipient about one campaign on one day, `chair.centre.bureau_2009.20100301`. */
export const noticeDecider: Decider<NoticeCommand, NoticeEvent, NoticeState, object, NoticeRefusal> = join({ category: 'notice', initial }, issuing, delivery, answering);

export const noticeEvents = [NoticeIssued, NoticeWithdrawn, NoticeAbandoned, DeliveryAttempted, NoticeDelivered, NoticeFailed, DeliveryDoubted, DeliverySettled, NoticeAcknowledged, NoticeSnoozed] as const;

/** Id of the notice to a recipient about a campaign on a day: there is one at the most. */
export const noticeId = (recipient: Recipient, campaign: string, day: PlainDate): string => `${recipientId(recipient)}.${campaign}.${day.replaceAll('-', '')}`;
