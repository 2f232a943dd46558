import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { ContestedLog } from '../testing/contested-log.js';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import type { AnyDecider } from '../vocabulary/decider.js';
import { CommandHandling } from './handle-command.js';

const name: AnyDecider = { ...counting, category: 'name' };
const claiming: AnyDecider = { ...counting, category: 'claiming', claims: (events, id) => events.map(({ data }: { data: { by: number } }) => ({ decider: name, id: `${id}.n`, type: 'Count', data })) };

describe.each([true, false])('a stream that is taken for new, where nobody else writes: %s', (soleWriter) => {
  let log: ContestedLog;
  let commands: CommandHandling;
  beforeEach(() => {
    log = new ContestedLog(new MemoryEventLog(nodeHashing), soleWriter);
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
  });
  const presumed = (command: ReturnType<typeof count>, id = 'a') => commands.handle(counting, id, command, { presumedNew: true });

  it('is written without being read, and what it claims likewise', async () => {
    expect(await commands.handle(claiming, 'a', count(2), { presumedNew: true })).toMatchObject({ kind: 'recorded', revision: 0, position: 2 });
    expect(log.reads).toBe(0);
    expect((await commands.state(claiming, 'a')).state).toEqual({ sum: 2 });
  });

  it('and is there after all, is judged as it stands', async () => {
    await commands.handle(counting, 'a', count(7, { times: 2 }));
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    expect(await presumed(count(-1))).toMatchObject({ kind: 'refused', revision: 1, refusal: { details: { sum: 14 } } });
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    expect(await presumed(count(0))).toMatchObject({ kind: 'unchanged', revision: 1 });
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    expect(await presumed(count(1))).toMatchObject({ kind: 'recorded', revision: 2 });
    expect((await commands.state(counting, 'a')).state).toEqual({ sum: 15 });
  });

  it('and is there after all, claims nothing before it is judged', async () => {
    const handling = () => new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: { limit: () => ({ value: 5, source: 'limit-main@7' }) } });
    const once: AnyDecider = { ...claiming, category: 'once' };
    await handling().handle({ ...counting, category: 'once' }, 'a', count(4));
    expect(await handling().handle(once, 'a', count(2, { type: 'CountToLimit' }), { presumedNew: true })).toMatchObject({ kind: 'refused', revision: 0, refusal: { refused: 'over-limit' } });
    expect(await log.head('name-a.n')).toBe('none');
  });

  it('gives a repeated command its first answer, and hides nothing that stands behind it', async () => {
    const command = count(3);
    const first = await presumed(command);
    await commands.handle(counting, 'a', count(4));
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    expect(await presumed(command)).toMatchObject({ kind: 'recorded', revision: 0, position: first.kind === 'recorded' ? first.position : 0 });
    expect(await commands.handle(counting, 'a', count(-1))).toMatchObject({ kind: 'refused', revision: 1, refusal: { details: { sum: 7 } } });
    expect(await log.read('count-a', 0, 10)).toHaveLength(2);
  });
});
