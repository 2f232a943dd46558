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
      return query.cursor === undefined ? { rows: [['a.2025.1', { status: 'held' } as EvaluationRow] as const], next: 'on' } : { rows: [['b.2025.1', { status: 'notStarted' } as EvaluationRow] as const] };
    },
  };
  return { view, queries };
}

describe('what a round has open', () => {
  it('is counted from the totals of the campaign, named page by page from its list; the source is the view\'s position', async () => {
    const { view, queries } = reader({ evaluations: 9, 'status.held': 5, 'open.held': 2, 'open.notStarted': 1 });
    expect(await openEvaluations(view, log)('district_2025.district')).toEqual({ value: { byStatus: { held: 2, notStarted: 1 }, listed: [{ id: 'a.2025.1', status: 'held' }, { id: 'b.2025.1', status: 'notStarted' }] }, source: 'evaluationStatus@702' });
    expect(queries).toMatchObject([{ scope: ['district'], where: { campaign: 'district_2025' }, limit: 200 }, { cursor: 'on' }]);
  });
  it('is named up to 500', async () => {
    const limits: unknown[] = [];
    const { view } = reader({ 'open.held': 900 });
    const list = async ({ limit = 0 }: ListQuery) => (limits.push(limit), { rows: Array.from({ length: limit }, (_, index) => [`u${limits.length}_${index}.2025.1`, { status: 'held' } as EvaluationRow] as const), next: 'on' });
    expect(await openEvaluations({ ...view, list }, log)('district_2025.district')).toMatchObject({ value: { byStatus: { held: 900 }, listed: { length: 500 } } });
    expect(limits).toEqual([200, 200, 100]);
  });
  it('asks for no list where nothing is open', async () => {
    const { view, queries } = reader({ evaluations: 9, 'status.closedNoTitle': 9 });
    expect(await openEvaluations(view, log)('district_2025.district')).toMatchObject({ value: { byStatus: {}, listed: [] } });
    expect(queries).toEqual([]);
  });
  it('is not told by a view that is behind, or of an older version', async () => {
    await expect((async () => openEvaluations(reader({}, { reached: false }).view, log)('district_2025.district'))()).rejects.toThrow(StoreUnavailable);
    await expect((async () => openEvaluations(reader({}, { frozen: true }).view, log)('district_2025.district'))()).rejects.toThrow(StoreUnavailable);
  });
});
