import { callDecider, CallRecorded, callRefusals, type CallRefusal } from './call.js';
import { deliveryRefusals } from './delivery.js';
import { noticeDecider, noticeEvents, type NoticeCommand, type NoticeRefusal } from './notice.js';
import { quotaDecider, quotaRefusals, SlotsTaken, type QuotaRefusal, type TakeSlots } from './quota.js';

export const reminderEvents = [...noticeEvents, CallRecorded, SlotsTaken] as const;
export const reminderDeciders = [noticeDecider, callDecider, quotaDecider] as const;

export type ReminderRefusal = NoticeRefusal | CallRefusal | QuotaRefusal;
export const reminderRefusals = [
  'notice-already-issued',
  'notice-not-sent',
  ...deliveryRefusals,
  ...callRefusals,
  ...quotaRefusals,
] as const satisfies readonly ReminderRefusal[];

/** Commands that only our own sweep and workers give: nobody sends a message by hand past its claim, so they have no route. */
export const ofOurProcesses: readonly (NoticeCommand | TakeSlots)['type'][] = ['IssueNotice', 'AbandonNotice', 'ClaimDelivery', 'ConfirmDelivery', 'FailDelivery', 'DoubtDelivery', 'TakeSlots'];
