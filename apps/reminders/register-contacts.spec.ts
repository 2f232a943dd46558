import { RegisterContacts, type StateOf } from '#platform';
import { federationDecider, personDecider } from '#register';
import { AStreet } from './testing/a-street.js';

describe('where the register says people can be reached', () => {
  let street: AStreet;
  beforeAll(async () => {
    street = await AStreet.opened([]);
  });
  afterAll(() => street.close());

  const stateOf: StateOf = async (decider, id) => (await street.node.commands.state(decider, id)).state;
  const federation = { kind: 'federation', id: 'street' } as const;
  const outbox = { channel: 'outbox', address: 'federation.street' };
  const robots = new Map([['wecom', new Set(['street', 'town'])], ['dingtalk', new Set(['town'])], ['webhook', new Set(['street'])]]);

  it('a federation by the outbox, where its officers look', async () => {
    expect(await new RegisterContacts(stateOf, new Set(['outbox'])).contactsOf(federation)).toEqual([outbox]);
  });

  it('a federation by its own robots and webhooks first', async () => {
    const book = new RegisterContacts(stateOf, new Set(['outbox', 'wecom', 'dingtalk', 'webhook']), robots);
    expect(await book.contactsOf(federation)).toEqual([{ channel: 'wecom', address: 'street' }, { channel: 'webhook', address: 'street' }, outbox]);
  });

  it('a federation by the person that the register names for it, the officer before the chair, then by the outbox', async () => {
    const on = '2025-02-01';
    await street.give(personDecider, 'li', 'RegisterPerson', { name: '李某', email: 'li@example.org', telephone: '13800000000' });
    await street.give(personDecider, 'wang', 'RegisterPerson', { name: '王某', telephone: '13900000000' });
    await street.give(federationDecider, 'street', 'RecordFederationContact', { office: 'chair', person: 'wang', on });
    const book = new RegisterContacts(stateOf, new Set(['outbox', 'mail', 'sms', 'wecom']), robots);
    const wecom = { channel: 'wecom', address: 'street' };
    expect(await book.contactsOf(federation)).toEqual([wecom, { channel: 'sms', address: '13900000000' }, outbox]);
    await street.give(federationDecider, 'street', 'RecordFederationContact', { office: 'officer', person: 'li', on });
    expect(await book.contactsOf(federation)).toEqual([wecom, { channel: 'mail', address: 'li@example.org' }, { channel: 'sms', address: '13800000000' }, outbox]);
    expect(await new RegisterContacts(stateOf, new Set(['outbox'])).contactsOf(federation)).toEqual([outbox]);
    await street.give(federationDecider, 'street', 'RecordFederationContact', { office: 'officer', on: '2025-02-05' });
    expect(await book.contactsOf(federation)).toEqual([wecom, { channel: 'sms', address: '13900000000' }, outbox]);
  });

  it('a federation by the telephone of its officer, else of its chair, for whoever has a question', async () => {
    const on = '2025-02-01';
    const book = new RegisterContacts(stateOf, new Set(['outbox']));
    expect(await book.telephoneOf('district')).toBeUndefined();
    await street.give(personDecider, 'zhao', 'RegisterPerson', { name: '赵某', telephone: '0898-1' });
    await street.give(personDecider, 'qian', 'RegisterPerson', { name: '钱某', email: 'qian@example.org' });
    await street.give(federationDecider, 'district', 'RecordFederationContact', { office: 'chair', person: 'zhao', on });
    await street.give(federationDecider, 'district', 'RecordFederationContact', { office: 'officer', person: 'qian', on });
    expect(await book.telephoneOf('district')).toBe('0898-1');
    await street.give(personDecider, 'qian', 'ChangePersonContact', { telephone: '0898-2' });
    expect(await book.telephoneOf('district')).toBe('0898-2');
  });

  it('by no channel that this process has not', async () => {
    expect(await new RegisterContacts(stateOf, new Set(['outbox']), robots).contactsOf(federation)).toEqual([outbox]);
  });
});
