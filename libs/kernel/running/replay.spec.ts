import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { counting, countingCatalogue } from '../testing/little-decider.js';
import { aLittleEvent } from '../testing/little-events.js';
import { UnknownEvent } from '../vocabulary/catalogue.js';
import { maxPage } from '../vocabulary/event-log.port.js';
import { load } from './load.js';
import { replay } from './replay.js';

const counted = (events: number) => Array.from({ length: events }, () => aLittleEvent({ type: 'Counted', data: { by: 1 } }));

describe('replaying', () => {
  let log: MemoryEventLog;
  let seen: number[];
  beforeEach(() => {
    log = new MemoryEventLog(nodeHashing);
    seen = [];
  });
  const run = (options = {}) => replay(log, countingCatalogue, (events) => void seen.push(...events.map(({ position }) => position)), options);

  it('runs through every event once, in order, over many pages', async () => {
    for (let stream = 0; stream < 5; stream++) await log.append(`count-${stream}`, 'none', counted(500));
    const progress: unknown[] = [];
    expect(await run({ progress: (step: unknown) => progress.push(step) })).toBe(2_500);
    expect(seen).toEqual(Array.from({ length: 2_500 }, (_, i) => i + 1));
    expect(progress).toEqual([1_000, 2_000, 2_500].map((done) => ({ done, position: done, end: 2_500 })));
  });

  it('runs over a log that ends with a full page', async () => {
    await log.append('count-a', 'none', counted(maxPage));
    expect(await run()).toBe(maxPage);
    expect(seen).toHaveLength(maxPage);
  });

  it('begins and ends where it is told', async () => {
    await log.append('count-a', 'none', counted(10));
    expect(await run({ after: 3, until: 7 })).toBe(7);
    expect(seen).toEqual([4, 5, 6, 7]);
    expect(await run({ after: 10 })).toBe(10);
  });

  it('ends at the end it found, also when others keep writing', async () => {
    await log.append('count-a', 'none', counted(3));
    await replay(log, countingCatalogue, async (events) => {
      seen.push(...events.map(({ position }) => position));
      await log.append('count-b', seen.length === 3 ? 'none' : 0, counted(1));
    });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('does nothing on an empty log', async () => {
    expect(await run()).toBe(0);
    expect(seen).toEqual([]);
  });

  it('stops at an event that the program does not know', async () => {
    await log.append('count-a', 'none', [...counted(1), aLittleEvent()]);
    await expect(run()).rejects.toThrow(UnknownEvent);
  });
});

describe('loading a stream', () => {
  it('folds a stream of many pages, and then only what is new', async () => {
    const log = new MemoryEventLog(nodeHashing);
    await log.append('count-a', 'none', counted(1_000));
    await log.append('count-a', 999, counted(1_500));
    const before = await load(counting, 'count-a', log, countingCatalogue);
    expect(before).toMatchObject({ state: { sum: 2_500 }, revision: 2_499, position: 2_500 });
    await log.append('count-a', 2_499, counted(1));
    const after = await load(counting, 'count-a', log, countingCatalogue, before);
    expect(after).toMatchObject({ state: { sum: 2_501 }, revision: 2_500 });
    expect(before).toMatchObject({ state: { sum: 2_500 }, revision: 2_499 });
  });
});
