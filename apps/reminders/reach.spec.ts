import { RegisterContacts } from '#platform';
import { personDecider, unionDecider } from '#register';
import { reach } from './reach.js';
import { AStreet } from './testing/a-street.js';

describe('who can be reached', () => {
  let street: AStreet;
  beforeAll(async () => {
    street = await AStreet.opened(['a', 'b', 'c']);
    await street.give(personDecider, 'p1', 'RegisterPerson', { name: '王芳', email: 'wang@example.org' });
    await street.give(personDecider, 'p2', 'RegisterPerson', { name: '李强' });
    for (const [union, person] of [['a', 'p1'], ['b', 'p2'], ['c', 'p1']] as const) await street.give(unionDecider, union, 'RecordContact', { office: 'chair', person, on: '2025-01-01' });
    await street.give(unionDecider, 'c', 'RecordContact', { office: 'chair', on: '2025-02-01' });
  });
  afterAll(() => street.close());

  const reached = async (...channels: readonly string[]) => {
    const can = await reach(street.node, new RegisterContacts(async (decider, id) => (await street.node.commands.state(decider, id)).state, new Set(channels)));
    return [...['a', 'b', 'c'].flatMap((id) => (['chair', 'party'] as const).map((kind) => ({ kind, id }))), { kind: 'federation', id: 'street' } as const].filter(can).map(({ kind, id }) => `${kind}.${id}`);
  };

  it('is who has an address of a channel that this process has: no union without a person, or whose person left', async () => {
    expect(await reached('outbox', 'mail')).toEqual(['chair.a', 'federation.street']);
  });

  it('is no chair where nothing is sent by mail or text message', async () => {
    expect(await reached('outbox')).toEqual(['federation.street']);
  });
});
