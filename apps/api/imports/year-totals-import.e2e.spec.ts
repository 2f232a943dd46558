import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** Totals of a year that no campaign in the log stands for, a row a federation; the board compares with them. */
const officer = { 'pingjia-actor': 'office=officer;body=federation-bureau', 'accept-language': 'zh-CN', 'pingjia-clock': '2010-03-05T09:00:00+08:00' };
const query = 'federation=bureau&year=2008';
let api: ServedApi;
beforeEach(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  expect((await api.post('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-16' })).status).toBe(201);
  await anEvaluation(api, 'first');
});
afterEach(() => api.close());

const headings = ['工会名称', '应开展家数', '已开展家数', '发出票数', '收回票数', '有效票数', '职工之家/满意', '职工之家/基本满意', '职工之家/不满意', '数据来源'];
const table = (...rows: readonly (readonly (string | number)[])[]) => [headings, ...rows].map((row) => row.join(',')).join('\n');
const ours = (held = 40) => ['市建设局工会', 60, held, 900, 880, 870, 800, 60, 10, '2008年工作总结'];
const dryRun = async (csv: string) => (await api.postBytes(`/v1/imports/yearTotals?${query}`, csv, officer)).body as Body;
const board = async (more = '') => (await api.get(`/v1/campaigns/bureau_2009/board?federation=bureau${more}`, { ...officer, 'pingjia-position': String(await api.node.log.end()) })).body as Body;

async function applied(plan: Body): Promise<Body> {
  const begun = await api.postBytes(`/v1/imports/yearTotals/${plan.import}/apply?${query}`, undefined, officer);
  expect([begun.status, begun.body.code]).toEqual([202, undefined]);
  for (;;) {
    const { body } = await api.get(begun.headers.get('location') ?? '', officer);
    if (body.state !== 'applying') return body as Body;
  }
}

describe("a past year's totals", () => {
  it('are rehearsed, back-filled from a table once, compared with on the board, marked as unverified', async () => {
    expect((await board()).lastYear).toBeNull();
    const plan = await dryRun(table(ours(), ['没有的工会', 1, 1, 1, 1, 1, 1, 0, 0, ''], ours(41)));
    expect(plan.rows.map(({ outcome, id, faults, notes }: Body) => [outcome, id, ...faults.map(({ code }: Body) => code), ...notes.map(({ code }: Body) => code)])).toEqual([
      ['added', 'bureau.2008', 'totals-unverified'],
      ['refused', undefined, 'federation-not-below'],
      ['refused', undefined, 'federation-twice'],
    ]);
    expect(await applied(await dryRun(table(ours())))).toMatchObject({ state: 'finished', recorded: 1, refused: [] });
    expect((await dryRun(table(ours()))).rows[0]).toMatchObject({ outcome: 'unchanged' });
    const { lastYear } = await board();
    expect(lastYear).toMatchObject({ campaign: null, backFilled: { source: '2008年工作总结', verified: false, text: '2008年度数字为补录，未经核实，来源：2008年工作总结' } });
    expect(lastYear.figures.map(({ figure, n, m }: Body) => [figure, n, m])).toEqual([['should', 60, null], ['held', 40, null], ['coverage', 40, 60], ['returnRate', 880, 900]]);
    expect(lastYear.changes.map(({ figure, n }: Body) => [figure, n])).toEqual([['should', -59], ['held', -40], ['coverage', -40], ['returnRate', -880]]);
    expect(lastYear.subjects).toMatchObject([{ subject: 'home', grades: [{ n: 800 }, { n: 60 }, { n: 10 }], rates: [{ rate: 'satisfaction', over: [{ of: 'valid', n: 800, m: 870 }, { of: 'returned', m: 880 }] }, { rate: 'combined', over: [{ n: 860, m: 870 }, { m: 880 }] }] }]);
  });

  it('that were wrong are declared void and back-filled anew, by hand or by another table; the earlier ones stand as of their day', async () => {
    const sent = await api.post('/v1/back-filled-years', { federation: 'bureau', evaluatedYear: 2008, source: '电话', totals: { should: 60, held: 39 } }, officer);
    expect(sent.status).toBe(201);
    const first = sent.headers.get('pingjia-position');
    expect((await dryRun(table(ours()))).rows[0]).toMatchObject({ outcome: 'changed' });
    expect(await applied(await dryRun(table(ours())))).toMatchObject({ recorded: 2, refused: [] });
    const held = ({ lastYear }: Body) => lastYear?.figures.find(({ figure }: Body) => figure === 'held').n ?? null;
    expect([held(await board()), held(await board(`&asOfPosition=${first}`)), held(await board(`&asOfPosition=${Number(first) - 1}`))]).toEqual([40, 39, null]);
    expect((await api.post('/v1/back-filled-years/bureau.2008/void-back-filled-year', { reason: '有误', basis: '报表' }, officer)).status).toBe(201);
    expect((await board()).lastYear).toBeNull();
    expect(await problemOf(api, () => api.post('/v1/back-filled-years/bureau.2008/void-back-filled-year', { reason: '有误', basis: '报表' }, officer))).toMatchObject({ status: 422, code: 'year-not-back-filled' });
    expect(await problemOf(api, () => api.post('/v1/back-filled-years', { federation: 'bureau', evaluatedYear: 2008, source: '电话', totals: { should: 3, held: 4 } }, officer))).toMatchObject({ status: 422, code: 'totals-inconsistent', detail: '已开展（4）不能大于应开展（3），请核对。' });
  });
});

it.each(['zh-CN', 'en'])('a blank list in %s has columns that the import reads, every one', async (language) => {
  const response = await fetch(`${api.url}/v1/imports/yearTotals/blank?year=2008`, { headers: { 'accept-language': language } });
  expect(response.status).toBe(200);
  const plan = (await api.postBytes(`/v1/imports/yearTotals?${query}`, Buffer.from(await response.arrayBuffer()), officer)).body as Body;
  expect(plan.sheets[0].columns.filter(({ field }: Body) => field === null)).toEqual([]);
  expect(plan.sheets[0].columns.length).toBe(16 + 9);
  expect((await api.get('/v1/imports/yearTotals/blank', officer)).body).toMatchObject({ code: 'query-invalid', errors: [{ field: 'year', rule: 'required' }] });
});
