import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { ServedApi, type Body } from '../testing/served.js';

/** What the page to try the API sends first is recorded as it stands. */
describe('a whole example of a body', () => {
  let api: ServedApi;
  let example: (command: string) => unknown;
  beforeAll(async () => {
    api = await ServedApi.start();
    await aBureau(api);
    await anEvaluation(api, 'centre');
    const { body } = await api.get('/openapi.json');
    const operations = Object.values(body.paths as Record<string, Body>).flatMap((path) => Object.values(path as Record<string, Body>));
    example = (command) => operations.find(({ operationId }) => operationId === command)?.requestBody.content['application/json'].examples.whole.value;
  });
  afterAll(() => api.close());

  const asUnion = { 'pingjia-actor': 'office=chair;body=union-centre' };
  const send = (path: string, body: unknown) => api.post(`/v1/evaluations/centre.2009.1/${path}`, body, asUnion);

  it('of a self-inspection names every criterion once, none over its points', async () => {
    expect(await send('submit-self-inspection', example('SubmitSelfInspection'))).toMatchObject({ status: 201 });
  });

  it('of a count fits the round opened before it', async () => {
    expect(await send('open-round', { round: 1, body: 'combined', mode: 'paper', runBy: 'union' })).toMatchObject({ status: 201 });
    expect(await send('tally-vote', example('TallyVote'))).toMatchObject({ status: 201 });
  });
});
