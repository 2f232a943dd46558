import { noticeDecider, type Channel } from '#reminders';
import { deliver } from './deliver.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';

const unions = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Tuesday, 8 April 2025. */
const day = '2025-04-08';
const at = (clock: string) => new Date(`${day}T${clock}+08:00`).toISOString();
const noticeOf = (union: string) => `chair.${union}.district2025.20250408`;

describe('a robot that takes two messages a minute', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(unions);
    for (const union of unions) {
      const items = [{ key: `${union}.2025.1/submitPlan`, evaluation: `${union}.2025.1`, step: 'submitPlan', dueOn: '2025-03-31' }];
      const notice = { recipient: { kind: 'chair', id: union }, campaign: 'district2025', federation: 'district', day, notBefore: at('09:00:00'), grade: 'urge', nth: 1, counted: ['street'], items, due: 1 };
      await street.give(noticeDecider, noticeOf(union), 'IssueNotice', notice, { at: at('09:00:00') });
    }
  });
  afterEach(() => street.close());

  /** Every message has its turn at this moment, as when the queue has them all: how many arrived by it. */
  async function firedAt(clock: string, addressOf: (union: string) => string = () => 'robot'): Promise<number> {
    const before = street.arrived.length;
    const outbox = street.sink(false, { per: 'minute', count: 2, penaltyMs: 600_000 }).get('outbox') as Channel;
    // Several names of one robot, as a configuration may have them.
    const channels = new Map([['outbox', { ...outbox, quotaAddressOf: () => 'robot' }]]);
    for (const union of unions) {
      const contacts = { contactsOf: async () => [{ channel: 'outbox', address: addressOf(union) }], telephoneOf: async () => undefined };
      const became = await deliver({ node: street.node, rows: new ViewDueRows(street.node.views), contacts, channels, now: () => at(clock), signal: new AbortController().signal }, noticeOf(union));
      expect(['delivered', 'waits', 'nothing']).toContain(became);
    }
    await street.caughtUp();
    return street.arrived.length - before;
  }

  it('is sent two a minute, however many have their turn', async () => {
    expect([await firedAt('09:00:10'), await firedAt('09:00:40'), await firedAt('09:01:00'), await firedAt('09:02:59'), await firedAt('09:03:00')]).toEqual([2, 0, 2, 2, 0]);
    expect(new Set(street.arrived.map(({ noticeId }) => noticeId)).size).toBe(6);
  });

  it('is sent two a minute under several names too', async () => {
    const byUnion = (union: string) => `robot_of_${union}`;
    expect([await firedAt('09:00:10', byUnion), await firedAt('09:00:40', byUnion), await firedAt('09:01:00', byUnion)]).toEqual([2, 0, 2]);
  });

  it('is sent two a minute after a pause too: a slot that was missed is none', async () => {
    expect(await firedAt('09:00:10')).toBe(2);
    expect([await firedAt('09:10:00'), await firedAt('09:10:30'), await firedAt('09:11:00')]).toEqual([2, 0, 2]);
  });

  it('is sent nothing at noon; what is left goes on in the afternoon', async () => {
    expect([await firedAt('11:29:00'), await firedAt('11:30:00'), await firedAt('14:29:59'), await firedAt('14:30:00'), await firedAt('14:31:00')]).toEqual([2, 0, 0, 2, 2]);
  });
});
