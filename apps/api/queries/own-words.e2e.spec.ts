import { aBureau, anEvaluation, aSheet, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** A place names what it votes on and what it grants: its words reach whoever reads, and come before ours. */
const at = '/v1/evaluations/centre.2009.1';
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  const own = {
    ...ruleSet,
    id: 'stars',
    titles: [{ id: 'starHome', after: null, endorsement: '80/100', score: 80 }],
    words: { starHome: { zh: '星级职工之家', en: 'Star Home' }, committee: { zh: '工会委员会工作', en: 'the work' }, home: { zh: '建家情况', en: 'how the Home does' }, agree: { zh: '认可', en: 'recognise' } },
  };
  expect((await api.post('/v1/rule-sets', { ruleSet: own })).body).toMatchObject({ events: ['RuleSetPublished'] });
  await anEvaluation(api, 'centre', { rules: 'stars' });
});
afterAll(() => api?.close());

const both = (ask: (headers: { 'accept-language': string }) => Promise<Body>) => Promise.all(['zh-CN', 'en'].map((language) => ask({ 'accept-language': language })));

it('in refusals, where the word is one of ours too', async () => {
  await api.post(`${at}/open-round`, { round: 1, body: 'combined', mode: 'paper', runBy: 'union' });
  const wrong = { ...aSheet, subjects: { ...aSheet.subjects, home: { satisfied: 1, basicallySatisfied: 0, dissatisfied: 0 } } };
  const [chinese] = await both((headers) => problemOf(api, () => api.post(`${at}/tally-vote`, wrong, headers)));
  expect(chinese?.['detail']).toBe('“建家情况”各等次合计（1）应等于有效（51），请核对计票单。');
});

it('in what blocks an application', async () => {
  const [chinese] = await both((headers) => api.get(`${at}/application`, headers).then(({ body }) => body));
  expect(chinese).toMatchObject({ titles: [{ titleText: '星级职工之家', text: expect.stringContaining('星级职工之家') }] });
});

it('and are no name for an office of the same key', async () => {
  const [chinese] = await both((headers) => api.get(`${at}/next-steps`, headers).then(({ body }) => body));
  expect(chinese).toMatchObject({ nextSteps: expect.arrayContaining([expect.objectContaining({ office: 'committee', text: expect.stringMatching(/^请工会委员会于/) })]) });
});

it('in the timeline', async () => {
  const asked = await api.post(`${at}/record-questionnaire`, { group: 'delegation_1', askedOn: '2010-02-20', issued: 10, returned: 10, valid: 10, answers: { agree: 10 } });
  expect(asked).toMatchObject({ status: 201 });
  expect(await api.post(`${at}/summarise-questionnaire`, { summarisedOn: '2010-02-21', issued: 10, returned: 10, valid: 10, answers: { agree: 10 } })).toMatchObject({ status: 201 });
  const texts = await both((headers) => api.get(`${at}/timeline`, headers).then(({ body }) => body.events.find(({ event }: Body) => event === 'QuestionnaireRecorded').text));
  expect(texts).toEqual([expect.stringContaining('认可10'), expect.stringContaining('recognise: 10')]);
});
