import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { foundLog } from '#kernel';
import { awaitViews } from './await-views.js';

/** A view that comes nearer by one each time it is waited for, as far as it comes at all. */
function viewComing(until: number) {
  let position = -1;
  return { state: async () => ({ position, frozen: false }), reached: async (wanted: number) => (position = Math.min(position + 1, until)) >= wanted };
}

describe('an import that waits for views', () => {
  const log = new MemoryEventLog(nodeHashing);
  beforeAll(() => foundLog(log, { logId: '00000000-0000-4000-8000-000000000000', at: '2026-01-01T00:00:00.000Z' }));

  it('waits as long as they come nearer', async () => {
    await expect(awaitViews({ end: async () => 4 }, [viewComing(4), viewComing(9)], 1)).resolves.toBeUndefined();
  });

  it('gives up one that stands still before it is there, and says so', async () => {
    await expect(awaitViews(log, [viewComing(9), viewComing(0)], 1)).rejects.toMatchObject({ code: 'view-behind', details: { position: '1' } });
  });
});
