import { patienceMs } from '#kernel/testing';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  for (const [id, superiors] of [['district', []], ['haifu', ['district']]] as const) expect((await api.post('/v1/federations', { id, name: `${id}总工会`, line: 'territorial', superiors })).status).toBe(201);
});
afterAll(() => api?.close());

const union = (id: string, superior: string, more: object) => api.post('/v1/unions', { id, name: `${id}工会`, class: 'privateFirm', superior, ...more });
const get = (path: string, headers: Readonly<Record<string, string>>) => api.get(path, headers);

it('takes codes that differ by case, hyphen or underscore alone for one, of unions and federations alike, and finds it by any of them', async () => {
  const federation = (id: string, code: string) => api.post('/v1/federations', { id, name: `${id}总工会`, line: 'territorial', superiors: ['district'], code });
  expect((await union('coded', 'haifu', { code: 'MC-77-A' })).status).toBe(201);
  for (const [id, code] of [['same1', 'mc-77-a'], ['same2', 'MC_77_A'], ['same3', 'mc_77-a']] as const) {
    expect(await problemOf(api, () => federation(id, code))).toMatchObject({ status: 422, code: 'code-taken', details: { union: 'coded' } });
    expect((await union(id, 'haifu', { code })).body).toMatchObject({ code: 'code-taken' });
  }
  expect((await federation('coded_f', 'mc-78')).status).toBe(201);
  expect(await problemOf(api, () => federation('same4', 'MC_78'))).toMatchObject({ code: 'code-taken', details: { federation: 'coded_f' } });
  // In words it is told by name and code, as soon as the register's views have it.
  await Promise.all([api.node.views.unions, api.node.views.federations].map(async (view) => view.reached(await api.node.log.end(), patienceMs)));
  for (const [code, names, called] of [['MC_77-A', { union: 'coded工会 (MC-77-A)' }, 'the union "coded工会 (MC-77-A)"'], ['MC_78', { federation: 'coded_f总工会 (mc-78)' }, 'the federation "coded_f总工会 (mc-78)"']] as const) {
    expect(await problemOf(api, () => federation('same5', code))).toMatchObject({ code: 'code-taken', names, detail: expect.stringContaining(`is that of ${called}.`) });
  }
  // Full-width letters, and capitals mixed with small ones, are refused before: nothing is recorded that looks like a code and is none.
  for (const code of ['ＭＣ７９', 'Mc79']) expect(await problemOf(api, () => federation('wide', code))).toMatchObject({ status: 400, code: 'body-invalid', errors: [{ field: '/code', rule: 'code' }] });
  const position = { 'pingjia-position': String(await api.node.log.end()) };
  for (const code of ['MC-77-A', 'mc-77-a', 'MC_77_A', 'mc_77-a']) expect((await get(`/v1/unions?code=${code}`, position)).body.unions.map(({ id }: Body) => id)).toEqual(['coded']);
  expect((await get('/v1/unions?code=MC77A', position)).body.unions).toEqual([]);
});
