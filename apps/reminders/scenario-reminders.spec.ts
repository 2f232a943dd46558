import { log } from '#platform';
import { ScenarioReminders } from './scenario-reminders.js';
import { AStreet } from './testing/a-street.js';

log.level = 'silent';

/** Tuesday 8 April 2025, nine o'clock in Shanghai: plans are five working days overdue. */
const nine = '2025-04-08T01:00:00.000Z';
let street: AStreet;
beforeAll(async () => void (street = await AStreet.opened(['a', 'b'])));
afterAll(() => street?.close());

describe('reminders by a scenario’s clock', () => {
  it('issue and send at the instant that is named, to the outbox alone, and no more when asked again', async () => {
    const reminders = new ScenarioReminders(street.node, new AbortController().signal);
    expect(await reminders.look('2025-04-08T00:59:00.000Z')).toMatchObject({ issued: 0, delivered: 0 });
    expect(await reminders.look(nine)).toMatchObject({ at: nine, issued: 1, delivered: 1 });
    expect(await reminders.look(nine)).toMatchObject({ issued: 0, delivered: 0 });
    const { messages } = await street.node.outbox.page({ limit: 10 });
    expect(messages).toMatchObject([{ noticeId: 'federation.street.district2025.20250408', storedAt: nine }]);
    expect(await street.node.views.notices.get('federation.street.district2025.20250408')).toMatchObject({ status: 'delivered', channel: 'outbox' });
  });

  it('look one after another: two at once issue each notice once', async () => {
    const reminders = new ScenarioReminders(street.node, new AbortController().signal);
    const next = '2025-04-09T01:00:00.000Z';
    const looked = await Promise.all([reminders.look(next), reminders.look(next), reminders.look(next)]);
    expect(looked.map(({ issued, delivered }) => [issued, delivered])).toEqual([[1, 1], [0, 0], [0, 0]]);
  });
});
