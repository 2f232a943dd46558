import { problemOf, ServedApi } from '../testing/served.js';

/** Codes and superiors hold on every day, also on one long past. */
let api: ServedApi;
const post = async (path: string, body: object): Promise<void> => void expect({ path, ...(await api.post(path, body)) }).toMatchObject({ status: 201 });
const get = async (path: string) => api.get(path, { 'pingjia-position': String(await api.node.log.end()) });
const union = (id: string, superior: string, more: object = {}) => api.post('/v1/unions', { id, name: `${id}工会`, class: 'privateFirm', superior, ...more });
const federation = (id: string, name: string, superiors: readonly string[]) => post('/v1/federations', { id, name, line: 'territorial', superiors });
beforeAll(async () => {
  api = await ServedApi.start();
  await federation('district', '美兰区总工会', []);
  await federation('haifu', '海府街道总工会', ['district']);
});
afterAll(() => api?.close());

describe('a register on any day', () => {
  it('lets no two unions bear one code on any day', async () => {
    await union('was', 'haifu', { code: 'mm1', foundedOn: '2000' });
    await post('/v1/unions/was/close-union', { on: '2009-01-01', reason: '单位撤销' });
    expect(await problemOf(api, () => union('is', 'haifu', { code: 'mm1', foundedOn: '2000' }))).toMatchObject({ status: 422, code: 'code-borne-until' });
    await union('is', 'haifu', { code: 'mm1', foundedOn: '2009-01-01' });
    expect((await get('/v1/unions/was?on=2008-12-31')).body.code).toBe('mm1');
  });

  it('shows a union older than its superior below nobody until that is there, and below the one before where that is recorded', async () => {
    await post('/v1/federations', { id: 'young', name: '新设街道总工会', line: 'territorial', superiors: ['district'], from: '2010-03' });
    await union('older', 'young', { foundedOn: '1998' });
    const on = async (day: string) => (await get(`/v1/unions/older?on=${day}`)).body.superior;
    const below = async (federation: string, day: string) => (await get(`/v1/unions?under=${federation}&on=${day}&search=older`)).body.unions.map(({ id, superior }: { id: string; superior: string | null }) => `${id}/${superior}`);
    expect([await on('2009-12-31'), await on('2010-03-01')]).toEqual([null, 'young']);
    expect((await get('/v1/unions?on=2009-12-31&search=older')).body.unions).toMatchObject([{ id: 'older', superior: null }]);
    expect([await below('young', '2009-12-31'), await below('district', '2009-12-31'), await below('young', '2010-03-01')]).toEqual([[], [], ['older/young']]);
    await post('/v1/unions/older/move-union', { superior: 'haifu', on: '2001' });
    expect([await on('2000-12-31'), await on('2009-12-31'), await on('2010-03-01')]).toEqual([null, 'haifu', 'young']);
    expect([await below('haifu', '2009-12-31'), await below('haifu', '2010-03-01')]).toEqual([['older/haifu'], []]);
    expect(await problemOf(api, () => union('wrong', 'young', { superiorFrom: '2009' }))).toMatchObject({ status: 422, code: 'superior-not-there' });
  });

  it('closes a federation when nothing reports to it any more', async () => {
    expect(await problemOf(api, () => api.post('/v1/federations/haifu/close-federation', { on: '2010-01-01', reason: '撤并' }))).toMatchObject({ code: 'still-above' });
    await federation('empty', '旧镇总工会', ['district']);
    await union('leaving', 'empty');
    await post('/v1/unions/leaving/move-union', { superior: 'haifu', on: '2009-12-01' });
    const close = (on: string) => api.post('/v1/federations/empty/close-federation', { on, reason: '撤并' });
    expect(await problemOf(api, () => close('2009-11-30'))).toMatchObject({ code: 'still-above', details: { unions: 1, federations: 0 } });
    expect((await close('2009-12-01')).status).toBe(201);
    expect(await problemOf(api, () => union('late', 'empty'))).toMatchObject({ code: 'superior-not-there' });
  });
});
