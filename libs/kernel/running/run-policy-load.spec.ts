import { MemoryEventLog, MemoryPolicyCheckpoints } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import type { Policy } from '../vocabulary/policy.js';
import { CommandHandling } from './handle-command.js';
import { fullestQueue, maxInFlight, runPolicy } from './run-policy.js';

/** Three groups of commands. */
const effects = maxInFlight + 1;
const spread: Policy = {
  name: 'spread',
  from: 'start',
  on: { Counted: ({ stream }) => (stream === 'count-a' ? Array.from({ length: effects }, (_, i) => ({ category: 'count', id: `to_${i}`, command: { type: 'Count', data: { by: 1 } } })) : []) },
};

describe("a policy and the writer's queue", () => {
  /** Runs the policy over one event, and tells in order how full the queue was and that commands were sent. */
  async function run({ loads, then }: { readonly loads: readonly number[]; readonly then: number }, mayStop: (asked: number, stop: AbortController) => void = () => {}) {
    const log = new MemoryEventLog(nodeHashing);
    const commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    await commands.handle(counting, 'a', count(1));
    const [told, failures, stop] = [[] as (number | 'sent')[], [] as unknown[], new AbortController()];
    let asked = 0;
    await runPolicy(spread, {
      log,
      catalogue: countingCatalogue,
      checkpoints: new MemoryPolicyCheckpoints(),
      now: () => '2026-01-15T02:00:00.000Z',
      signal: stop.signal,
      load: () => {
        const load = loads[asked++] ?? then;
        told.push(load);
        mayStop(asked, stop);
        return load;
      },
      send: async (effect, command) => {
        if (told.at(-1) !== 'sent') told.push('sent');
        await commands.handle(counting, effect.id, command);
      },
      advanced: () => stop.abort(),
      failed: (error) => failures.push(error),
    });
    expect(failures).toEqual([]);
    return told;
  }

  it('pauses while it is half full, before each group of commands', async () => {
    expect((await run({ loads: [0.9, fullestQueue, 0.1, 0.6, 0.49], then: 0 })).slice(0, 8)).toEqual([0.9, 0.5, 0.1, 'sent', 0.6, 0.49, 'sent', 0]);
  });

  it('can be stopped while it waits', async () => {
    expect(await run({ loads: [], then: 1 }, (asked, stop) => void (asked === 2 && stop.abort()))).toEqual([1, 1]);
  });
});
