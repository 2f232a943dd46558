import { createHash } from 'node:crypto';
import { aBureau } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** A sample for spot-checks is drawn by a recorded seed, and anybody can draw it again. */
const campaign = '/v1/campaigns/bureau_2009';
const unions = ['centre', 'depot', 'school', 'works', 'shop'];
const wish = { sample: 'spring', seed: '03 11 17', seedFrom: '双色球第2010025期', size: 2, drawnOn: '2010-03-01' };
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  for (const id of [...unions, 'late']) await record('/v1/unions', { id, name: id, class: 'publicInstitution', superior: 'bureau' });
  await record('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-16' });
  await record(`${campaign}/call-up-units`, { units: unions });
  await record(`${campaign}/draw-sample`, wish);
});
afterAll(() => api?.close());

async function record(path: string, body: object): Promise<Body> {
  const answer = await api.post(path, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('is drawn as described, and drawn again when it is read', async () => {
  const { body } = await api.get(`${campaign}/samples/spring`);
  const drawn = unions.map((id) => [sha256(`03 11 17\n${id}`), id]).toSorted().slice(0, 2).map(([, id]) => id);
  expect(body).toMatchObject({ campaign: 'bureau_2009', seed: wish.seed, seedFrom: wish.seedFrom, drawnOn: wish.drawnOn, drawn, drawnFrom: { count: 5, digest: sha256(unions.toSorted().join('\n')) }, redrawn: true, by: { bodyId: 'federation-bureau' } });
});

it('stays the same when others are called up later', async () => {
  const before = (await api.get(`${campaign}/samples/spring`)).body;
  await record(`${campaign}/call-up-units`, { units: ['late'] });
  expect((await api.get(`${campaign}/samples/spring`)).body).toEqual(before);
});

it('is refused twice, and larger than the list', async () => {
  expect(await problemOf(api, () => api.post(`${campaign}/draw-sample`, { ...wish, seed: 'another' }))).toMatchObject({ status: 422, code: 'sample-already-drawn' });
  expect(await problemOf(api, () => api.post(`${campaign}/draw-sample`, { ...wish, sample: 'all', size: 7 }))).toMatchObject({ status: 422, code: 'sample-too-large' });
  expect(await problemOf(api, () => api.get(`${campaign}/samples/autumn`))).toMatchObject({ status: 404 });
  expect(await problemOf(api, () => api.get('/v1/campaigns/nobody/samples/spring'))).toMatchObject({ status: 404 });
});

it('that was not drawn by its seed says so', async () => {
  const stream = 'campaign-bureau_2009';
  const [event] = (await api.node.log.read(stream, 0, 100)).filter(({ type }) => type === 'SampleDrawn');
  if (event === undefined) throw new Error('nothing was drawn');
  const head = await api.node.log.head(stream);
  const forged = { ...(event.data as object), sample: 'forged', drawn: ['centre', 'works', 'shop'] };
  await api.node.log.append(stream, head, [{ id: '00000000-0000-5000-8000-000000000001', type: 'SampleDrawn', data: forged, metadata: event.metadata }]);
  expect((await api.get(`${campaign}/samples/forged`, { 'accept-language': 'en' })).body).toMatchObject({ redrawn: false, text: expect.stringContaining('NOT the same') });
});
