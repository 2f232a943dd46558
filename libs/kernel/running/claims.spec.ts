import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import type { AnyDecider } from '../vocabulary/decider.js';
import { CommandHandling } from './handle-command.js';

/** What must be unique beyond a stream is taken in another stream first. */
const name: AnyDecider = { ...counting, category: 'name' };
const claiming: AnyDecider = { ...counting, claims: (events, id) => events.map(({ data }: { data: { by: number } }) => ({ decider: name, id: `${id}.n`, type: 'Count', data: { by: data.by - 5 } })) };

describe('a command that claims', () => {
  const log = new MemoryEventLog(nodeHashing);
  const commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
  const lengthOf = async (stream: string) => (await log.read(stream, 0, 10)).length;

  it('is recorded after its claim, under one id', async () => {
    const command = count(7);
    expect(await commands.handle(claiming, 'a', command)).toMatchObject({ kind: 'recorded', stream: 'count-a', revision: 0, position: 2 });
    const [claim] = await log.read('name-a.n', 0, 10);
    expect(claim).toMatchObject({ position: 1, data: { by: 2 }, metadata: { commandId: command.commandId, correlation: command.commandId } });
    expect(await commands.handle(claiming, 'a', command)).toMatchObject({ kind: 'recorded', repeated: true, revision: 0 });
    expect([await lengthOf('name-a.n'), await lengthOf('count-a')]).toEqual([1, 1]);
  });

  it('is refused where its claim is, in its own name, and records nothing', async () => {
    expect(await commands.handle(claiming, 'b', count(3))).toEqual({ kind: 'refused', stream: 'count-b', revision: 'none', refusal: { refused: 'below-zero', details: { sum: 0 } } });
    expect([await lengthOf('name-b.n'), await lengthOf('count-b')]).toEqual([0, 0]);
  });

  it('claims nothing where it is refused itself, and goes on where there is nothing left to claim', async () => {
    expect(await commands.handle(claiming, 'c', count(-1))).toMatchObject({ kind: 'refused' });
    expect(await commands.handle(claiming, 'c', count(5))).toMatchObject({ kind: 'recorded', stream: 'count-c' });
    expect(await lengthOf('name-c.n')).toBe(0);
  });
});
