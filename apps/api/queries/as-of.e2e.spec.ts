import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Answer, type Sent } from '../testing/served.js';

/** Every question to one evaluation can be asked as of an instant: what was recorded by then. */
const at = '/v1/evaluations/centre.2009.1';
const questions = ['', '/timeline', '/next-steps', '/application', '/score-table', '/rectification'];
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  // Opened on 16 February 2009.
  await anEvaluation(api, 'centre');
  await send('form-leading-group', { formedOn: '2009-03-09', members: ['chair'] }, '2009-04-01T10:00:00+08:00');
  await send('submit-plan', { adoptedOn: '2009-03-20', title: '建家计划' }, '2009-04-10T10:00:00+08:00');
});
afterAll(() => api?.close());

async function send(command: string, body: object, clock: string): Promise<void> {
  const { status, body: answer } = await api.post(`${at}/${command}`, body, { 'pingjia-clock': clock });
  expect({ status, answer }).toMatchObject({ status: 201 });
}
const asked = (question: string, asOf: string, headers: Sent = {}): Promise<Answer> => api.get(`${at}${question}?asOf=${asOf}`, headers);

describe.each(questions)('GET /v1/evaluations/{id}%s?asOf=', (question) => {
  it('answers now as it does live, with the same ETag', async () => {
    const { body: live, headers } = await api.get(`${at}${question}`, { 'pingjia-position': String(await api.node.log.end()) });
    const now = await asked(question, '2010-03-02T01:00:00.000Z');
    expect([now.status, now.body, now.headers.get('etag')]).toEqual([200, live, headers.get('etag')]);
  });

  it('answers what was recorded by then, to the second', async () => {
    const etag = async (asOf: string) => (await asked(question, encodeURIComponent(asOf))).headers.get('etag');
    expect(await etag('2009-04-10T09:59:59+08:00')).toBe('"1"');
    expect(await etag('2009-04-10T10:00:00+08:00')).toBe('"2"');
    expect(await etag('2009-02-16T01:30:00Z')).toBe('"0"');
  });

  it('answers as of a position of the log, and refuses one that is none, has not come, or comes beside an instant', async () => {
    const [submitted] = (await api.node.log.read('evaluation-centre.2009.1', 2, 1)).map((event) => event.position);
    const byPosition = (position: unknown) => api.get(`${at}${question}?asOfPosition=${position}`);
    expect((await byPosition(submitted)).headers.get('etag')).toBe('"2"');
    expect((await byPosition((submitted ?? 0) - 1)).headers.get('etag')).toBe('"1"');
    expect((await byPosition(submitted)).body).toEqual((await asked(question, encodeURIComponent('2009-04-10T10:00:00+08:00'))).body);
    expect(await problemOf(api, () => byPosition(9_999))).toMatchObject({ status: 400, errors: [{ field: 'asOfPosition', rule: 'logEnd' }] });
    expect(await problemOf(api, () => byPosition('x'))).toMatchObject({ status: 400, errors: [{ field: 'asOfPosition', rule: 'position' }] });
    expect(await problemOf(api, () => byPosition(1))).toMatchObject({ status: 404, code: 'not-opened-by-then' });
    expect(await problemOf(api, () => api.get(`${at}${question}?asOfPosition=2&asOf=2009-04-10T10:00:00Z`))).toMatchObject({ status: 400, errors: [{ field: 'asOfPosition', rule: 'notWithAsOf' }] });
  });

  it('takes a plus sign that nobody escaped', async () => {
    expect((await asked(question, '2009-04-10T09:59:59+08:00')).headers.get('etag')).toBe('"1"');
  });

  it.each(['soon', '2009-04-10', '2009-04-10T09:00:00', '2009-02-30T09:00:00%2B08:00', '', '2009-04-10T25:00:00Z'])('refuses %j by name', async (asOf) => {
    expect(await problemOf(api, () => asked(question, asOf))).toMatchObject({ status: 400, code: 'query-invalid', errors: [{ field: 'asOf', rule: 'instant' }] });
  });

  it('refuses an instant given twice, and one that has not come', async () => {
    expect(await problemOf(api, () => asked(question, '2009-04-10T09:00:00Z&asOf=2009-04-11T09:00:00Z'))).toMatchObject({ status: 400, errors: [{ field: 'asOf' }] });
    expect(await problemOf(api, () => asked(question, '2010-03-02T01:00:00.001Z'))).toMatchObject({ status: 400, errors: [{ field: 'asOf', rule: 'past', now: '2010-03-02T01:00:00.000Z' }] });
  });

  it('says before the opening that there was nothing yet, and of no evaluation at all that there is none', async () => {
    const problem = await problemOf(api, () => asked(question, '2009-02-16T01:29:59.999Z'));
    expect(problem).toMatchObject({ status: 404, code: 'not-opened-by-then', details: { asOf: '2009-02-16T01:29:59.999Z', opened: '2009-02-16T01:30:00.000Z' } });
    expect(await problemOf(api, () => api.get(`/v1/evaluations/nobody.2009.1${question}?asOf=2009-04-10T09:00:00Z`))).toMatchObject({ status: 404, code: 'not-found' });
  });
});

it('counts the days left from the day of the instant', async () => {
  const { body } = await asked('/next-steps', '2009-03-30T17:00:00Z');
  expect(body).toMatchObject({ today: '2009-03-31', nextSteps: [{ step: 'submitPlan', workingDaysLeft: 0 }, {}, {}, {}] });
});

it('shows the status of then', async () => {
  const statusAt = async (asOf: string) => (await asked('', asOf)).body.status;
  expect([await statusAt('2009-03-31T00:00:00Z'), await statusAt('2009-04-11T00:00:00Z')]).toEqual(['notStarted', 'selfInspecting']);
});
