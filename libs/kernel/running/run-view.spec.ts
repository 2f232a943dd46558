import { aHomeEvent, littleCatalogue, littleView } from '../testing/little-view.js';
import { aLittleEvent } from '../testing/little-events.js';
import type { EventFeed } from '../vocabulary/event-log.port.js';
import type { NewEvent, StoredEvent } from '../vocabulary/message.js';
import type { AnyView } from '../vocabulary/view.js';
import { maxUnstored, runViews, type LiveView } from './run-view.js';

/** Two views: one of homes, one whose rows nothing here touches. */
const homes: AnyView = littleView;
const quiet: AnyView = { ...littleView, name: 'quiet', keysOf: () => [] };

describe('running views', () => {
  let end: number;
  let stored: [view: string, position: number][];
  let advanced: [views: string, position: number][];
  let failures: string[];
  beforeEach(() => {
    [end, stored, advanced, failures] = [0, [], [], []];
  });
  const opened = () => aHomeEvent('HomeOpened', { name: '甲', above: ['city'] });

  const live = (view: AnyView, fails = false): LiveView => ({
    view,
    position: 0,
    writer: {
      position: async () => 0,
      rows: async () => new Map(),
      apply: async ({ position }) => {
        if (fails) throw new Error('the disk is full');
        stored.push([view.name, position]);
      },
      replace: () => Promise.reject(new Error('not asked for')),
      close: async () => {},
    },
  });
  const placed = ({ id, type, data, metadata }: NewEvent): StoredEvent => ({ id, type, data, metadata, position: ++end, stream: `home-${end}`, revision: 0, digest: '' });

  /** Follows these batches, then the feed ends. */
  async function run(views: readonly LiveView[], ...batches: readonly (readonly NewEvent[])[]): Promise<readonly LiveView[]> {
    const follow = async function* () {
      for (const batch of batches) yield batch.map(placed);
    };
    const log: EventFeed = { follow };
    return runViews(views, {
      log,
      catalogue: littleCatalogue,
      signal: new AbortController().signal,
      advanced: (some, position) => void advanced.push([some.map(({ name }) => name).join(), position]),
      failed: ({ name }, error) => void failures.push(`${name}: ${(error as Error).message}`),
    });
  }

  it('stores a view when a batch touches its rows; another it tells where it stands when the run ends', async () => {
    const running = await run([live(homes), live(quiet)], [opened()], [opened(), opened()]);
    expect(stored).toEqual([['homes', 1], ['homes', 3], ['quiet', 3]]);
    expect(advanced).toEqual([['homes', 1], ['quiet', 1], ['homes', 3], ['quiet', 3]]);
    expect(running.map(({ position, unstored }) => [position, unstored])).toEqual([[3, undefined], [3, undefined]]);
  });

  it('stores one of them where a batch touches none, so that the store knows how far the log was seen', async () => {
    await run([live(quiet), live(homes)], [aLittleEvent()], [aLittleEvent(), aLittleEvent()]);
    expect(stored).toEqual([['quiet', 1], ['quiet', 3], ['homes', 3]]);
    expect(advanced).toEqual([['quiet,homes', 1], ['quiet,homes', 3]]);
  });

  it('stores a view once more than so many events have passed it by', async () => {
    const many = (count: number) => Array.from({ length: count }, opened);
    await run([live(homes), live(quiet)], many(maxUnstored), [opened()]);
    expect(stored.filter(([view]) => view === 'quiet')).toEqual([['quiet', maxUnstored + 1]]);
  });

  it('goes on without a view whose store fails, also when it is only told where it stands', async () => {
    const running = await run([live(homes), live(quiet, true)], [opened()], [opened()]);
    expect(failures).toEqual(['quiet: the disk is full']);
    expect(running.map(({ view }) => view.name)).toEqual(['homes']);
  });
});
