import { StoreUnavailable, type ListQuery, type ViewReader } from '#kernel';
import type { EvaluationRow } from '#views';
import { openEvaluations } from './open-evaluations.js';

type Asked = ViewReader<EvaluationRow>;
const log = { end: async () => 700 };

function reader(totals: Readonly<Record<string, number>>, others: { readonly frozen?: boolean; readonly reached?: boolean } = {}): { readonly view: Pick<Asked, 'reached' | 'state' | 'totals' | 'list'>; readonly queries: ListQuery[] } {
  const queries: ListQuery[] = [];
  const view = {
    reached: async (position: number) => position === 700 && (others.reached ?? true),
    state: async () => ({ position: 702, frozen: others.frozen ?? false }),
    totals: async (group: string) => (group === 'district_2025.district' ? totals : {}),
    list: async (query: ListQuery) => {
      queries.push(query);
      return { rows: [['a.2025.1', {} as EvaluationRow] as const] };
    },
  };
  return { view, queries };
}

describe('what a round has open', () => {
  it('is counted from the totals of the campaign, named from one page of its list; the source is the view\'s position', async () => {
    const { view, queries } = reader({ evaluations: 9, 'status.held': 5, 'open.held': 2, 'open.notStarted': 1 });
    expect(await openEvaluations(view, log)('district_2025.district')).toEqual({ value: { byStatus: { held: 2, notStarted: 1 }, first: ['a.2025.1'] }, source: 'evaluationStatus@702' });
    expect(queries).toMatchObject([{ scope: ['district'], where: { campaign: 'district_2025' }, limit: 20 }]);
  });
  it('asks for no list where nothing is open', async () => {
    const { view, queries } = reader({ evaluations: 9, 'status.closedNoTitle': 9 });
    expect(await openEvaluations(view, log)('district_2025.district')).toMatchObject({ value: { byStatus: {}, first: [] } });
    expect(queries).toEqual([]);
  });
  it('is not told by a view that is behind, or of an older version', async () => {
    await expect((async () => openEvaluations(reader({}, { reached: false }).view, log)('district_2025.district'))()).rejects.toThrow(StoreUnavailable);
    await expect((async () => openEvaluations(reader({}, { frozen: true }).view, log)('district_2025.district'))()).rejects.toThrow(StoreUnavailable);
  });
});
