import { evaluationStatuses } from '#evaluation';
import { patienceMs } from '#kernel/testing';
import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** What is read of the status view: one evaluation, and lists by pages. */
const unions = [
  ['centre', '建设工程交易中心工会', 'publicInstitution'],
  ['station', '水文站工会', 'publicInstitution'],
  ['works', '自来水公司工会', 'stateFirm'],
  ['shop', '百货公司工会', 'privateFirm'],
  ['school', '实验小学工会', 'publicInstitution'],
  ['office', '建设局机关工会', 'government'],
  ['depot', '公交公司工会', 'stateFirm'],
] as const;
const all = unions.map(([id]) => `${id}.2009.1`).toSorted();
const at = '/v1/evaluations/centre.2009.1';
let api: ServedApi;
/** Of the last thing recorded. */
let position: string;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  for (const [id, name, unionClass] of unions) await anEvaluation(api, id, { name, unionClass });
  const formed = await api.post('/v1/evaluations/shop.2009.1/form-leading-group', { formedOn: '2009-03-09', members: ['chair'] });
  position = formed.body.position;
});
afterAll(() => api?.close());

const list = async (query = ''): Promise<Body> => {
  const { status, body } = await api.get(`/v1/evaluations${query}`, { 'pingjia-position': position });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};
const idsOf = ({ evaluations }: Body): string[] => evaluations.map(({ id }: { id: string }) => id);

describe('one evaluation', () => {
  it('is read back at the position of its own write, with its revision as ETag', async () => {
    for (let n = 0; n < 20; n++) {
      const written = await api.post('/v1/evaluations/depot.2009.1/form-leading-group', { formedOn: '2009-03-09', members: ['chair'] });
      const { status, headers, body } = await api.get('/v1/evaluations/depot.2009.1', { 'pingjia-position': written.body.position });
      expect({ status, body }).toMatchObject({ status: 200, body: { id: 'depot.2009.1', revision: written.body.revision, unionName: '公交公司工会' } });
      expect(headers.get('etag')).toBe(written.headers.get('etag'));
      expect(Number(headers.get('pingjia-position'))).toBeGreaterThanOrEqual(Number(written.body.position));
      position = written.body.position;
    }
  });

  it('can be written to with the ETag that was read', async () => {
    const { headers } = await api.get('/v1/evaluations/depot.2009.1', { 'pingjia-position': position });
    const etag = headers.get('etag') ?? '';
    const write = (etag: string) => api.post('/v1/evaluations/depot.2009.1/form-leading-group', { formedOn: '2009-03-09', members: ['chair', 'women'] }, { 'if-match': etag });
    const { status, body } = await write(etag);
    expect(status).toBe(201);
    position = body.position;
    expect(await problemOf(api, () => write(etag))).toMatchObject({ status: 412 });
  });

  it('speaks the reader’s language and shows nothing of the fold', async () => {
    const chinese = (await api.get(at, { 'accept-language': 'zh-CN' })).body;
    const english = (await api.get(at, { 'accept-language': 'en' })).body;
    expect(chinese.status).toBe(english.status);
    expect(chinese.statusText).toMatch(/[\u4e00-\u9fff]/);
    expect(english.statusText).toMatch(/^[ -~]+$/);
    expect(Object.keys(english)).not.toContain('state');
  });
});

describe('a position', () => {
  it('far ahead is answered within the wait: try again', async () => {
    for (const path of [at, '/v1/evaluations']) {
      const began = performance.now();
      const asked = () => api.get(path, { 'pingjia-position': '999999999999' });
      expect(await problemOf(api, asked)).toMatchObject({ status: 503, code: 'view-behind', details: { position: '999999999999' } });
      expect(performance.now() - began).toBeLessThan(patienceMs);
    }
    expect((await api.get(at, { 'pingjia-position': '9999999999999999' })).headers.get('retry-after')).toBe('1');
  });

  it.each(['x', '-1', '1.5', '', '0x10', '99999999999999999'])('that is none is refused: "%s"', async (token) => {
    expect(await problemOf(api, () => api.get(at, { 'pingjia-position': token }))).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Pingjia-Position' } });
  });
});

describe('a list', () => {
  const sorts = ['', 'unionName', '-unionName', 'dueOn', '-dueOn', 'status', '-status'];

  it.each(sorts.flatMap((sort) => [1, 2, 3, 7, 200].map((limit) => [sort, limit] as const)))('sorted by "%s" in pages of %i holds every row once', async (sort, limit) => {
    const seen: string[] = [];
    const by = sort === '' ? '' : `&sort=${sort}`;
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=${limit}${by}${cursor}`);
      expect(page.evaluations.length).toBeLessThanOrEqual(limit);
      seen.push(...idsOf(page));
      if (page.next === undefined) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toHaveLength(all.length);
    expect(seen.toSorted()).toEqual(all);
  });

  it('is in the order asked for, and the other way round', async () => {
    const names = (await list('?sort=unionName')).evaluations.map(({ unionName }: Body) => unionName);
    expect(names).toEqual([...names].toSorted());
    expect((await list('?sort=-unionName')).evaluations.map(({ unionName }: Body) => unionName)).toEqual([...names].toReversed());
  });

  it.each([
    ['?unionClass=stateFirm', ['depot', 'works']],
    ['?unionClass=stateFirm,government', ['depot', 'office', 'works']],
    ['?union=shop', ['shop']],
    ['?superior=nowhere', []],
    ['?superior=bureau&unionClass=privateFirm', ['shop']],
    ['?campaign=bureau_2009&union=shop,works', ['shop', 'works']],
    ['?under=bureau&unionClass=government', ['office']],
    ['?under=elsewhere', []],
    ['?search=建设', ['centre', 'office']],
    ['?search=公司', ['depot', 'shop', 'works']],
    ['?search=设建', []],
    ['?search=水', ['station', 'works']],
    ['?search=公司&unionClass=stateFirm&sort=-unionName&limit=1', ['works']],
    ["?search=' OR 1=1 --", []],
  ])('holds what is asked for: %s', async (query, expected) => {
    expect(idsOf(await list(encodeURI(query))).map((id) => id.split('.')[0]).toSorted()).toEqual(expected);
  });

  it('shows a write as soon as its position is asked for', async () => {
    const [{ revision }] = (await list('?union=shop')).evaluations;
    const { body } = await api.post('/v1/evaluations/shop.2009.1/form-leading-group', { formedOn: '2009-03-09', members: ['chair', 'women'] });
    position = body.position;
    const [after] = (await list('?union=shop')).evaluations;
    expect([revision, after.revision]).toEqual([String(Number(body.revision) - 1), body.revision]);
  });

  it.each([
    ['limit=0', 'limit', 'whole'],
    ['limit=201', 'limit', 'whole'],
    ['limit=-1', 'limit', 'whole'],
    ['limit=1.5', 'limit', 'whole'],
    ['limit=', 'limit', 'whole'],
    ['limit=1&limit=2', 'limit', 'repeated'],
    ['sort=revision', 'sort', 'oneOf'],
    ['sort=--unionName', 'sort', 'oneOf'],
    ['sort=constructor', 'sort', 'oneOf'],
    ['cursor=nonsense', 'cursor', 'cursor'],
    ['cursor=%00', 'cursor', 'cursor'],
    ['cursor=W10', 'cursor', 'cursor'],
    [`cursor=${'x'.repeat(201)}`, 'cursor', 'text'],
    ['search=%20', 'search', 'search'],
    ['search=！！', 'search', 'search'],
    [`search=${'会'.repeat(101)}`, 'search', 'search'],
    ['status=foo', 'status', 'oneOf'],
    ['status=held,foo', 'status', 'oneOf'],
    ['status=', 'status', 'oneOf'],
    ['status=held&status=filed', 'status', 'repeated'],
    ['unionClass=state', 'unionClass', 'oneOf'],
    ['superior=Bureau', 'superior', 'idPart'],
    ['union=shop,', 'union', 'idPart'],
    ['campaign=%20', 'campaign', 'idPart'],
    ['under=a.b', 'under', 'idPart'],
    ['colour=red', 'colour', 'unknown'],
    ['__proto__=x', '__proto__', 'unknown'],
    ['constructor=x', 'constructor', 'unknown'],
    ['Limit=5', 'Limit', 'unknown'],
    ['status[]=draft', 'status[]', 'unknown'],
  ])('refuses ?%s by name', async (query, field, rule) => {
    expect(await problemOf(api, () => api.get(`/v1/evaluations?${encodeURI(query).replaceAll('%25', '%')}`))).toMatchObject({ status: 400, code: 'query-invalid', errors: [{ field, rule }] });
  });

  it('tells what a column may be asked for, as it is to be typed, with its word', async () => {
    const [fault] = (await problemOf(api, () => api.get('/v1/evaluations?status=foo'))).errors;
    expect(fault.allowed).toEqual(evaluationStatuses);
    const { body } = await api.get('/v1/evaluations?unionClass=foo&status=foo', { 'accept-language': 'zh-CN' });
    expect(body.errors[0].message).toContain('publicInstitution（事业）');
    expect(body.errors[1].message).toContain('returned（已退回，待补正）');
  });

  it('refuses a cursor of a list in another order', async () => {
    const { next } = await list('?limit=1&sort=unionName');
    for (const other of ['', '&sort=-unionName', '&sort=dueOn']) {
      expect(await problemOf(api, () => api.get(`/v1/evaluations?limit=1${other}&cursor=${encodeURIComponent(next)}`))).toMatchObject({ errors: [{ field: 'cursor', rule: 'cursor' }] });
    }
  });

  it('names every parameter that is wrong', async () => {
    expect((await problemOf(api, () => api.get('/v1/evaluations?limit=x&sort=x&x=x'))).errors).toHaveLength(3);
  });
});
