import { noticeStatuses } from '#reminders';
import { remindersOf } from './reminder-figures.js';

describe('what a board says of reminders', () => {
  it('counts every notice once, however it stands', () => {
    const totals = Object.fromEntries(noticeStatuses.map((status, index) => [`status.${status}`, 2 ** index]));
    const { sent, waiting, failed, inDoubt, withdrawn } = remindersOf({ ...totals, notices: 2 ** noticeStatuses.length - 1 });
    expect(sent + waiting + failed + inDoubt + withdrawn).toBe(2 ** noticeStatuses.length - 1);
    expect(failed).toBe((totals['status.failed'] ?? 0) + (totals['status.abandoned'] ?? 0));
  });

  it('names channels that something was sent by, and is nothing where nothing was told', () => {
    expect(remindersOf({ 'notices': 3, 'status.delivered': 3, 'channel.outbox': 2, 'channel.wecom': 1, 'acknowledged': 1, 'calls': 4 })).toMatchObject({ sent: 3, acknowledged: 1, calls: 4, byChannel: [{ channel: 'outbox', sent: 2 }, { channel: 'wecom', sent: 1 }] });
    expect(remindersOf({})).toMatchObject({ notices: 0, sent: 0, failed: 0, acknowledged: 0, byChannel: [] });
  });
});
