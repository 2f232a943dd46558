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
