import { evaluation } from '#evaluation';
import { CommandHandling, type Actor } from '#kernel';
import { federationDecider, personDecider } from '#register';
import { noticeDecider, type NoticeJob, type NoticeState } from '#reminders';
import { deliver, type Delivered } from './deliver.js';
import { domainFacts, foldedFacts, RegisterContacts } from '#platform';
import { sweep } from './sweep.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';
import { jobOf, waiting } from './waiting.js';

/** Plans were due on 31 March 2025. On Tuesday 8 April, after the holiday of the 4th, they are five working days overdue. */
const tuesday = '2025-04-08';
const at = (clock: string, day = tuesday) => new Date(`${day}T${clock}:00+08:00`).toISOString();
const streetNotice = 'federation.street.district2025.20250408';
const chair = (union: string): Actor => ({ kind: 'person', office: 'chair', bodyId: `union-${union}`, assurance: 'unverified' });

describe('a campaign whose units are late', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(['a', 'b', 'c']);
  });
  afterEach(() => street.close());

  const parts = (idempotent = false) => {
    const channels = street.sink(idempotent);
    return { node: street.node, rows: new ViewDueRows(street.node.views), contacts: new RegisterContacts(async (decider, id) => (await street.node.commands.state(decider, id)).state, new Set(channels.keys())), channels };
  };
  const sweepAt = async (clock: string, day?: string) => {
    const { issued } = await sweep(parts(), at(clock, day));
    await street.caughtUp();
    return { issued, ...(await waiting(street.node, { at: at(clock, day), room: 100 })) };
  };
  const fire = async (noticeId: string, { clock = '09:00', day = tuesday, idempotent = false } = {}): Promise<Delivered> => {
    const became = await deliver({ ...parts(idempotent), now: () => at(clock, day), signal: new AbortController().signal }, noticeId);
    await street.caughtUp();
    return became;
  };
  const state = async (): Promise<NoticeState> => (await street.node.commands.state(noticeDecider, streetNotice)).state as NoticeState;
  const handInPlan = async (union: string) => {
    const given = { at: at('09:30'), by: chair(union) };
    await street.give(evaluation, `${union}.2025.1`, 'FormLeadingGroup', { formedOn: '2025-02-20', members: ['member_1'] }, given);
    await street.give(evaluation, `${union}.2025.1`, 'SubmitPlan', { adoptedOn: '2025-03-20', title: '2025年建家计划' }, given);
  };

  it('leads to one digest to the street, within the sending window, and only once that day', async () => {
    expect(await sweepAt('08:59')).toMatchObject({ issued: 0, jobs: [] });
    expect(await sweepAt('09:00')).toMatchObject({ issued: 1, jobs: [{ noticeId: streetNotice, attempt: 1 }] });
    expect((await sweepAt('09:01')).issued).toBe(0);
    expect((await state()).issued).toMatchObject({ grade: 'press', nth: 1, due: 3, counted: ['street', 'district'], items: [{ step: 'submitPlan', dueOn: '2025-03-31' }, {}, {}] });
    expect((await sweepAt('10:00', '2025-04-05')).issued).toBe(0);
  });

  it('is told whom to call: the federation that asks, by the number the register has, and no name', async () => {
    await street.give(personDecider, 'zhao', 'RegisterPerson', { name: '赵某某', telephone: '0898-65300000' });
    await street.give(federationDecider, 'district', 'RecordFederationContact', { office: 'officer', person: 'zhao', on: '2025-02-01' });
    await sweepAt('09:00');
    await fire(streetNotice);
    expect(street.arrived[0]?.markdown).toContain('××区总工会 电话：0898-65300000');
    expect(street.arrived[0]?.markdown).not.toContain('赵');
  });

  it('is told by two sweepers at once as by one', async () => {
    const both = await Promise.all([sweep(parts(), at('09:00')), sweep(parts(), at('09:00'))]);
    expect(both.map(({ issued }) => issued).toSorted()).toEqual([0, 1]);
  });

  it('is told in the words of the template, and the row says so', async () => {
    await sweepAt('09:00');
    expect(await fire(streetNotice)).toBe('delivered');
    expect(street.arrived).toHaveLength(1);
    expect(street.arrived[0]).toMatchObject({ noticeId: streetNotice, attempt: 1, idempotencyKey: `${streetNotice}.outbox`, recipient: { id: 'federation.street' }, subject: '会员评家催办通知（第1次） 2025年度 · ××街道总工会' });
    expect(street.arrived[0]?.markdown).toContain('1. a公司工会：建家计划，逾期 <font color="warning">5</font> 个工作日');
    const links = await street.node.links.of(streetNotice);
    expect(street.arrived[0]?.markdown).toContain(`[查看催报名单](${links?.list})  [已知悉，填写预计上报时间](${links?.acknowledge})`);
    expect(await street.node.views.notices.get(streetNotice)).toMatchObject({ status: 'delivered', channel: 'outbox' });
    expect(await street.node.views.notices.totals('district2025.district')).toEqual({ notices: 1, 'status.delivered': 1, 'channel.outbox': 1 });
    expect((await sweepAt('09:02')).jobs).toEqual([]);
    expect(await fire(streetNotice)).toBe('nothing');
    expect(street.arrived).toHaveLength(1);
  });

  it('leaves out what was handed in between issue and sending, and takes back what is left of nothing', async () => {
    await sweepAt('09:00');
    await handInPlan('a');
    await fire(streetNotice, { clock: '10:00' });
    expect(street.arrived[0]?.markdown).not.toContain('a公司工会');
    expect(street.arrived[0]?.markdown).toContain('共2家');
  });

  it('takes a notice back when everything was extended since it was issued', async () => {
    await sweepAt('09:00');
    for (const union of ['a', 'b', 'c']) await street.give(evaluation, `${union}.2025.1`, 'ExtendDeadline', { due: 'plan', until: '2025-06-30', reason: '停产检修', approvedOn: tuesday }, { at: at('09:10'), by: { kind: 'person', office: 'officer', bodyId: 'federation-street', assurance: 'unverified' } });
    expect(await fire(streetNotice, { clock: '09:20' })).toBe('withdrawn');
    expect(street.arrived).toEqual([]);
    expect((await sweepAt('09:21')).jobs).toEqual([]);
  });

  it('is not told twice when a worker dies while sending: in doubt, for a person to settle', async () => {
    await sweepAt('09:00');
    street.answers.push('hang');
    await expect(fire(streetNotice)).rejects.toThrow('killed while sending');
    expect(await fire(streetNotice, { clock: '09:02' })).toBe('waits');
    expect(await fire(streetNotice, { clock: '09:06' })).toBe('inDoubt');
    expect(street.arrived).toHaveLength(1);
    await street.caughtUp();
    expect((await sweepAt('09:07')).jobs).toEqual([]);
  });

  it('is sent again after a death where the key shows once', async () => {
    await sweepAt('09:00');
    street.answers.push('hang');
    const sink = parts(true);
    const go = (clock: string) => deliver({ ...sink, now: () => at(clock), signal: new AbortController().signal }, streetNotice);
    await expect(go('09:00')).rejects.toThrow('killed while sending');
    await street.caughtUp();
    expect(await go('09:06')).toBe('delivered');
    expect(street.arrived).toHaveLength(1);
  });

  it('is shown when it is taken at last: a key that came with a refusal is not known', async () => {
    await sweepAt('09:00');
    street.answers.push({ kind: 'refused', retry: 'later', code: 'too-many', detail: '' });
    const sink = parts(true);
    const go = (clock: string) => deliver({ ...sink, now: () => at(clock), signal: new AbortController().signal }, streetNotice);
    expect([await go('09:00'), await go('09:01')]).toEqual(['failed', 'delivered']);
    expect(street.arrived).toHaveLength(1);
  });

  it('is sent once by two workers at once', async () => {
    await sweepAt('09:00');
    const sink = parts();
    const both = await Promise.all([1, 2].map(() => deliver({ ...sink, now: () => at('09:00'), signal: new AbortController().signal }, streetNotice)));
    expect(both.toSorted()).toEqual(['delivered', 'waits']);
    expect(street.arrived).toHaveLength(1);
  });

  it('is sent once by two workers that share nothing but the log: its revision lets one claim in', async () => {
    await sweepAt('09:00');
    const sink = parts();
    const { log, catalogue, hashing } = street.node;
    const elsewhere = () => {
      const commands: CommandHandling = new CommandHandling({ log, catalogue, hashing, facts: foldedFacts(() => commands, domainFacts) });
      return { ...street.node, commands };
    };
    const both = await Promise.all([elsewhere(), elsewhere()].map((node) => deliver({ ...sink, node, now: () => at('09:00'), signal: new AbortController().signal }, streetNotice)));
    expect(both.toSorted()).toEqual(['delivered', 'waits']);
    expect(street.arrived).toHaveLength(1);
  });

  it('is tried again later where it was certainly not accepted, then given up', async () => {
    await sweepAt('09:00');
    street.answers.push({ kind: 'refused', retry: 'later', code: 'too-many', detail: '', afterMs: 120_000 }, { kind: 'refused', retry: 'never', code: 'unknown-address', detail: '' });
    expect(await fire(streetNotice)).toBe('failed');
    expect(await fire(streetNotice, { clock: '09:01' })).toBe('waits');
    expect(await fire(streetNotice, { clock: '09:02' })).toBe('failed');
    expect(await fire(streetNotice, { clock: '09:03' })).toBe('abandoned');
    expect(await state()).toMatchObject({ abandoned: true, attempts: [{ stands: 'failed', again: true }, { stands: 'failed', again: false }] });
    expect(street.arrived).toEqual([]);
  });

  it('is tried again ever later where nobody can say whether it arrived and the key shows once, then waits for a person without a job', async () => {
    await sweepAt('09:00');
    const keyed = parts(true);
    const tried: string[] = [];
    for (const clock of ['09:00', '09:05', '09:06', '09:15', '09:16', '09:35', '09:36', '10:10', '10:11', '10:59']) {
      street.answers.splice(0, Number.POSITIVE_INFINITY, { kind: 'unknown', detail: '502' });
      if ((await deliver({ ...keyed, now: () => at(clock), signal: new AbortController().signal }, streetNotice)) === 'inDoubt') tried.push(clock);
      await street.caughtUp();
    }
    expect(tried).toEqual(['09:00', '09:06', '09:16', '09:36', '10:11']);
    expect(await street.node.views.notices.get(streetNotice)).toMatchObject({ status: 'inDoubt' });
    expect((await sweepAt('11:00')).jobs).toEqual([]);
  });

  it('is named whole to a queue that was lost', async () => {
    await sweepAt('09:00');
    const again: readonly NoticeJob[] = (await sweepAt('11:29')).jobs;
    expect(again).toEqual([{ noticeId: streetNotice, attempt: 1, runAt: at('11:29') }]);
  });

  it('is told neither at noon nor at night nor on a day off, though its queue was away when it was due', async () => {
    await sweepAt('16:59');
    for (const [clock, day] of [['11:45', tuesday], ['23:00', tuesday], ['10:00', '2025-04-12']] as const) {
      expect((await sweepAt(clock, day)).jobs).toEqual([]);
      expect(await fire(streetNotice, { clock, day })).toBe('waits');
    }
    expect(street.arrived).toEqual([]);
    expect((await state()).attempts).toEqual([]);
    expect(jobOf([streetNotice, await state()], { at: at('23:00'), calendar: street.node.calendar() })?.runAt).toBe(at('09:00', '2025-04-09'));
    expect(await fire(streetNotice, { day: '2025-04-09' })).toBe('delivered');
  });

  it('is tried again within a window where it was refused at the end of one', async () => {
    await sweepAt('09:00');
    street.answers.push({ kind: 'refused', retry: 'later', code: 'too-many', detail: '', afterMs: 120_000 });
    expect(await fire(streetNotice, { clock: '11:29' })).toBe('failed');
    expect((await state()).attempts).toMatchObject([{ notBefore: at('14:30') }]);
  });
});
