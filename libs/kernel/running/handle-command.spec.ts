import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { count, counting, countingCatalogue } from '../testing/little-decider.js';
import { someone } from '../testing/specify.js';
import { NotCanonical } from '../vocabulary/canonical-json.js';
import type { FactSources } from './gather-facts.js';
import { CommandHandling, EventMisfit } from './handle-command.js';
import { replay } from './replay.js';

describe('handling a command', () => {
  let log: MemoryEventLog;
  let limit: number | undefined;
  const facts: FactSources = { limit: async (of) => ({ value: limit, source: `limit-${of}@${limit === undefined ? 'none' : 7}` }) };
  const handling = () => new CommandHandling({ log, catalogue: countingCatalogue, hashing: nodeHashing, facts });
  let commands: CommandHandling;
  beforeEach(() => {
    limit = undefined;
    log = new MemoryEventLog(nodeHashing);
    commands = handling();
  });
  const handle = (command: ReturnType<typeof count>, options = {}) => commands.handle(counting, 'a', command, options);
  const written = () => log.read('count-a', 0, 1_000);

  describe('answers', () => {
    it('recorded, with the place of the last event', async () => {
      expect(await handle(count(2, { times: 3 }))).toMatchObject({ kind: 'recorded', stream: 'count-a', revision: 2, position: 3, repeated: false });
      expect(await handle(count(5))).toEqual({ kind: 'recorded', stream: 'count-a', revision: 3, position: 4, repeated: false, events: [{ type: 'Counted', data: { by: 5 } }] });
      expect((await written()).map(({ data }) => data)).toEqual([{ by: 2 }, { by: 2 }, { by: 2 }, { by: 5 }]);
      expect((await commands.state(counting, 'a')).state).toEqual({ sum: 11 });
    });

    it('refused, with code, numbers and revision, and records nothing', async () => {
      expect(await handle(count(-1))).toEqual({ kind: 'refused', stream: 'count-a', revision: 'none', refusal: { refused: 'below-zero', details: { sum: 0 } } });
      await handle(count(4));
      expect(await handle(count(-1))).toMatchObject({ kind: 'refused', revision: 0, refusal: { details: { sum: 4 } } });
      expect(await written()).toHaveLength(1);
    });

    it('unchanged where there is nothing to do', async () => {
      expect(await handle(count(0))).toEqual({ kind: 'unchanged', stream: 'count-a', revision: 'none' });
      expect(await written()).toEqual([]);
    });

    it('with an error for an id that is none, a command nobody decides, and data without a JSON form', async () => {
      await expect(commands.handle(counting, 'A b', count(1))).rejects.toThrow(RangeError);
      await expect(handle(count(1, { type: 'Forget' }))).rejects.toThrow('count: nothing decides "Forget"');
      await expect(handle(count(1, { data: { by: 1, note: undefined } }))).rejects.toThrow(NotCanonical);
      expect(await handle(count(1))).toMatchObject({ kind: 'recorded', revision: 0 });
    });

    it('with EventMisfit when an event misses its schema, and records none of the events', async () => {
      const misfit = handle(count(101, { times: 2 }));
      await expect(misfit).rejects.toThrow(EventMisfit);
      await expect(misfit).rejects.toThrow(/^Counted does not fit its schema: \/by /);
      expect(await written()).toEqual([]);
      expect((await commands.state(counting, 'a')).state).toEqual({ sum: 0 });
    });
  });

  describe('a repeated command', () => {
    it('gets its first answer, whatever happened since, from a new process too', async () => {
      const command = count(2, { times: 2 });
      const first = await handle(command);
      await handle(count(50));
      const again = { ...first, repeated: true };
      expect(await handle(command)).toEqual(again);
      commands = handling();
      expect(await handle({ ...command, at: '2027-01-01T00:00:00.000Z' })).toEqual(again);
      expect(await written()).toHaveLength(3);
    });

    it('gets it before If-Match is looked at', async () => {
      const command = count(2);
      await handle(command, { ifMatch: 'none' });
      expect(await handle(command, { ifMatch: 'none' })).toMatchObject({ kind: 'recorded', revision: 0, repeated: true });
    });

    it('is refused when it says something else', async () => {
      const command = count(2);
      await handle(command);
      expect(await handle({ ...command, data: { by: 3 } })).toEqual({ kind: 'id-reused', stream: 'count-a' });
      expect(await handle({ ...command, type: 'CountToLimit' })).toEqual({ kind: 'id-reused', stream: 'count-a' });
      expect(await written()).toHaveLength(1);
    });

    it('is another command when another actor sends it, or when it goes to another stream', async () => {
      const command = count(2);
      await handle(command);
      for (const by of [{ ...someone, office: 'auditor' }, { ...someone, bodyId: 'union-other' }, { ...someone, personId: 'p1' }]) {
        expect(await handle({ ...command, by })).toMatchObject({ kind: 'recorded', repeated: false });
      }
      expect(await commands.handle(counting, 'b', command)).toMatchObject({ kind: 'recorded', repeated: false });
      const ids = (await log.readAll(0, 100)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(5);
    });

    it('is decided again where it was refused or there was nothing to do', async () => {
      const command = count(5, { type: 'CountToLimit' });
      expect(await handle(command)).toMatchObject({ kind: 'refused', refusal: { refused: 'over-limit' } });
      limit = 5;
      expect(await handle(command)).toMatchObject({ kind: 'recorded', revision: 0, repeated: false });
    });
  });

  describe('If-Match', () => {
    it('decides only at that revision', async () => {
      expect(await handle(count(1), { ifMatch: 0 })).toEqual({ kind: 'moved-on', stream: 'count-a', revision: 'none' });
      expect(await handle(count(1), { ifMatch: 'none' })).toMatchObject({ kind: 'recorded', revision: 0 });
      expect(await handle(count(1), { ifMatch: 'none' })).toEqual({ kind: 'moved-on', stream: 'count-a', revision: 0 });
      expect(await handle(count(-1), { ifMatch: 5 })).toMatchObject({ kind: 'moved-on' });
      expect(await handle(count(1), { ifMatch: 0 })).toMatchObject({ kind: 'recorded', revision: 1 });
    });
  });

  describe('what is recorded beside the data', () => {
    it('says who, when, by which command, from what, on which facts', async () => {
      limit = 50;
      await handle(count(5, { type: 'CountToLimit', commandId: 'k-1', causation: 'cause', correlation: 'beginning' }));
      await handle(count(5, { commandId: 'k-2' }));
      const [first, second] = await written();
      expect(first?.metadata).toEqual({
        schema: 1,
        at: '2026-01-15T02:00:00.000Z',
        by: someone,
        commandId: 'k-1',
        commandHash: nodeHashing.sha256('["CountToLimit",{"by":5}]'),
        causation: 'cause',
        correlation: 'beginning',
        basedOn: { limit: 'limit-main@7' },
      });
      expect(second?.metadata).toMatchObject({ correlation: 'k-2' });
      expect(Object.keys(second?.metadata ?? {})).not.toContain('basedOn');
    });

    it('names also a fact that was not there', async () => {
      limit = undefined;
      const asks = { ...counting, decide: { ...counting.decide, CountToLimit: () => [{ type: 'Counted', data: { by: 1 } }] } };
      await commands.handle(asks, 'a', count(1, { type: 'CountToLimit' }));
      expect((await written())[0]?.metadata.basedOn).toEqual({ limit: 'limit-main@none' });
    });

    it('gives each event of a command its own id, and the same in every log', async () => {
      const command = count(1, { times: 3 });
      await handle(command);
      const ids = (await written()).map(({ id }) => id);
      log = new MemoryEventLog(nodeHashing);
      commands = handling();
      await handle(command);
      expect((await written()).map(({ id }) => id)).toEqual(ids);
      expect(new Set(ids).size).toBe(3);
    });
  });

  it('queues the commands of one stream behind each other', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 10 === 9 ? handle(count(-1)) : handle(count(1)))));
    expect(outcomes.filter(({ kind }) => kind === 'recorded').map((outcome) => 'revision' in outcome && outcome.revision)).toEqual(Array.from({ length: 45 }, (_, i) => i));
    expect((await commands.state(counting, 'a')).state).toEqual({ sum: 45 });
  });

  it('goes on with the queue after one of its commands failed', async () => {
    const [failed, next] = await Promise.allSettled([handle(count(101)), handle(count(1))]);
    expect(failed.status).toBe('rejected');
    expect(next).toMatchObject({ status: 'fulfilled', value: { kind: 'recorded' } });
  });

  it('comes to the state that a replay comes to', async () => {
    for (let by = 1; by <= 20; by++) await handle(count(by, { times: (by % 3) + 1 }));
    let sum = 0;
    await replay(log, countingCatalogue, (events) => {
      for (const { data } of events) sum += (data as { by: number }).by;
    });
    expect((await commands.state(counting, 'a')).state).toEqual({ sum });
    expect((await handling().state(counting, 'a')).state).toEqual({ sum });
  });
});
