import { RegisterContacts } from '#platform';
import { noticeDecider, type NoticeState } from '#reminders';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';

/** From Tuesday 8 April 2025 on; plans were due on 31 March. */
const at = (day: string, clock = '09:00') => new Date(`2025-04-${day}T${clock}:00+08:00`).toISOString();
const noticeOf = (day: string) => `federation.street.district2025.202504${day}`;
const busy = { kind: 'refused', retry: 'later', code: 'too-many', detail: '' } as const;

describe('a street that could not be told for days', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(['a', 'b']);
  });
  afterEach(() => street.close());

  const parts = (now: string, idempotent = false) => {
    const channels = street.sink(idempotent);
    return { node: street.node, rows: new ViewDueRows(street.node.views), contacts: new RegisterContacts(async (decider, id) => (await street.node.commands.state(decider, id)).state, new Set(channels.keys())), channels, now: () => now, signal: new AbortController().signal };
  };
  const swept = async (now: string) => {
    const { issued } = await sweep(parts(now), now);
    await street.caughtUp();
    return issued;
  };
  const fired = async (day: string, now: string, idempotent = false) => {
    const became = await deliver(parts(now, idempotent), noticeOf(day));
    await street.caughtUp();
    return became;
  };
  const stateOf = async (day: string) => (await street.node.commands.state(noticeDecider, noticeOf(day))).state as NoticeState;

  it('gets one digest, the newest, when the way is free again', async () => {
    for (const day of ['08', '09', '10']) {
      expect(await swept(at(day))).toBe(1);
      street.answers.push(busy);
      expect(await fired(day, at(day, '16:59'))).toBe('failed');
    }
    expect(await swept(at('11'))).toBe(1);
    const became = [];
    for (const day of ['08', '09', '10', '11']) became.push(await fired(day, at('11', '09:01')));
    expect(became).toEqual(['nothing', 'nothing', 'nothing', 'delivered']);
    expect(street.arrived.map(({ noticeId }) => noticeId)).toEqual([noticeOf('11')]);
    expect(street.arrived[0]?.subject).toContain('第1次');
    expect(await street.node.views.notices.totals('district2025.district')).toMatchObject({ 'status.withdrawn': 3, 'status.delivered': 1 });
  });

  it('gets no second one on the day on which the earlier one went out', async () => {
    await swept(at('08'));
    expect(await fired('08', at('09'))).toBe('delivered');
    expect(await swept(at('09'))).toBe(0);
    expect(await swept(at('10'))).toBe(1);
    expect(await fired('10', at('10'))).toBe('delivered');
    expect(street.arrived).toHaveLength(2);
  });

  it('is not sent again what may have arrived, when a newer one says it', async () => {
    await swept(at('08'));
    street.answers.push({ kind: 'unknown', detail: 'silence' });
    expect(await fired('08', at('08'), true)).toBe('inDoubt');
    expect(await swept(at('09'))).toBe(1);
    expect(await fired('08', at('09'), true)).toBe('nothing');
    expect(await fired('09', at('09'), true)).toBe('delivered');
    expect(street.arrived.map(({ noticeId }) => noticeId)).toEqual([noticeOf('08'), noticeOf('09')]);
    expect((await stateOf('08')).withdrawn).toBe(false);
  });

  it('knows of one whose sender died and that a newer one supersedes: in doubt, not for ever on its way', async () => {
    await swept(at('08'));
    street.answers.push('hang');
    await expect(fired('08', at('08'), true)).rejects.toThrow('killed while sending');
    await street.caughtUp();
    expect(await street.node.views.notices.get(noticeOf('08'))).toMatchObject({ status: 'sending' });
    expect(await swept(at('09'))).toBe(1);
    expect(await fired('08', at('09'), true)).toBe('inDoubt');
    expect(await street.node.views.notices.get(noticeOf('08'))).toMatchObject({ status: 'inDoubt' });
    expect(await fired('08', at('09'), true)).toBe('nothing');
    expect(await fired('09', at('09'), true)).toBe('delivered');
    expect(street.arrived.map(({ noticeId }) => noticeId)).toEqual([noticeOf('08'), noticeOf('09')]);
  });

  it('is told once by a sweep and a worker at once', async () => {
    await swept(at('08'));
    await Promise.all([swept(at('09')), fired('08', at('09'))]);
    await street.caughtUp();
    await swept(at('09', '09:10'));
    if ((await stateOf('09')).issued !== null) await fired('09', at('09', '09:11'));
    expect(street.arrived).toHaveLength(1);
  });
});
