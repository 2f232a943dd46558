import { MemoryEventLog, MemoryPolicyCheckpoints } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import { aLittleEvent } from '../testing/little-events.js';
import type { Policy } from '../vocabulary/policy.js';
import { CommandHandling } from './handle-command.js';
import { maxInFlight, runPolicy, type PolicyRun } from './run-policy.js';

/** Whatever is counted in `count-a` is counted in as many other streams as it says. */
const spread: Policy = {
  name: 'spread',
  from: 'start',
  on: { Counted: ({ stream, data }) => (stream === 'count-a' ? Array.from({ length: data.by }, (_, i) => ({ category: 'count', id: `to_${i}`, command: { type: 'Count', data: { by: 1 } } })) : []) },
};

describe('running a policy', () => {
  let log: MemoryEventLog;
  let checkpoints: MemoryPolicyCheckpoints;
  let commands: CommandHandling;
  let failures: string[];
  beforeEach(() => {
    log = new MemoryEventLog(nodeHashing);
    checkpoints = new MemoryPolicyCheckpoints();
    commands = new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts: {} });
    failures = [];
  });
  const cause = (by: number) => commands.handle(counting, 'a', count(by));
  const send: PolicyRun['send'] = async (effect, command) => void (await commands.handle(counting, effect.id, command));
  const effects = async () => (await log.readAll(0, 1_000)).filter(({ stream }) => stream.startsWith('count-to_'));

  /** Runs until the checkpoint stands at the position, or until `enough` says so. */
  async function run(policy: Policy, until: number, overrides: Partial<PolicyRun> = {}, enough = () => false): Promise<void> {
    const stop = new AbortController();
    await runPolicy(policy, {
      log,
      catalogue: countingCatalogue,
      checkpoints,
      send,
      now: () => '2026-01-15T02:00:00.000Z',
      signal: stop.signal,
      advanced: (position) => void (position >= until && stop.abort()),
      failed: (error) => {
        failures.push(String(error));
        if (enough()) stop.abort();
      },
      ...overrides,
    });
  }

  it('sends the commands that each event causes, with ids and causes derived from it', async () => {
    await cause(2);
    await run(spread, 3);
    const [causing] = await log.read('count-a', 0, 1);
    expect((await effects()).map(({ stream, metadata }) => [stream, metadata.commandId, metadata.causation, metadata.correlation, metadata.by.office])).toEqual([
      ['count-to_0', `${causing?.id}.0`, causing?.id, causing?.metadata.correlation, 'policy'],
      ['count-to_1', `${causing?.id}.1`, causing?.id, causing?.metadata.correlation, 'policy'],
    ]);
  });

  it('does once what it does twice: a lost checkpoint costs work, no event', async () => {
    await cause(3);
    await run(spread, 1);
    checkpoints = new MemoryPolicyCheckpoints();
    await run(spread, 4);
    expect(await effects()).toHaveLength(3);
  });

  it('passes over events that are none of its business, also those this program does not know', async () => {
    await log.append('other-thing', 'none', [aLittleEvent()]);
    await cause(2);
    await run(spread, 4, {}, () => true);
    expect(failures).toEqual([]);
    expect(await effects()).toHaveLength(2);
  });

  it('stops in the middle of what one event causes, and the next run does the rest', async () => {
    await cause(100);
    const stop = new AbortController();
    let sent = 0;
    const stopping: PolicyRun['send'] = (effect, command) => {
      if (++sent === 30) stop.abort();
      return send(effect, command);
    };
    await run(spread, 1, { signal: stop.signal, send: stopping });
    expect(sent).toBeLessThanOrEqual(maxInFlight);
    expect(failures).toEqual([]);
    await run(spread, 101);
    expect(await effects()).toHaveLength(100);
  });

  it('does once what two runners do side by side', async () => {
    await cause(100);
    await Promise.all([run(spread, 1), run(spread, 1, { checkpoints: new MemoryPolicyCheckpoints() })]);
    expect(await effects()).toHaveLength(100);
  });

  it('saves its place only after every effect was acknowledged', async () => {
    await cause(2);
    const order: string[] = [];
    await run(spread, 1, {
      send: async (effect) => {
        expect(await checkpoints.load('spread')).toBe(0);
        order.push(effect.id);
      },
    });
    expect(order).toEqual(['to_0', 'to_1']);
    expect(await checkpoints.load('spread')).toBe(1);
  });

  it('tries an outage again from the event where it began, and leaves nothing out', async () => {
    await cause(1);
    await cause(2);
    let outages = 2;
    await run(spread, 2, {
      send: async (effect, command) => {
        if (effect.id === 'to_1' && outages-- > 0) throw new Error('the store is away');
        await send(effect, command);
      },
    });
    expect(failures).toEqual(['Error: the store is away', 'Error: the store is away']);
    expect((await effects()).map(({ stream }) => stream).toSorted()).toEqual(['count-to_0', 'count-to_0', 'count-to_1']);
  });

  it('waits for all that is under way before it tries again', async () => {
    await cause(3);
    let underWay = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let first = true;
    await run(spread, 1, {
      send: async (effect) => {
        if (effect.id === 'to_0' && first) {
          first = false;
          queueMicrotask(release);
          throw new Error('away');
        }
        if (effect.id === 'to_0') expect(underWay).toBe(0);
        underWay++;
        await held;
        underWay--;
      },
    });
    expect(failures).toHaveLength(1);
  });

  it('tries again when the place cannot be read, kept, or the feed ends', async () => {
    await cause(1);
    let [loads, saves] = [0, 0];
    const shaky = {
      load: async (name: string) => (++loads === 1 ? Promise.reject(new Error('no load')) : checkpoints.load(name)),
      save: async (name: string, position: number) => (++saves === 1 ? Promise.reject(new Error('no save')) : checkpoints.save(name, position)),
    };
    let feeds = 0;
    const ending = Object.create(log, { follow: { value: (after: number, signal: AbortSignal) => (++feeds === 1 ? nothing() : log.follow(after, signal)) } }) as MemoryEventLog;
    await run(spread, 1, { checkpoints: shaky, log: ending });
    expect(failures).toEqual(['Error: no load', 'Error: no save', 'Error: spread: the feed ended']);
    expect(await effects()).toHaveLength(1);
  });

  it('that never ran begins at the start, or now if its effects must not be replayed', async () => {
    await cause(1);
    await run({ ...spread, name: 'fromNow', from: 'now' }, 0, { log: endless(log, () => cause(2)) });
    expect((await effects()).map(({ stream }) => stream)).toEqual(['count-to_0', 'count-to_1']);
    await run({ ...spread, name: 'fromStart' }, 4);
    expect((await effects()).slice(2).map(({ stream }) => stream)).toEqual(['count-to_0', 'count-to_0', 'count-to_1']);
  });

  it('from now on goes on from its own place when it runs again', async () => {
    await checkpoints.save('fromNow', 0);
    await cause(1);
    await run({ ...spread, name: 'fromNow', from: 'now' }, 1);
    expect(await effects()).toHaveLength(1);
  });

  it('stops at an event with more than 500 effects and says so', async () => {
    const effects = (howMany: number) => ({ ...spread, on: { Counted: () => Array.from({ length: howMany }, (_, i) => ({ category: 'count', id: `to_${i}`, command: { type: 'Count', data: { by: 1 } } })) } });
    await cause(1);
    let sent = 0;
    const sending = { send: async () => void sent++ };
    await run(effects(501), 1, sending, () => failures.length === 2);
    expect(failures[0]).toContain('spread: 501 effects of one event, 500 allowed');
    expect([sent, await checkpoints.load('spread')]).toEqual([0, 0]);
    await run(effects(500), 1, sending);
    expect(sent).toBe(500);
  });

  it(`keeps at most ${maxInFlight} commands under way`, async () => {
    await cause(100);
    let [underWay, most] = [0, 0];
    await run(spread, 1, {
      send: async (effect, command) => {
        most = Math.max(most, ++underWay);
        await send(effect, command);
        underWay--;
      },
    });
    expect(most).toBe(maxInFlight);
  });

  it('ends when it is told to, also while it waits for its next try', async () => {
    await cause(1);
    await run(spread, 1, { send: async () => Promise.reject(new Error('away')) }, () => true);
    expect(failures).toEqual(['Error: away']);
  });
});

async function* nothing(): AsyncIterable<never> {}

/** The log, on which something happens as soon as it is followed. */
function endless(log: MemoryEventLog, happening: () => Promise<unknown>): MemoryEventLog {
  return Object.create(log, {
    end: { value: () => log.end() },
    follow: {
      value: async function* follow(after: number, signal: AbortSignal) {
        await happening();
        yield* log.follow(after, signal);
      },
    },
  }) as MemoryEventLog;
}
