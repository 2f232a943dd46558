import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import { someone } from '../testing/specify.js';
import { CommandHandling } from './handle-command.js';

describe('the first answer of a repeated command', () => {
  const log = new MemoryEventLog(nodeHashing);
  const commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
  const handle = (command: ReturnType<typeof count>) => commands.handle(counting, 'a', command);

  it.each([1, 15, 16, 17, 1_000, 1_020])('holds the %i events it wrote, and none of its neighbours', async (times) => {
    await handle(count(3));
    const command = count(7, { times });
    const first = await handle(command);
    await handle(count(3));
    expect(first).toMatchObject({ kind: 'recorded', repeated: false });
    expect('events' in first && first.events).toHaveLength(times);
    expect(await handle(command)).toEqual({ ...first, repeated: true });
  });

  it('holds them where they are the first of their stream', async () => {
    const command = count(2, { times: 20 });
    const first = await commands.handle(counting, 'fresh', command);
    expect(await commands.handle(counting, 'fresh', command)).toEqual({ ...first, repeated: true });
  });

  it('is not mixed with that of another actor who used the same id just before', async () => {
    const command = count(2);
    await handle({ ...command, by: { ...someone, office: 'auditor' }, data: { by: 9 } });
    const first = await handle(command);
    expect(await handle(command)).toEqual({ ...first, repeated: true });
    expect(first).toMatchObject({ events: [{ type: 'Counted', data: { by: 2 } }] });
  });
});
