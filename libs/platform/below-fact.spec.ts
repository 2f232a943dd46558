import { StoreUnavailable, type ViewReader } from '#kernel';
import type { FederationRow, UnionRow } from '#views';
import { belowFact } from './below-fact.js';

const log = { end: async () => 700 };
const reader = (totals: Readonly<Record<string, number>>, reached = true) => ({ reached: async (position: number) => position === 700 && reached, totals: async () => totals, list: async () => ({ rows: [] }) });
const views = (federations: ReturnType<typeof reader>, unions: ReturnType<typeof reader>) => ({ federations: federations as unknown as ViewReader<FederationRow>, unions: unions as unknown as ViewReader<UnionRow> });

describe('who reports to a federation', () => {
  it('is counted from the views at the end of the log', async () => {
    expect(await belowFact(views(reader({ federations: 2 }), reader({ unions: 3 })), log)('city@2025-03-01')).toEqual({ value: { federations: 2, unions: 3 }, source: 'views@700' });
  });

  it('is not told by a view that is behind: whoever was registered a moment ago would be overlooked', async () => {
    await expect(belowFact(views(reader({}, false), reader({})), log)('city@2025-03-01')).rejects.toThrow(StoreUnavailable);
    await expect(belowFact(views(reader({}), reader({}, false)), log)('city@2025-03-01')).rejects.toThrow(StoreUnavailable);
  });
});
