import { readRuleSet, shippedRuleSet, shippedRuleSets } from '#adapters/rule-files';
import { problemOf, ServedApi } from '../testing/served.js';

/** Rule sets over HTTP: what is wrong with one is said field by field, in the reader's language. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
});
afterAll(() => api?.close());

const railway = readRuleSet(shippedRuleSet('railway'));
const publish = (ruleSet: object, language: string) => problemOf(api, () => api.post('/v1/rule-sets', { ruleSet }, { 'accept-language': language }));
const reversed = { ...railway, titles: railway.titles.map((title) => (title.id === 'model' ? { ...title, endorsement: '75/100' } : title)) };

it.each([
  ['en', '"model" is above "advanced", yet asks for less (75/100, below it 80/100)'],
  ['zh-CN', '“model”高于“advanced”，要求却更低（75/100低于80/100）'],
])('says in %s which thresholds contradict', async (language, message) => {
  const problem = await publish(reversed, language);
  expect(problem).toMatchObject({ status: 422, code: 'rule-set-contradicts-itself', errors: [{ field: '/ruleSet/titles/2/endorsement', rule: 'thresholds-reversed', message }] });
});

it.each([
  ['en', 'allowed are: annulBox, annulRound'],
  ['zh-CN', '只能是：annulBox、annulRound'],
])('says in %s which field is not of its form', async (language, message) => {
  expect(await publish({ ...railway, brokenSeal: 'ignore' }, language)).toMatchObject({ status: 422, code: 'rule-set-misshapen', errors: [{ field: '/ruleSet/brokenSeal', rule: 'not-one-of', message }] });
});

it('takes every set that ships', async () => {
  for (const name of shippedRuleSets()) expect((await api.post('/v1/rule-sets', { ruleSet: readRuleSet(shippedRuleSet(name)) })).status).toBe(201);
});
