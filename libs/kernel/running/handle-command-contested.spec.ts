import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { ContestedLog } from '../testing/contested-log.js';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import { AppendUnknown, StoreUnavailable } from '../vocabulary/event-log.port.js';
import { CommandHandling, maxAttempts } from './handle-command.js';

describe('handling a command while other processes write', () => {
  let store: MemoryEventLog;
  let log: ContestedLog;
  let commands: CommandHandling;
  let others: CommandHandling;
  let limit: number;
  const facts = { limit: () => ({ value: limit, source: `limit-main@${limit}` }) };
  const over = (log: ContestedLog) => new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts });
  beforeEach(() => {
    limit = 100;
    store = new MemoryEventLog(nodeHashing);
    log = new ContestedLog(store);
    commands = over(log);
    others = over(new ContestedLog(store));
  });
  const handle = (command: ReturnType<typeof count>, options = {}) => commands.handle(counting, 'a', command, options);
  const other = (command: ReturnType<typeof count>) => others.handle(counting, 'a', command);
  const sums = async () => (await store.read('count-a', 0, 1_000)).map(({ data }) => (data as { by: number }).by);

  it('decides again where another wrote first', async () => {
    await handle(count(1));
    log.beforeAppend = async (append) => void (append === 2 && (await other(count(10))));
    expect(await handle(count(2))).toMatchObject({ kind: 'recorded', revision: 2 });
    expect(await sums()).toEqual([1, 10, 2]);
    expect((await commands.state(counting, 'a')).state).toEqual({ sum: 13 });
  });

  it('gathers the facts again as well', async () => {
    log.beforeAppend = async (append) => {
      if (append > 1) return;
      await other(count(10));
      limit = 12;
    };
    expect(await handle(count(3, { type: 'CountToLimit' }))).toMatchObject({ kind: 'refused', refusal: { details: { sum: 10, limit: 12 } } });
    expect(await sums()).toEqual([10]);
  });

  it(`says contended after ${maxAttempts} conflicts, and has recorded nothing`, async () => {
    log.beforeAppend = async () => void (await other(count(10)));
    expect(await handle(count(1))).toEqual({ kind: 'contended', stream: 'count-a' });
    expect(log.appends).toBe(maxAttempts);
    expect(await sums()).toEqual([10, 10, 10]);
  });

  it('with If-Match decides once and says where the stream stands', async () => {
    await handle(count(1));
    log.beforeAppend = async () => void (await other(count(10)));
    expect(await handle(count(2), { ifMatch: 0 })).toEqual({ kind: 'moved-on', stream: 'count-a', revision: 1 });
    expect(log.appends).toBe(2);
  });

  it('sees that a remembered revision is not the stream’s before it says "moved on"', async () => {
    await handle(count(1));
    await other(count(1));
    expect(await handle(count(1), { ifMatch: 1 })).toMatchObject({ kind: 'recorded', revision: 2 });
  });

  it('decides a refusal again that came from a state another has changed', async () => {
    limit = 10;
    await handle(count(4));
    expect(await handle(count(7, { type: 'CountToLimit' }))).toMatchObject({ kind: 'refused', revision: 0 });
    await other(count(3));
    expect(await handle(count(7, { type: 'CountToLimit' }))).toMatchObject({ kind: 'refused', revision: 1, refusal: { details: { sum: 7 } } });
    await other(count(1));
    expect(await handle(count(0))).toEqual({ kind: 'unchanged', stream: 'count-a', revision: 2 });
  });

  it('gives the state as the log has it, also where others wrote', async () => {
    await handle(count(1));
    await other(count(2));
    expect((await commands.state(counting, 'a')).state).toEqual({ sum: 3 });
  });

  describe('when two processes are handed one command', () => {
    const later = { at: '2026-01-15T02:00:00.001Z' };

    it.each([{}, { ifMatch: 0 }])('the second gets the answer of the first %j', async (options) => {
      await handle(count(1));
      const command = count(5);
      log.beforeAppend = async (append) => void (append === 2 && (await other({ ...command, ...later })));
      expect(await handle(command, options)).toEqual({ kind: 'recorded', stream: 'count-a', revision: 1, position: 2, events: [{ type: 'Counted', data: { by: 5 } }], repeated: true });
      expect(await sums()).toEqual([1, 5]);
    });

    it('with two contents, the second is told that the id was used', async () => {
      const command = count(5);
      log.beforeAppend = async (append) => void (append === 1 && (await other({ ...command, data: { by: 6 } })));
      expect(await handle(command)).toEqual({ kind: 'id-reused', stream: 'count-a' });
      expect(await sums()).toEqual([6]);
    });

    it('decided on two states of a fact, the second remembers what the log says, not what it decided', async () => {
      const command = count(5, { type: 'CountToLimit' });
      const bold = { ...counting, decide: { ...counting.decide, CountToLimit: (_: unknown, __: unknown, { limit }: { limit: number }) => [{ type: 'Counted', data: { by: limit } }] } };
      log.beforeAppend = async (append) => {
        if (append > 1) return;
        limit = 50;
        await others.handle(bold, 'a', command);
      };
      expect(await commands.handle(bold, 'a', command)).toMatchObject({ kind: 'recorded', revision: 0, repeated: true });
      expect(await sums()).toEqual([50]);
      expect((await commands.state(counting, 'a')).state).toEqual({ sum: 50 });
    });
  });

  describe('when it is unknown whether an append got through', () => {
    const unknown = (times: number) => async (append: number) => {
      if (append <= times) throw new AppendUnknown('the connection broke');
    };

    it('repeats it with the same bytes: written once where it did', async () => {
      log.afterAppend = unknown(1);
      expect(await handle(count(2, { times: 2 }))).toMatchObject({ kind: 'recorded', revision: 1, position: 2, repeated: false });
      expect(await sums()).toEqual([2, 2]);
    });

    it('and written once where it did not', async () => {
      log.beforeAppend = unknown(2);
      expect(await handle(count(2))).toMatchObject({ kind: 'recorded', revision: 0 });
      expect(await sums()).toEqual([2]);
    });

    it('and finds it where another wrote on top', async () => {
      log.afterAppend = async (append) => {
        if (append > 1) return;
        await other(count(7));
        throw new AppendUnknown('the connection broke');
      };
      expect(await handle(count(2))).toMatchObject({ kind: 'recorded', revision: 0, position: 1 });
      expect(await sums()).toEqual([2, 7]);
      expect((await commands.state(counting, 'a')).state).toEqual({ sum: 9 });
    });

    it('gives up after some tries, and a repetition then gets the first answer', async () => {
      log.afterAppend = unknown(maxAttempts);
      const command = count(2);
      await expect(handle(command)).rejects.toThrow(AppendUnknown);
      expect(await handle({ ...command, at: '2026-01-15T03:00:00.000Z' })).toMatchObject({ kind: 'recorded', revision: 0, repeated: true });
      expect(await sums()).toEqual([2]);
    });

    it('says at once when the store is away, and records when it is back', async () => {
      log.beforeAppend = async (append) => {
        if (append === 1) throw new StoreUnavailable('away');
      };
      const command = count(2);
      await expect(handle(command)).rejects.toThrow(StoreUnavailable);
      expect(log.appends).toBe(1);
      expect(await handle(command)).toMatchObject({ kind: 'recorded', revision: 0, repeated: false });
    });
  });

  describe('where this process alone writes', () => {
    it('a slow reader does not bring back an old state', async () => {
      await handle(count(1));
      log = new ContestedLog(store, true);
      commands = over(log);
      const release = heldBack(log);
      const reading = commands.state(counting, 'a');
      expect(await handle(count(2))).toMatchObject({ kind: 'recorded', revision: 1 });
      release();
      await reading;
      expect(await handle(count(-1))).toMatchObject({ kind: 'refused', revision: 1, refusal: { details: { sum: 3 } } });
      expect((await commands.state(counting, 'a')).state).toEqual({ sum: 3 });
    });

    it('nor one that was read before an append of unknown end', async () => {
      await handle(count(1));
      log = new ContestedLog(store, true);
      commands = over(log);
      const release = heldBack(log);
      log.afterAppend = async () => {
        throw new AppendUnknown('the writer died');
      };
      const reading = commands.state(counting, 'a');
      await expect(handle(count(2))).rejects.toThrow(AppendUnknown);
      release();
      await reading;
      expect(await handle(count(-1))).toMatchObject({ kind: 'refused', revision: 1, refusal: { details: { sum: 3 } } });
    });

    it('what is asked for twice in one turn is read once, and afresh in the next', async () => {
      await handle(count(1));
      log = new ContestedLog(store);
      commands = over(log);
      const { reads } = log;
      const [one, other] = await Promise.all([commands.state(counting, 'a'), commands.state(counting, 'a')]);
      expect([one.revision, other.revision, log.reads - reads]).toEqual([0, 0, 1]);
      await commands.state(counting, 'a');
      expect(log.reads - reads).toBe(2);
    });

    it('answers a refusal from what it remembers, without asking the store', async () => {
      log = new ContestedLog(store, true);
      commands = over(log);
      await handle(count(1));
      const { reads } = log;
      await handle(count(-1));
      await commands.state(counting, 'a');
      expect(log.reads).toBe(reads);
    });
  });
});

/** The first read is held back, its page already read, until it is released. */
function heldBack(log: ContestedLog): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  log.afterRead = (read) => (read === 1 ? held : Promise.resolve());
  return release;
}
