import type { ViewReader } from '#kernel';
import type { Node } from '#platform';
import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { ServedApi, type Body } from '../testing/served.js';

type ViewName = keyof Node['views'];

/** What is asked with the position of a write, and every view that its answer is made of. */
const asked: readonly (readonly [path: string, as: string, views: readonly ViewName[]])[] = [
  ['/v1/campaigns', '', ['campaigns']],
  ['/v1/campaigns/{id}', '/v1/campaigns/bureau_2009', ['campaigns']],
  ['/v1/campaigns/{id}/board', '/v1/campaigns/bureau_2009/board', ['duties', 'adoptions', 'notices', 'campaigns', 'federations', 'evaluations']],
  ['/v1/campaigns/{id}/evaluations', '/v1/campaigns/bureau_2009/evaluations?sizeBand=0-24', ['evaluations']],
  ['/v1/campaigns/{id}/overdue', '/v1/campaigns/bureau_2009/overdue?grade=urge', ['evaluations']],
  ['/v1/campaigns/{id}/honours', '/v1/campaigns/bureau_2009/honours', ['evaluations']],
  ['/v1/campaigns/{id}/duties', '/v1/campaigns/bureau_2009/duties', ['duties']],
  ['/v1/campaigns/{id}/adoptions', '/v1/campaigns/bureau_2009/adoptions', ['adoptions', 'evaluations', 'federations']],
  ['/v1/evaluations', '', ['evaluations']],
  ['/v1/evaluations/{id}', '/v1/evaluations/centre.2009.1', ['evaluations']],
  ['/v1/federations', '/v1/federations?under=bureau', ['federations']],
  ['/v1/federations/{id}', '/v1/federations/bureau', ['federations', 'unions']],
  ['/v1/federations.csv', '/v1/federations.csv?under=bureau', ['federations', 'unions']],
  ['/v1/federations.xlsx', '/v1/federations.xlsx?under=bureau', ['federations', 'unions']],
  ['/v1/register.xlsx', '/v1/register.xlsx?under=bureau', ['federations', 'unions']],
  ['/v1/unions', '/v1/unions?under=bureau', ['federations', 'unions']],
  ['/v1/unions/{id}', '/v1/unions/centre', ['unions']],
  ['/v1/unions/{id}/history', '/v1/unions/centre/history', ['unions']],
  ['/v1/unions.csv', '/v1/unions.csv?under=bureau', ['federations', 'unions']],
  ['/v1/unions.xlsx', '/v1/unions.xlsx?under=bureau', ['federations', 'unions']],
  ['/v1/notices', '', ['notices']],
  ['/v1/notices/{id}', '/v1/notices/nobody.bureau_2009.20100301', ['notices']],
  ['/v1/notices/explain', '/v1/notices/explain?unit=union-centre&step=submitPlan', ['notices', 'evaluations']],
  ['/v1/notices/explain', '/v1/notices/explain?unit=federation-bureau&step=leadingGroup', ['notices', 'duties']],
  ['/v1/notices/plan', '', ['notices']],
];

let api: ServedApi;
let position: string;
/** The view that has not come so far, in this question. */
let behind: ViewName | undefined;
/** Views that were waited for, and those that were read before they were. */
let waited: Set<ViewName>;
let readEarly: Set<ViewName>;

/** The node with views that tell whether they were read before anybody waited for them. */
const watched = (node: Node): Node => ({ ...node, views: Object.fromEntries(Object.entries(node.views).map(([name, reader]) => [name, watchedReader(name as ViewName, reader as ViewReader<unknown>)])) as Node['views'] });

function watchedReader(name: ViewName, reader: ViewReader<unknown>): ViewReader<unknown> {
  const looked = <A extends unknown[], T>(read: (...args: A) => Promise<T>) => (...args: A): Promise<T> => {
    if (!waited.has(name)) readEarly.add(name);
    return read.apply(reader, args);
  };
  return {
    state: () => reader.state(),
    reached: async (to, ms) => {
      if (behind === name) return false;
      const isThere = await reader.reached(to, ms);
      if (isThere && to >= Number(position)) waited.add(name);
      return isThere;
    },
    get: looked(reader.get),
    list: looked(reader.list),
    groups: looked(reader.groups),
    totals: looked(reader.totals),
    totalsOf: looked(reader.totalsOf),
    deltas: looked(reader.deltas),
  };
}

const ask = async (path: string, as: string, view?: ViewName) => {
  [behind, waited, readEarly] = [view, new Set(), new Set()];
  const { status, body } = await api.send('GET', as === '' ? path : as, { 'pingjia-position': position });
  return { status, code: (body as Body)?.code };
};

beforeAll(async () => {
  [waited, readEarly] = [new Set(), new Set()];
  api = await ServedApi.start({ changed: watched });
  await aBureau(api);
  await api.post('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: ruleSet.id, version: ruleSet.version }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-10' });
  position = await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

describe('who asks with the position of a write', () => {
  it('may do so wherever the description of the API says so', async () => {
    const { paths } = (await api.get('/openapi.json')).body as { paths: Record<string, { get?: { parameters?: { name: string }[] } }> };
    const described = Object.entries(paths).flatMap(([path, { get }]) => (get?.parameters?.some(({ name }) => name === 'Pingjia-Position') === true ? [path] : []));
    expect(described.toSorted()).toEqual([...new Set(asked.map(([path]) => path))].toSorted());
  });

  it.each(asked)('is answered by no view of %s %s before that has come so far', async (path, as, views) => {
    expect((await ask(path, as)).status).toBeLessThan(500);
    expect([...waited].toSorted()).toEqual([...views].toSorted());
    expect([...readEarly]).toEqual([]);
  });

  it.each(asked.flatMap(([path, as, views]) => views.map((view) => [path, as, view] as const)))('is told that one is behind: %s %s, %s', async (path, as, view) => {
    expect(await ask(path, as, view)).toEqual({ status: 503, code: 'view-behind' });
    expect([...readEarly]).toEqual([]);
  });
});
