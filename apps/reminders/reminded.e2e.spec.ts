import { openPglite } from '#adapters/bullmq';
import { QueueRunner } from './queue-runner.js';
import { Reminding } from './reminding.js';
import { log } from '#platform';
import { until } from '#kernel/testing';
import { AStreet } from './testing/a-street.js';

log.level = 'silent';

/** Tuesday 8 April 2025, nine o'clock in Shanghai: plans are five working days overdue. */
const nine = '2025-04-08T01:00:00.000Z';

describe('a campaign on a queue', () => {
  let street: AStreet;
  let runner: QueueRunner;
  let now = nine;
  const stop = new AbortController();
  let reminding: Reminding;
  let idle: Reminding;

  beforeAll(async () => {
    street = await AStreet.opened(['a', 'b']);
    const settings = { node: street.node, channels: street.sink(false), queue: () => runner.queue, signal: stop.signal };
    reminding = new Reminding({ ...settings, now: () => now });
    idle = new Reminding({ ...settings, now: () => '2025-04-05T01:00:00.000Z' });
    runner = new QueueRunner({ open: openPglite, work: reminding, needed: () => reminding.needed(), failed: (error) => street.failed(error) });
  });
  afterAll(async () => {
    stop.abort();
    await runner.stop();
    await street.close();
  });

  it('needs none on a day off', async () => expect(await idle.needed()).toBe(false));

  it('is reminded once: issued by the look that opens the queue, carried, claimed, sent', async () => {
    await runner.start();
    await reminding.sweep();
    await street.arrivals(1);
    expect(street.arrived.map(({ noticeId }) => noticeId)).toEqual(['federation.street.district2025.20250408']);
    // It has arrived before that is on record.
    await until(async () => (await street.node.views.notices.totals('district2025.street'))['status.delivered'] === 1);
    await reminding.sweep();
    expect(await street.node.views.notices.totals('district2025.street')).toEqual({ notices: 1, 'status.delivered': 1, 'channel.outbox': 1 });
  });

  it('is reminded the next working day although the queue was emptied: nobody misses a message, nobody gets one twice', async () => {
    now = '2025-04-09T01:00:00.000Z';
    await reminding.sweep();
    await runner.queue?.clear();
    await street.caughtUp();
    await reminding.sweep();
    await street.arrivals(2);
    await street.caughtUp();
    await reminding.sweep();
    expect(street.arrived.map(({ noticeId }) => noticeId.slice(-8))).toEqual(['20250408', '20250409']);
  });
});
