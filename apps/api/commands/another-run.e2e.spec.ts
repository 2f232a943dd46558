import { aBureau, anEvaluation, ruleSet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi } from '../testing/served.js';

/** What a campaign's units are opened with; and that a year may be run again: the id says which run, the run before says whether. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  const campaign = { id: 'bureau_2009', ruleSet: { id: ruleSet.id, version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-10' };
  expect((await api.post('/v1/campaigns', campaign)).status).toBe(201);
  await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

const second = { campaign: 'bureau_2009', union: 'centre', evaluatedYear: 2009, run: 2, ruleSet: { id: ruleSet.id, version: 1 } };
const open = (changed: object = {}, headers = {}) => api.post('/v1/evaluations', { ...second, ...changed }, headers);
const refused = (changed: object = {}, headers = {}) => problemOf(api, () => open(changed, headers));

it('is opened once the run before was withdrawn, in its place', async () => {
  expect(await refused()).toMatchObject({ status: 422, code: 'earlier-run-not-ended', details: { run: 2, earlier: 1 } });
  expect((await api.post('/v1/evaluations/centre.2009.1/withdraw-evaluation', { withdrawnOn: '2010-03-01', reason: '机构合并' })).status).toBe(201);
  expect(await refused({ run: 3 })).toMatchObject({ status: 422, code: 'earlier-run-missing', details: { run: 3, earlier: 2 } });
  expect(await refused({}, { 'pingjia-actor': 'office=chair;body=union-centre' })).toMatchObject({ status: 422, code: 'own-union' });
  const { status, headers } = await open();
  expect(status).toBe(201);
  const { body } = await api.get('/v1/evaluations/centre.2009.2', { 'pingjia-position': headers.get('pingjia-position') ?? '' });
  expect(body).toMatchObject({ id: 'centre.2009.2', run: 2, status: 'notStarted' });
  expect(await refused()).toMatchObject({ status: 422, code: 'already-opened' });
});

it('is never the first: that is opened by calling the union up', async () => {
  expect(await refused({ run: 1 })).toMatchObject({ status: 400, code: 'body-invalid', errors: [{ field: '/run', rule: 'whole' }] });
});

it('needs a campaign of the year above the union', async () => {
  expect(await refused({ run: 3, campaign: 'nobodys' })).toMatchObject({ status: 422, code: 'campaign-unknown' });
  expect(await refused({ union: 'nobody' })).toMatchObject({ status: 422, code: 'union-unknown' });
});

it('says whose first year it is, and who makes up, when units are called up', async () => {
  expect((await api.post('/v1/unions', { id: 'school', name: '学校工会', class: 'publicInstitution', superior: 'bureau' })).status).toBe(201);
  const callUp = (body: object) => api.post('/v1/campaigns/bureau_2009/call-up-units', body);
  expect(await problemOf(api, () => callUp({ units: ['school'], firstYear: ['depot'] }))).toMatchObject({ status: 422, code: 'unit-not-listed', details: { units: ['depot'] } });
  expect((await callUp({ units: ['school'], firstYear: ['school'], makeUp: true })).body).toMatchObject({ events: ['UnitsCalledUp'] });
});
