import { federationDecider } from '#register';
import { callDecider, noticeDecider } from '#reminders';
import { contactBook } from '#platform';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';

const at = (day: string) => `${day}T01:00:00.000Z`;
/** Plans were due on 31 March 2025: five working days overdue, then ten, twenty and thirty. */
const [five, ten, thirty] = ['2025-04-08', '2025-04-15', '2025-05-16'];
const promiseTo = 'federation.street';

describe('those who are told', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(['a']);
  });
  afterEach(() => street.close());

  const parts = (day: string) => ({ node: street.node, rows: new ViewDueRows(street.node.views), contacts: contactBook({}, async (decider, id) => (await street.node.commands.state(decider, id)).state), channels: street.sink(false), now: () => at(day), signal: new AbortController().signal });
  /** Whom the sweep of a day issues to, each sent. */
  const toldOn = async (day: string): Promise<readonly string[]> => {
    await sweep(parts(day), at(day));
    await street.caughtUp();
    const { rows } = await street.node.views.notices.list({ where: { day, kind: 'notice' }, limit: 50 });
    for (const [id] of rows) await deliver(parts(day), id);
    await street.caughtUp();
    return rows.map(([, { recipient }]) => recipient);
  };
  const call = (data: object, day: string) => street.give(callDecider, `call_${day.replaceAll('-', '')}`, 'RecordCall', { recipient: { kind: 'federation', id: 'street' }, campaign: 'district2025', calledOn: day, ...data }, { at: at(day) });

  it('hear of it up to the federation whose campaign it is, and nobody above it does', async () => {
    await street.give(federationDecider, 'province', 'RegisterFederation', { name: '××省总工会', line: 'territorial', superiors: [] });
    expect(await toldOn(five)).toEqual([promiseTo]);
    expect(await toldOn(thirty)).toEqual(['federation.district', promiseTo]);
    expect(street.arrived.map(({ recipient }) => recipient.id)).not.toContain('federation.province');
    // Beyond the last grade it is proposed for the circular, and what is sent is no more than pressed.
    const { rows } = await street.node.views.notices.list({ where: { day: thirty }, limit: 50 });
    expect(new Set(rows.map(([, { grade }]) => grade))).toEqual(new Set(['press']));
  });

  it('by telephone are told that day, and no notice repeats it', async () => {
    await call({ outcome: 'reached' }, five);
    expect(await toldOn(five)).toEqual([]);
    expect(await toldOn(ten)).toContain(promiseTo);
    const nudged = await street.node.views.nudges.get(`${promiseTo}.district2025`);
    expect(nudged?.times).toBe(2);
  });

  it('and were not reached by telephone are told in writing', async () => {
    await call({ outcome: 'notReached' }, five);
    expect(await toldOn(five)).toEqual([promiseTo]);
  });

  it('and promise a day are left in peace until it is over, and so are those above them', async () => {
    await toldOn(five);
    await call({ outcome: 'promised', willSubmitBy: '2025-04-16' }, '2025-04-09');
    expect(await toldOn(ten)).toEqual([]);
    expect(await toldOn('2025-04-22')).toEqual(['federation.district', promiseTo]);
  });

  it('and acknowledge without a day are left in peace for a week, and so are those above them', async () => {
    const monday = '2025-04-14';
    await toldOn(five);
    await street.give(noticeDecider, 'federation.street.district2025.20250408', 'AcknowledgeNotice', {}, { at: at('2025-04-11') });
    expect([await toldOn(monday), await toldOn(ten), await toldOn('2025-04-18')]).toEqual([[], [], []]);
    expect(await toldOn('2025-04-21')).toEqual(['federation.district', promiseTo]);
  });

  it('and acknowledge by the link with a day are left in peace; those that snooze are too, but not those above them', async () => {
    await toldOn(five);
    const notice = 'federation.street.district2025.20250408';
    await street.give(noticeDecider, notice, 'AcknowledgeNotice', { willSubmitBy: '2025-04-18' }, { at: at(five) });
    expect(await toldOn(ten)).toEqual([]);
    await street.give(noticeDecider, notice, 'SnoozeNotice', { until: '2025-04-30' }, { at: at('2025-04-16') });
    expect(await toldOn('2025-04-22')).toEqual(['federation.district']);
    expect(await toldOn('2025-05-08')).toContain(promiseTo);
  });
});
