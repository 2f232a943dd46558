import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { ServedApi, type Body } from '../testing/served.js';
import { planResultsImport } from './plan-results.js';

const officer = { 'pingjia-actor': 'office=officer;body=federation-bureau', 'accept-language': 'zh-CN', 'pingjia-clock': '2010-03-05T09:00:00+08:00' };
const query = 'federation=bureau&campaign=bureau_2009';
const criteria = ruleSet.standard.items.flatMap((item) => item.criteria);
const subjects = ['工会工作', '职工之家', '主席履职'];

let api: ServedApi;
let headings: readonly string[];
let unions: { readonly first: string; readonly second: string; readonly uncalled: string };
/** Each spec has unions of its own, on one server for all. */
let specs = 0;
const named = () => ({ first: `甲工会${specs}`, second: `乙工会${specs}`, uncalled: `丁工会${specs}` });
const first = () => `first${specs}.2009.1`;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  expect((await api.post('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-16' })).status).toBe(201);
});
beforeEach(async () => {
  specs++;
  unions = named();
  await anEvaluation(api, `first${specs}`, { name: unions.first });
  await anEvaluation(api, `second${specs}`, { name: unions.second });
  expect((await api.post('/v1/unions', { id: `third${specs}`, name: unions.uncalled, class: 'privateFirm', superior: 'bureau' })).status).toBe(201);
  headings = ['工会名称', '建家计划时间', '自检自查时间', '评议大会时间', '评议形式', '应到人数', '实到人数', '发出票数', '收回票数', '有效票数', ...gradeHeadings, '结果公布时间', '上报时间'];
});
afterAll(() => api.close());

const gradeHeadings = ruleSet.ballot.subjects.flatMap((subject, index) => ['满意', '基本满意', '不满意'].map((grade) => `${subject === 'home' ? '职工之家' : subjects[index]}/${grade}`));
const year = (name: string, { returned = 52, present = 52, satisfied = 45, inspectedOn = '' } = {}) => [name, '2009年3月', inspectedOn, '2010-03-01', '职工（会员）大会', 60, present, 52, returned, 51, ...ruleSet.ballot.subjects.flatMap(() => [satisfied, 5, 1]), '2010-03-02', '2010-03-03'];
const table = (...rows: readonly (readonly (string | number)[])[]) => [headings, ...rows].map((row) => row.join(',')).join('\n');
const dryRun = async (csv: string, kind = 'results', headers = {}) => (await api.postBytes(`/v1/imports/${kind}?${query}`, csv, { ...officer, ...headers })).body as Body;

async function applied(plan: Body, rows = 'all', kind = 'results', headers = {}): Promise<Body> {
  const begun = await api.postBytes(`/v1/imports/${kind}/${plan.import}/apply?${query}&rows=${rows}`, undefined, { ...officer, ...headers });
  expect([begun.status, begun.body.code]).toEqual([202, undefined]);
  for (;;) {
    const { body } = await api.get(begun.headers.get('location') ?? '', officer);
    if (body.state !== 'applying') return body as Body;
  }
}
const evaluationNow = async (id: string) => (await api.get(`/v1/evaluations/${id}`, { ...officer, 'pingjia-position': String(await api.node.log.end()) })).body as Body;

describe('results of a town', () => {
  it('are rehearsed row by row by the rules themselves, then recorded on behalf of each union; the same table again changes nothing', async () => {
    const plan = await dryRun(table(year(unions.first), year(unions.second, { returned: 53 }), year('丙工会'), year(unions.first), year(unions.uncalled)));
    expect(plan.rows.map(({ outcome, id, faults }: Body) => [outcome, id, ...faults.map(({ code }: Body) => code)])).toEqual([
      ['added', first()],
      ['refused', `second${specs}.2009.1`, 'counts-inconsistent'],
      ['refused', undefined, 'union-not-known'],
      ['refused', undefined, 'evaluation-twice'],
      ['refused', undefined, 'not-called-up'],
    ]);
    expect(plan.rows[1].faults[0].message).toBe('收回（53）不能大于发出（52），请核对计票单。');
    // The rules of this place ask for a self-inspection: the report waits for it, the rest of the row does not.
    expect(plan.rows[0].notes.map(({ code }: Body) => code)).toEqual(['leading-group-by-plan', 'leading-group-of-chair', 'signers-not-named', 'report-waits', 'predecessors-missing']);
    expect(await applied(plan, 'good')).toMatchObject({ state: 'finished', rows: 1, recorded: 6, refused: [] });
    expect(await evaluationNow(first())).toMatchObject({ held: { on: '2010-03-02' }, onBehalf: 6 });
    const [formed] = await api.node.log.read(`evaluation-${first()}`, 1, 1);
    expect(formed?.metadata.by).toMatchObject({ bodyId: 'federation-bureau', onBehalfOf: `union-first${specs}`, basis: `sheet:${plan.import}` });

    const before = await api.node.log.end();
    const again = await dryRun(table(year(unions.first)));
    expect(again.counts).toMatchObject({ unchanged: 1, refused: 0 });
    expect(await applied(again)).toMatchObject({ state: 'finished', rows: 0, recorded: 0 });
    expect(await api.node.log.end()).toBe(before);
  });

  it('record the posts that a list names in the leading group, take no names from it, and say which counts were not recognised', async () => {
    headings = [...headings, '领导小组成员', '参会旁听人数'];
    const plan = await dryRun(table([...year(unions.first), '工会主席、副主席、组织委员', 7], [...year(unions.second), '王芳、李四', 0]));
    expect(plan.sheets[0].leftOut).toEqual([{ column: 'W', heading: '参会旁听人数', message: 'W列“参会旁听人数”没有识别，其中的数字不导入。' }]);
    expect(plan.rows.map(({ notes }: Body) => notes.map(({ code, details }: Body) => [code, details.count]))).toMatchObject([
      [['leading-group-by-plan', undefined], ['signers-not-named', undefined], ['report-waits', undefined], ['predecessors-missing', undefined]],
      [['leading-group-by-plan', undefined], ['leading-group-of-chair', undefined], ['leading-group-names', 2], ['signers-not-named', undefined], ['report-waits', undefined], ['predecessors-missing', undefined]],
    ]);
    await applied(plan);
    const members = async (id: string) => (await api.node.log.read(`evaluation-${id}.2009.1`, 0, 50)).flatMap(({ type, data }) => (type === 'LeadingGroupFormed' ? (data as Body).members : []));
    expect([await members(`first${specs}`), await members(`second${specs}`)]).toEqual([['chair', 'vice_chair', 'organisation'], ['chair']]);
  });

  it('go on where a fuller table of the same results is imported', async () => {
    await applied(await dryRun(table(year(unions.first))));
    headings = [...headings, ...criteria.map(({ id }) => id)];
    const fuller = await dryRun(table([...year(unions.first, { inspectedOn: '2010-01-20' }), ...criteria.map(({ points }) => points)]));
    expect(fuller.rows[0]).toMatchObject({ outcome: 'changed', faults: [], notes: [] });
    expect(await applied(fuller)).toMatchObject({ recorded: 2, refused: [] });
    expect(await evaluationNow(first())).toMatchObject({ status: 'reported', onBehalf: 8 });
  });

  it('are added, not changed, where only a deadline was put off before', async () => {
    expect((await api.post(`/v1/evaluations/${first()}/extend-deadline`, { due: 'vote', until: '2010-03-31', reason: '生产任务集中', approvedOn: '2010-03-01' }, officer)).status).toBe(201);
    expect((await dryRun(table(year(unions.first)))).rows[0]).toMatchObject({ outcome: 'added', faults: [] });
  });

  it('are not overwritten by a list that says otherwise', async () => {
    await applied(await dryRun(table(year(unions.first))));
    const plan = await dryRun(table(year(unions.first, { present: 53 })));
    expect(plan.rows[0]).toMatchObject({ outcome: 'refused', faults: [{ code: 'recorded-otherwise', field: 'present', message: '已记录为52，与表中的53不同。请按更正办理。' }] });
    const ballots = await dryRun(table(year(unions.first, { satisfied: 44 })));
    expect(ballots.rows[0]).toMatchObject({ outcome: 'refused', faults: [{ code: 'recorded-otherwise', field: expect.stringMatching(/^grade\.\w+\.satisfied$/), message: '已记录为45，与表中的44不同。请按更正办理。' }] });
  });

  it('may be filled in little by little: what a row leaves blank is not recorded, what belongs together must be there', async () => {
    headings = ['工会名称', '建家计划时间', '评议大会时间', '应到人数', '实到人数'];
    const plan = await dryRun(table([unions.first, '2009-03-10', '', '', ''], [unions.second, '', '2010-03-01', 60, 52]));
    expect(plan.rows.map(({ outcome, faults }: Body) => [outcome, ...faults.map(({ code, field }: Body) => `${code} ${field}`)])).toEqual([['added'], ['refused', 'cell-missing body']]);
  });

  it('without a day of publishing are taken in up to the vote: a report to the superior is no proof that the members were told', async () => {
    headings = headings.filter((heading) => heading !== '结果公布时间');
    const plan = await dryRun(table(year(unions.first).filter((cell) => cell !== '2010-03-02')));
    expect(plan.rows[0]).toMatchObject({ outcome: 'added', faults: [] });
    expect(plan.rows[0].notes.map(({ code, message }: Body) => [code, message])).toContainEqual(['result-not-published', '请先公布测评结果。']);
    expect(plan.rows[0].notes.map(({ code }: Body) => code)).toContain('report-waits');
    expect(await applied(plan)).toMatchObject({ state: 'finished', refused: [] });
    const types = (await api.node.log.read(`evaluation-${first()}`, 0, 20)).map(({ type }) => type);
    expect(types).toContain('VoteTallied');
    expect(types).not.toContain('ResultPublished');
    expect(types.filter((type) => type.startsWith('Report'))).toEqual([]);
  });

  it('record as signers nobody whom the list does not name, and tell a self-inspection without points', async () => {
    const plan = await dryRun(table(year(unions.first, { inspectedOn: '2010-01-20' })));
    expect(plan.rows[0].notes.map(({ code }: Body) => code)).toEqual(expect.arrayContaining(['signers-not-named', 'inspection-without-points']));
    await applied(plan);
    const [tallied] = (await api.node.log.read(`evaluation-${first()}`, 0, 20)).filter(({ type }) => type === 'VoteTallied');
    expect(tallied?.data).toMatchObject({ scrutineer: 'not_in_list', tellers: ['not_in_list_1', 'not_in_list_2'] });
  });

  it('are judged by the rule set that each union is held to, and read by its words', async () => {
    const stricter = { ...ruleSet, version: 1 + specs, bodies: ['congress'], quorum: { congress: { atLeast: '2/3', of: 'entitled', else: 'stop' } }, words: { home: { zh: '温暖之家', en: 'Warm home' } } };
    expect(await api.post('/v1/rule-sets', { ruleSet: stricter }, officer)).toMatchObject({ status: 201 });
    const moved = await api.post(`/v1/evaluations/second${specs}.2009.1/migrate-rules`, { reason: '街道从严执行', ruleSet: { id: stricter.id, version: stricter.version } }, officer);
    expect(moved).toMatchObject({ status: 201 });
    headings = headings.map((heading) => heading.replace('职工之家/', '温暖之家/'));
    const plan = await dryRun(table(year(unions.first), year(unions.second)));
    expect(plan.sheets[0].columns.filter(({ field }: Body) => field === null)).toEqual([]);
    expect(plan.rows.map(({ outcome, faults }: Body) => [outcome, ...faults.map(({ code }: Body) => code)])).toEqual([['added'], ['refused', 'body-not-allowed']]);
  });

  it('are nobody’s to record but a superior’s', async () => {
    const plan = await dryRun(table(year(unions.first)), 'results', { 'pingjia-actor': 'office=officer;body=federation-elsewhere' });
    expect(plan.rows[0].faults.map(({ code }: Body) => code)).toEqual(['not-superior-of-union']);
  });
});

describe('results of a year that is over', () => {
  const later = { 'pingjia-clock': '2011-01-05T09:00:00+08:00' };

  it('are back-filled a union a row, whatever is known of it; once', async () => {
    headings = ['工会名称', '评议大会时间', '评议形式', '应到人数', '实到人数'];
    const csv = table([unions.first, '2010年3月', '职工（会员）大会', 60, 52]);
    expect((await dryRun(csv, 'backFill')).rows[0].faults.map(({ code }: Body) => code)).toEqual(['year-not-over']);
    expect(await applied(await dryRun(csv, 'backFill', later), 'all', 'backFill', later)).toMatchObject({ recorded: 1, refused: [] });
    expect((await dryRun(csv, 'backFill', later)).rows[0]).toMatchObject({ outcome: 'unchanged', notes: [{ code: 'back-filled-before' }] });
  });
});

describe('results that come before the list of evaluations has all that is recorded', () => {
  it('are not planned on what it has: an evaluation that was just opened would be told as not called up', async () => {
    const behind = { reached: async () => false, state: async () => ({ position: 0, frozen: false }) };
    const node = { ...api.node, views: { ...api.node.views, evaluations: Object.assign(Object.create(api.node.views.evaluations) as typeof api.node.views.evaluations, behind) } };
    const by = { kind: 'person', office: 'officer', bodyId: 'federation-bureau', assurance: 'unverified' } as const;
    const planning = planResultsImport(node, { kind: 'results', sha256: 'a'.repeat(64), federation: 'bureau', campaign: 'bureau_2009', addFederations: false }, { by, at: '2010-03-05T01:00:00.000Z' });
    await expect(planning).rejects.toMatchObject({ code: 'view-behind' });
  });
});

describe.each(['zh-CN', 'en'])('a blank list of results in %s', (language) => {
  it('has a column for each subject, grade and criterion of the campaign’s rules, and the import reads every one', async () => {
    const response = await fetch(`${api.url}/v1/imports/results/blank?campaign=bureau_2009`, { headers: { 'accept-language': language } });
    const plan = (await api.postBytes(`/v1/imports/results?${query}`, Buffer.from(await response.arrayBuffer()), officer)).body as Body;
    expect(plan.sheets.map(({ found }: Body) => found)).toEqual(['table', 'no-table']);
    expect(plan.sheets[0].columns.filter(({ field }: Body) => field === null)).toEqual([]);
    expect(plan.sheets[0].columns.length).toBe(20 + 9 + criteria.length);
  });

  it('needs a campaign that there is', async () => {
    expect((await api.get('/v1/imports/results/blank', officer)).body).toMatchObject({ code: 'query-invalid', errors: [{ field: 'campaign' }] });
    expect((await api.get('/v1/imports/backFill/blank?campaign=none', officer)).status).toBe(404);
  });
});
