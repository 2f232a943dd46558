import { callDecider, noticeDecider } from '#reminders';
import { AcknowledgeNoticeBody, RecordCallBody, SettleDeliveryBody, SnoozeNoticeBody, WithdrawNoticeBody } from './bodies/notice.body.js';
import type { CommandGroup } from './command-controller.js';

/** What people do about notices; issuing and sending them is the work of our own processes. */
export const noticeGroups: readonly CommandGroup[] = [
  {
    path: 'notices',
    tag: 'reminders',
    decider: noticeDecider,
    routes: [
      { command: 'AcknowledgeNotice', body: AcknowledgeNoticeBody, summary: 'The recipient has it, and perhaps says by when it will submit.' },
      { command: 'SnoozeNotice', body: SnoozeNoticeBody, summary: 'Send this recipient nothing up to a day.' },
      { command: 'WithdrawNotice', body: WithdrawNoticeBody, summary: 'Take a notice back that was not sent yet.' },
      { command: 'SettleDelivery', body: SettleDeliveryBody, summary: 'Somebody found out whether an attempt of unknown end arrived.' },
    ],
  },
  {
    path: 'calls',
    tag: 'reminders',
    decider: callDecider,
    routes: [{ command: 'RecordCall', body: RecordCallBody, creates: true, summary: 'A telephone call as a nudge.' }],
  },
];
