import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body, type Sent } from '../testing/served.js';

/** Questions answered from one evaluation, in words beside keys. */
const at = '/v1/evaluations/centre.2009.1';
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
  await send('form-leading-group', { formedOn: '2009-03-09', members: ['chair'] }, '2009-04-01T10:00:00+08:00');
});
afterAll(() => api?.close());

async function send(command: string, body: object, clock = '2010-03-02T09:00:00+08:00'): Promise<void> {
  const { status, body: answer } = await api.post(`${at}/${command}`, body, { 'pingjia-clock': clock });
  expect({ status, answer }).toMatchObject({ status: 201 });
}
const ask = async (question: string, headers: Sent = {}): Promise<Body> => {
  const { status, body } = await api.get(`${at}/${question}`, headers);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};

describe('what blocks an application', () => {
  it('is told for each title of the rules, in words', async () => {
    const { titles } = await ask('application', { 'accept-language': 'zh-CN' });
    expect(titles.map(({ title }: Body) => title)).toEqual(ruleSet.titles.map(({ id }) => id));
    expect(titles[0]).toMatchObject({ mayApply: false, titleText: expect.stringMatching(/职工之家/), text: expect.stringMatching(/^暂不能申报/) });
    for (const { text } of titles[0].blocks) expect(text).toMatch(/^[\u4e00-\u9fff]/);
  });

  it('is what the command is refused for, as of the same moment', async () => {
    const [title] = (await ask('application?title=qualified')).titles;
    const refused = await problemOf(api, () => api.post(`${at}/apply-for-title`, { title: 'qualified', appliedOn: '2010-03-02' }));
    expect([title.blocks[0].code, title.blocks[0].text]).toEqual([refused.code, refused.detail]);
  });

  it('refuses what is no title by name, and names one that the rules do not know', async () => {
    for (const title of ['', 'A', 'a b', 'qualified&title=x']) expect(await problemOf(api, () => api.get(`${at}/application?title=${title}`))).toMatchObject({ status: 400, errors: [{ field: 'title' }] });
    expect((await ask('application?title=moon')).titles).toEqual([expect.objectContaining({ title: 'moon', mayApply: false, blocks: expect.arrayContaining([expect.objectContaining({ code: 'title-unknown' })]) })]);
  });
});

describe('the rectification ledger', () => {
  it('tells its items in words, late as of the day of asking', async () => {
    await send('open-item', { item: 'library', source: 'comments', problem: '职工书屋开放时间不固定', owner: 'committee', foundOn: '2010-02-01', dueOn: '2010-02-26' });
    const { items } = await ask('rectification', { 'accept-language': 'zh-CN' });
    // 1 and 2 March are a Monday and a Tuesday.
    expect(items).toMatchObject([{ item: 'library', sourceText: '会员意见', ownerText: '工会委员会', standsText: '逾期未整改（逾期2个工作日）', workingDaysLate: 2, overdue: true, problem: '职工书屋开放时间不固定' }]);
    expect((await ask('rectification', { 'accept-language': 'en' })).items[0].standsText).toBe('overdue (2 working days)');
  });
});

describe('the score table', () => {
  const scores = ruleSet.standard.items.flatMap(({ criteria }) => criteria).map(({ id, points }) => ({ criterion: id, points }));

  it('lists the whole standard before anybody gave points', async () => {
    const { items, totals, text } = await ask('score-table', { 'accept-language': 'zh-CN' });
    expect(items.flatMap(({ rows }: Body) => rows.map(({ criterion }: Body) => criterion))).toEqual(scores.map(({ criterion }) => criterion));
    expect([totals, text]).toEqual([{ own: null, members: null, superior: null }, '尚未打分。']);
  });

  it('has the points of the self-inspection, and a total in words', async () => {
    await send('submit-self-inspection', { inspectedOn: '2010-02-01', scores: scores.map((score) => (score.criterion === '1.2' ? { ...score, points: 3.5, note: '调解组织待健全' } : score)) });
    const { items, totals, text } = await ask('score-table', { 'accept-language': 'zh-CN' });
    expect(items[0].rows[1]).toMatchObject({ criterion: '1.2', maximum: 4, points: { own: 3.5, members: null, superior: null }, note: '调解组织待健全', zero: false });
    expect([totals.own, text]).toEqual([{ earned: 99.5, maximum: 100, of100: 99.5 }, '自评99.5分（满分100分，折算99.5分）。']);
  });
});

describe('a migration that is only asked about', () => {
  it('lists what would change, and records nothing', async () => {
    expect((await api.post('/v1/rule-sets', { ruleSet: { ...ruleSet, version: 2, publicNoticeDays: ruleSet.publicNoticeDays + 2 } })).status).toBe(201);
    const before = await api.node.log.end();
    const body = await ask('migration?to=wuhan.2', { 'accept-language': 'zh-CN' });
    expect(body).toMatchObject({ from: { id: 'wuhan', version: 1 }, to: { id: 'wuhan', version: 2 }, differencesInAll: 2, resultStands: null, text: expect.stringContaining('共有2处不同') });
    expect(body.differences.map(({ path }: Body) => path)).toEqual(expect.arrayContaining(['/version', '/publicNoticeDays']));
    expect(await api.node.log.end()).toBe(before);
  });
  it('refuses what names no version', async () => {
    for (const query of ['', '?to=', '?to=wuhan', '?to=wuhan.0', '?to=Wuhan.2']) expect(await problemOf(api, () => api.get(`${at}/migration${query}`))).toMatchObject({ status: 400, errors: [{ field: 'to', rule: 'ruleSetVersion' }] });
    expect(await problemOf(api, () => api.get(`${at}/migration?to=moon.7`))).toMatchObject({ status: 422, code: 'rule-set-unknown' });
  });
});
