import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { ContestedLog } from '../testing/contested-log.js';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import { CommandHandling } from './handle-command.js';

/** A policy hears of an event as soon as it is durable, which may be before the command that wrote it has its answer. */
describe('what was just appended', () => {
  it('is in the state of whoever asks before its writer is answered, and in nothing that is only remembered', async () => {
    const log = new ContestedLog(new MemoryEventLog(nodeHashing), true);
    const commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    await commands.handle(counting, 'a', count(1));
    expect(commands.remembered(counting, 'a')).toMatchObject({ state: { sum: 1 } });

    const seen: unknown[] = [];
    log.afterAppend = async () => void seen.push(commands.remembered(counting, 'a'), (await commands.state(counting, 'a')).state);
    await commands.handle(counting, 'a', count(2));
    expect(seen).toEqual([undefined, { sum: 3 }]);

    expect(commands.remembered(counting, 'a')).toMatchObject({ state: { sum: 3 }, revision: 1 });
    expect(await commands.handle(counting, 'a', count(4))).toMatchObject({ kind: 'recorded', revision: 2 });
  });
});
