import { changedSince, federationsBelow } from '#platform';
import { problemOf, ServedApi, type Answer, type Body } from '../testing/served.js';

/** What the register answers: unions and federations, in lists and one by one. */
let api: ServedApi;
let position: string;
const federation = (id: string, name: string, superiors: readonly string[], line = 'territorial') => api.post('/v1/federations', { id, name, line, superiors });
const union = (id: string, superior: string, more: object = {}) => api.post('/v1/unions', { id, name: `${id}工会`, class: 'privateFirm', superior, ...more });

beforeAll(async () => {
  api = await ServedApi.start();
  await federation('district', '美兰区总工会', []);
  await federation('education', '区教育工会', ['district'], 'industrial');
  await federation('haifu', '海府街道总工会', ['district']);
  await federation('lantian', '蓝天街道总工会', ['district']);
  await union('market', 'haifu', { name: '海府商圈联合工会', class: 'jointUnion', units: 23, members: 310 });
  await union('shop', 'haifu', { name: '南海商贸有限公司工会', members: 20 });
  await union('school', 'education', { name: '蓝天小学工会', class: 'publicInstitution', members: 60, foundedOn: '--04' });
  const last = await union('mill', 'lantian', { name: '蓝天机械厂工会', class: 'stateFirm', members: 200 });
  position = last.headers.get('pingjia-position') ?? '';
});
afterAll(() => api?.close());

const get = (path: string, headers = {}): Promise<Answer> => api.get(path, { 'pingjia-position': position, ...headers });
const ids = async (path: string): Promise<readonly string[]> => {
  const { body } = await get(path);
  return (body.unions ?? body.federations).map(({ id }: Body) => id);
};

describe('unions', () => {
  it('are shown one by one, what is not known as null', async () => {
    const { headers, body } = await get('/v1/unions/school', { 'accept-language': 'zh-CN' });
    expect(headers.get('etag')).toBe('"0"');
    expect(body).toMatchObject({ id: 'school', name: '蓝天小学工会', class: 'publicInstitution', classText: '事业', superior: 'education', units: 1, members: 60, staff: null, membership: null, foundedOn: '--04', closedOn: null, revision: '0' });
  });

  it('are listed below a federation, at whatever level', async () => {
    expect(await ids('/v1/unions?under=haifu')).toEqual(['market', 'shop']);
    expect(await ids('/v1/unions?under=district')).toEqual(['market', 'mill', 'school', 'shop']);
    expect(await ids('/v1/unions?under=nowhere')).toEqual([]);
  });

  it('are filtered, sorted and searched by Chinese characters in a row', async () => {
    expect(await ids('/v1/unions?class=privateFirm,stateFirm')).toEqual(['mill', 'shop']);
    expect(await ids('/v1/unions?superior=haifu&sort=-members')).toEqual(['market', 'shop']);
    expect(await ids('/v1/unions?search=%E8%93%9D%E5%A4%A9')).toEqual(['mill', 'school']);
    expect(await ids('/v1/unions?search=%E8%93%9D%E5%A4%A9&under=education')).toEqual(['school']);
  });

  it('come in pages', async () => {
    const first = await get('/v1/unions?under=district&limit=3');
    expect(first.body.unions).toHaveLength(3);
    expect(await ids(`/v1/unions?under=district&limit=3&cursor=${first.body.next}`)).toEqual(['shop']);
  });

  it('that are not there are not found, and a question that cannot be asked is named', async () => {
    expect(await problemOf(api, () => get('/v1/unions/nobody'))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await problemOf(api, () => get('/v1/unions?class=club'))).toMatchObject({ status: 400, errors: [{ field: 'class', rule: 'oneOf' }] });
    expect(await problemOf(api, () => get('/v1/unions?cursor=nonsense'))).toMatchObject({ status: 400, errors: [{ field: 'cursor', rule: 'cursor' }] });
  });
});

describe('federations', () => {
  it('are shown with what reports to them directly', async () => {
    expect((await get('/v1/federations/haifu')).body).toMatchObject({ id: 'haifu', name: '海府街道总工会', line: 'territorial', superiors: ['district'], level: null, direct: { federations: 0, unions: 2, units: 24, members: 330 } });
    expect((await get('/v1/federations/district')).body).toMatchObject({ direct: { federations: 3, unions: 0, units: 0, members: 0 } });
  });

  it('are listed, filtered and searched', async () => {
    expect(await ids('/v1/federations?under=district')).toEqual(['education', 'haifu', 'lantian']);
    expect(await ids('/v1/federations?line=industrial')).toEqual(['education']);
    expect(await ids('/v1/federations?search=%E8%A1%97%E9%81%93')).toEqual(['haifu', 'lantian']);
  });

  it('that are not there are not found', async () => expect(await problemOf(api, () => get('/v1/federations/nobody'))).toMatchObject({ status: 404, code: 'not-found' }));

  it('below one are found level by level, so many and no more', async () => {
    expect(await federationsBelow(api.node.views, 'district')).toEqual(['district', 'education', 'haifu', 'lantian']);
    await expect(federationsBelow(api.node.views, 'district', { limit: 3 })).rejects.toMatchObject({ code: 'scope-too-wide', status: 422, details: { federation: 'district', limit: 3 } });
  });
});

describe('a register over time', () => {
  const post = async (path: string, body: object, headers = {}) => {
    const answer = await api.post(path, body, headers);
    expect([path, answer.status, answer.body.code]).toEqual([path, 201, undefined]);
    position = answer.headers.get('pingjia-position') ?? position;
  };
  const later = { 'pingjia-clock': '2010-03-05T09:00:00+08:00' };
  const named = async (query: string) => (await get(`/v1/unions/mill${query}`, later)).body.name;

  it('tells of each day what held on it, and of each instant what was recorded by then', async () => {
    await post('/v1/unions/mill/rename-union', { name: '蓝天机械公司工会', on: '2008-05' }, { 'pingjia-clock': '2010-03-04T09:00:00+08:00' });
    expect(await named('')).toBe('蓝天机械公司工会');
    expect(await named('?on=2008-04-30')).toBe('蓝天机械厂工会');
    expect(await named('?on=2008-05-01')).toBe('蓝天机械公司工会');
    expect(await named('?asOf=2010-03-03T00:00:00Z')).toBe('蓝天机械厂工会');
    expect(await problemOf(api, () => get('/v1/unions/mill?on=2008'))).toMatchObject({ status: 400, errors: [{ field: 'on', rule: 'date' }] });
  });

  it('puts right what was typed wrongly: a day shows what is right, an earlier instant what was recorded then', async () => {
    await post('/v1/unions/shop/rename-union', { name: '南海商贸集团工会', on: '2005-05' }, { 'pingjia-clock': '2010-03-04T09:00:00+08:00' });
    await post('/v1/unions/shop/void-union-entry', { fact: 'name', on: '2005-05', reason: '年份录入有误', basis: '更名批复（2009）3号' }, { 'pingjia-clock': '2010-03-04T10:00:00+08:00' });
    await post('/v1/unions/shop/rename-union', { name: '南海商贸集团工会', on: '2009-05' }, { 'pingjia-clock': '2010-03-04T10:05:00+08:00' });
    const shown = async (query: string) => (await get(`/v1/unions/shop${query}`, later)).body.name;
    expect(await shown('?on=2006-01-01')).toBe('南海商贸有限公司工会');
    expect(await shown('?on=2009-05-01')).toBe('南海商贸集团工会');
    expect(await shown('?on=2006-01-01&asOf=2010-03-04T09:30:00%2B08:00')).toBe('南海商贸集团工会');
    expect((await get('/v1/unions?on=2006-01-01')).body.unions.find(({ id }: Body) => id === 'shop').name).toBe('南海商贸有限公司工会');
  });

  it('keeps the whole of a union', async () => {
    await post('/v1/unions/school/record-election', { term: 1, electedOn: '2008-06', seats: [{ seat: 'chair' }, { seat: 'women' }] });
    await post('/v1/unions/school/record-by-election', { electedOn: '2009-06', seats: [{ seat: 'women' }] });
    await post('/v1/unions/school/record-account', { own: true, on: '2008-10' });
    expect((await get('/v1/unions/school')).body).toMatchObject({ term: { term: 1 }, seats: [{ seat: 'chair', since: '2008-06' }, { seat: 'women', since: '2009-06' }], account: { own: true } });
    expect((await get('/v1/unions/school?on=2008-07-01')).body).toMatchObject({ seats: [{ since: '2008-06' }, { since: '2008-06' }], account: null });
  });

  it('knows nothing of a day before the founding', async () => {
    await post('/v1/unions', { id: 'young', name: '新建工会', class: 'privateFirm', superior: 'lantian', foundedOn: '2009-06' });
    expect(await problemOf(api, () => get('/v1/unions/young?on=2009-05-31'))).toMatchObject({ status: 404, code: 'not-there-then' });
  });

  it('moves a federation with all below it, and an earlier day stays as it was', async () => {
    await federation('zone', '高新区总工会', ['district']);
    await post('/v1/federations/haifu/move-federation', { superiors: ['zone'], on: '2009-01-01', reason: '区划调整' });
    expect(await ids('/v1/unions?under=zone')).toEqual(['market', 'shop']);
    expect((await get('/v1/federations/haifu')).body.superiors).toEqual(['zone']);
    expect((await get('/v1/federations/haifu?on=2008-12-31')).body.superiors).toEqual(['district']);
    const path = async (day: string) => ((await api.node.commands.facts({ lineage: { fact: 'lineage', of: `union.market@${day}` } })) as Body).lineage.path;
    expect(await path('2008-12-31')).toEqual(['haifu', 'district']);
    expect(await path('2010-01-01')).toEqual(['haifu', 'zone', 'district']);
    const lineages = async (of: string) => ((await api.node.commands.facts({ lineages: { fact: 'lineages', of } })) as Body).lineages;
    expect(await lineages('union.market+school+nobody@2008-12-31')).toMatchObject({ market: { path: ['haifu', 'district'] }, school: { path: ['education', 'district'] } });
    expect(Object.keys(await lineages('union.market+nobody+young@2009-05-31'))).toEqual(['market']);
    expect(await lineages('federation.haifu+nowhere@2010-01-01')).toEqual({ haifu: { path: ['zone', 'district'], notThere: [] } });
    await expect(lineages('union.market')).rejects.toThrow('names no lineages');
  });

  it('lets nobody stand above itself, also where two moves come at once', async () => {
    expect(await problemOf(api, () => api.post('/v1/federations/district/move-federation', { superiors: ['haifu'], on: '2009-05-01' }))).toMatchObject({ code: 'superior-loop' });
    const moves = await Promise.all([['education', 'lantian'], ['lantian', 'education']].map(([id, above]) => api.post(`/v1/federations/${id}/move-federation`, { superiors: [above], on: '2009-05-01' })));
    expect(moves.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  it('lets no two unions bear one code, also where both come at once', async () => {
    const both = await Promise.all(['one', 'two'].map((id) => union(id, 'haifu', { code: '81460000mc1' })));
    expect(both.map(({ status, body }) => [status, body.code]).toSorted()).toEqual([[201, undefined], [422, 'code-taken']]);
    // Lists are read next: the view has both decisions.
    await get('/v1/unions', { 'pingjia-position': String(await api.node.log.end()) });
  });

  describe('in lists', () => {
    const [then, now] = ['on=2008-12-31', 'on=2010-01-01'];
    const named = async (query: string) => (await get(`/v1/unions?${query}`)).body.unions.map(({ id, name }: Body) => [id, name]);

    it('shows who was there, under which name and below whom', async () => {
      expect(await ids(`/v1/unions?under=zone&${then}`)).toEqual([]);
      expect(await ids(`/v1/unions?under=haifu&${then}`)).toEqual(await ids(`/v1/unions?under=zone&${now}`));
      expect(await ids(`/v1/federations?under=zone&${now}`)).toEqual(['haifu']);
      expect(await ids(`/v1/federations?under=district&${then}`)).toEqual(expect.arrayContaining(['haifu', 'zone']));
      expect(await ids('/v1/unions?on=2009-06-01')).toContain('young');
    });

    it('searches by the name of that day', async () => {
      expect(await named('search=%E6%9C%BA%E6%A2%B0&on=2008-05-01')).toEqual([['mill', '蓝天机械公司工会']]);
      expect(await ids('/v1/unions?search=%E6%9C%BA%E6%A2%B0%E5%8E%82&on=2008-04-30')).toEqual(['mill']);
    });

    it('goes through all pages in one order, changed and unchanged, by id as by name', async () => {
      for (const sort of ['', '&sort=name', '&sort=-name']) {
        const whole = await ids(`/v1/unions?on=2008-04-30${sort}`);
        const paged: string[] = [];
        for (let cursor = ''; ; ) {
          const { body } = await get(`/v1/unions?on=2008-04-30${sort}&limit=2${cursor}`);
          paged.push(...body.unions.map(({ id }: Body) => id));
          if (body.next === undefined) break;
          cursor = `&cursor=${body.next}`;
        }
        expect(whole.length).toBeGreaterThan(3);
        expect(paged).toEqual(whole);
      }
    });

    it('tells open ones from ended ones, by the day', async () => {
      await post('/v1/unions', { id: 'brief', name: '短期工会', class: 'privateFirm', superior: 'lantian', industry: 'commerce', members: 7, staff: 9 });
      expect((await get('/v1/unions/brief')).body.membership).toEqual({ n: 7, m: 9, percent: '77.8' });
      await post('/v1/unions/brief/close-union', { on: '2009-07', reason: '企业注销' });
      expect(await ids('/v1/unions?open=false')).toEqual(['brief']);
      expect(await ids('/v1/unions?open=true&industry=commerce')).toEqual([]);
      expect(await ids('/v1/unions?open=true&industry=commerce&on=2009-06-30')).toEqual(['brief']);
      expect(await ids('/v1/unions?members=5..20')).toEqual(['brief', 'shop']);
    });

    it('looks at so many that changed since, and no more', () =>
      expect(changedSince({ reader: api.node.views.unions, on: '2008-04-30', was: (row) => row }, 1)).rejects.toMatchObject({ code: 'too-many-changed-since', status: 422, details: { on: '2008-04-30', limit: 1 } }));

    it('finds unions whose term is over', async () => {
      await post('/v1/unions/market/record-election', { term: 1, electedOn: '2005-03', endsOn: '2010-02', seats: [{ seat: 'chair' }] });
      const over = async (clock: string) => (await get('/v1/unions?termOver=true', { 'pingjia-clock': clock })).body.unions.map(({ id }: Body) => id);
      expect(await over('2010-02-28T09:00:00+08:00')).toEqual([]);
      expect(await over('2010-03-01T09:00:00+08:00')).toEqual(['market']);
      expect((await get('/v1/unions/market', later)).body.term).toEqual({ term: 1, electedOn: '2005-03', endsOn: '2010-02', overOn: '2010-02-28' });
      await post('/v1/unions/market/record-election', { term: 2, electedOn: '2010-03-02', seats: [{ seat: 'chair' }] }, later);
      expect(await over('2010-03-05T09:00:00+08:00')).toEqual([]);
      expect(await problemOf(api, () => get('/v1/unions?termOver=no&on=2009-01-01'))).toMatchObject({ errors: [{ field: 'termOver', rule: 'oneOf' }, { field: 'termOver', rule: 'notWithOn' }] });
    });

    it('names what cannot be asked of a day', async () => {
      expect(await problemOf(api, () => get('/v1/unions?on=2009-01-01&members=5..&sort=-members'))).toMatchObject({ status: 400, errors: [{ field: 'members', rule: 'notWithOn' }, { field: 'sort', rule: 'notWithOn' }] });
      expect(await problemOf(api, () => get('/v1/unions?on=2009&open=perhaps&members=many'))).toMatchObject({ errors: [{ field: 'on', rule: 'date' }, { field: 'open', rule: 'flag' }, { field: 'members', rule: 'range' }, { field: 'members', rule: 'notWithOn' }] });
      expect(await problemOf(api, () => get('/v1/federations?members=5..'))).toMatchObject({ errors: [{ field: 'members', rule: 'unknown' }] });
    });
  });
});
