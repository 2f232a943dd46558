import { RegisterContacts } from '#platform';
import { federationDecider, personDecider, unionDecider } from '#register';
import type { Channel } from '#reminders';
import { deliver } from './deliver.js';
import { sweep } from './sweep.js';
import { AStreet } from './testing/a-street.js';
import { ViewDueRows } from './view-due-rows.js';

/** Tuesday 8 April 2025, nine o'clock: plans are five working days overdue. */
const nine = '2025-04-08T01:00:00.000Z';
const toChair = 'chair.a.district2025.20250408';
const toStreet = 'federation.street.district2025.20250408';

describe('what those who are reminded want', () => {
  let street: AStreet;
  beforeEach(async () => {
    street = await AStreet.opened(['a']);
    await street.give(personDecider, 'wang', 'RegisterPerson', { name: '王芳', email: 'wang@example.org', telephone: '13800000000' });
    await street.give(unionDecider, 'a', 'RecordContact', { office: 'chair', person: 'wang', on: '2025-01-01' });
  });
  afterEach(() => street.close());

  /** The sink stands for every channel. */
  const channels = (): ReadonlyMap<string, Channel> => new Map([...street.sink(false).values()].flatMap((one) => ['mail', 'sms', 'outbox'].map((name) => [name, { ...one, name }])));
  const book = () => new RegisterContacts(async (decider, id) => (await street.node.commands.state(decider, id)).state, new Set(['mail', 'sms', 'outbox']));
  const parts = () => ({ node: street.node, rows: new ViewDueRows(street.node.views), contacts: book(), channels: channels(), now: () => nine, signal: new AbortController().signal });
  const issued = async () => {
    await sweep(parts(), nine);
    await street.caughtUp();
    return (await street.node.views.notices.list({ limit: 10 })).rows.map(([id]) => id);
  };
  const sent = async (notice: string) => {
    const became = await deliver(parts(), notice);
    await street.caughtUp();
    return became;
  };

  it('is written to over the channel that is left', async () => {
    await street.give(personDecider, 'wang', 'DeclineChannels', { channels: ['mail'] });
    expect(await book().contactsOf({ kind: 'chair', id: 'a' })).toEqual([{ channel: 'mail', address: 'wang@example.org', optedOut: true }, { channel: 'sms', address: '13800000000' }]);
    expect(await issued()).toContain(toChair);
    await sent(toChair);
    expect(street.arrived.map(({ recipient }) => recipient.address)).toEqual(['13800000000']);
  });

  it('passes the duty on to the next level where every channel is declined, and back when one is allowed again', async () => {
    await street.give(personDecider, 'wang', 'DeclineChannels', { channels: ['mail', 'sms'] });
    expect(await issued()).toEqual([toStreet]);
    expect(await sent(toStreet)).toBe('delivered');
    expect(street.arrived[0]?.markdown).toContain('a公司工会：建家计划');
    await street.give(personDecider, 'wang', 'AllowChannels', { channels: ['sms'] });
    expect(await issued()).toEqual([toChair, toStreet]);
  });

  it('is given up by a notice that was issued before, for the operator to see why', async () => {
    await issued();
    await street.give(personDecider, 'wang', 'DeclineChannels', { channels: ['mail', 'sms'] });
    expect(await sent(toChair)).toBe('abandoned');
    expect(street.arrived).toEqual([]);
  });

  it('is read in the language of the person, else of the federation whose campaign it is, else in Chinese', async () => {
    await issued();
    await sent(toChair);
    await street.give(federationDecider, 'district', 'PreferFederationLanguage', { language: 'en' });
    await sent(toStreet);
    expect(street.arrived.map(({ language, subject }) => [language, /年度/.test(subject)])).toEqual([['zh-CN', true], ['en', false]]);
  });

  it('is read in English by a person who prefers it, whatever the campaign speaks', async () => {
    await street.give(personDecider, 'wang', 'PreferLanguage', { language: 'en' });
    await street.give(federationDecider, 'street', 'PreferFederationLanguage', { language: 'zh-CN' });
    await street.give(federationDecider, 'district', 'PreferFederationLanguage', { language: 'en' });
    await issued();
    for (const notice of [toChair, toStreet]) await sent(notice);
    expect(street.arrived.map(({ language }) => language)).toEqual(['en', 'zh-CN']);
  });
});
