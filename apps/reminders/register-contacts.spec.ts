import { RegisterContacts, type StateOf } from '#platform';
import { AStreet } from './testing/a-street.js';

describe('where the register says people can be reached', () => {
  let street: AStreet;
  beforeAll(async () => {
    street = await AStreet.opened([]);
  }, 60_000);
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

  it('by no channel that this process has not', async () => {
    expect(await new RegisterContacts(stateOf, new Set(['outbox']), robots).contactsOf(federation)).toEqual([outbox]);
  });
});
