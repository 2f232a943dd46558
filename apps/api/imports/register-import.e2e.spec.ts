import { readFileSync } from 'node:fs';
import { ServedApi, type Body } from '../testing/served.js';

const sample = (name: string) => readFileSync(new URL(`../../../test/samples/${name}`, import.meta.url));
const { rows: expected, refused } = JSON.parse(sample('register-7.expected.json').toString()) as { rows: Body[]; refused: { no: number; why: string }[] };
const district = { id: 'meilan', name: '美兰区总工会', line: 'territorial', superiors: [] };
const clock = { 'pingjia-clock': '2026-11-27T09:00:00+08:00', 'pingjia-actor': 'office=officer;body=federation-meilan', 'accept-language': 'zh-CN' };

let api: ServedApi;
beforeEach(async () => {
  api = await ServedApi.start();
  expect((await api.post('/v1/federations', district, clock)).status).toBe(201);
});
afterEach(() => api.close());

const dryRun = async (bytes: Buffer | string, more = '') => (await api.postBytes(`/v1/imports/register?federation=meilan${more}`, bytes, clock)).body as Body;
async function applied(plan: Body, more = '') {
  const path = `/v1/imports/register/${plan.import}`;
  const begun = await api.postBytes(`${path}/apply?federation=meilan${more}`, undefined, clock);
  expect(begun.status).toBe(202);
  for (;;) {
    const { body } = await api.get(begun.headers.get('location') ?? '', clock);
    if (body.state !== 'applying') return body as Body;
  }
}

describe.each(['register-7.xlsx', 'register-7.csv'])('importing %s', (name) => {
  it('takes what a careful reader takes, refuses what such a reader refuses, and changes nothing the second time', async () => {
    const plan = await dryRun(sample(name), '&newSuperiors=add');
    expect(plan.counts).toEqual({ rows: 134, added: 124, changed: 0, unchanged: 0, refused: 10, federationsAdded: 14 });
    const good = plan.rows.filter(({ what, outcome }: Body) => what === 'union' && outcome === 'added');
    expect(good.map(({ read: { no, name: called, classText, superior, staff, members, units, foundedOn } }: Body) => ({ no: Number(no), name: called, class: classText, superior, staff, members, units, founded: foundedOn ?? null }))).toEqual(expected);
    const why = (no: number) => plan.rows.find(({ read }: Body) => read.no === String(no)).faults.map(({ code }: Body) => code);
    const codes: Record<string, string> = { 'more members than staff': 'members-over-staff', 'the same union twice': 'same-union-twice', 'a number that is none': 'number-not-exact' };
    for (const { no, why: reason } of refused) expect(why(no)).toEqual([codes[reason]]);

    expect((await api.postBytes(`/v1/imports/register/${plan.import}/apply?federation=meilan&newSuperiors=add`, undefined, clock)).body).toMatchObject({ code: 'import-has-refused-rows', details: { refused: 10, rows: 134 } });
    // A command a row, and one more for each of the 22 certificates.
    expect(await applied(plan, '&newSuperiors=add&rows=good')).toMatchObject({ state: 'finished', rows: 124, done: 124, recorded: 146, refused: [] });

    const before = await api.node.log.end();
    const again = await dryRun(sample(name), '&newSuperiors=add');
    expect(again.counts).toMatchObject({ added: 0, changed: 0, unchanged: 110, refused: 10 });
    expect(await applied(again, '&newSuperiors=add&rows=good')).toMatchObject({ state: 'finished', rows: 0, recorded: 0 });
    expect(await api.node.log.end()).toBe(before);
  });
});

describe('a register', () => {
  const table = (...lines: readonly string[]) => ['工会名称,单位性质,上级工会,职工人数,会员人数,涵盖单位数,成立时间,统一社会信用代码', ...lines].join('\n');

  it('may name superiors before it tells of them, and in a ring not at all', async () => {
    const plan = await dryRun(table('甲公司工会,非公企业,海府街道总工会,20,10,,,', '海府街道总工会,街道总工会,美兰区总工会,,,,,', '子会,总工会,丑会,,,,,', '丑会,总工会,子会,,,,,', '乙公司工会,非公企业,丑会,20,10,,,'));
    expect(plan.rows.map(({ read, outcome, faults }: Body) => [read.name, outcome, ...faults.map(({ code }: Body) => code)])).toEqual([
      ['海府街道总工会', 'added'],
      ['子会', 'refused', 'superior-loop'],
      ['丑会', 'refused', 'superior-loop'],
      ['甲公司工会', 'added'],
      ['乙公司工会', 'refused', 'superior-refused'],
    ]);
    expect(await applied(plan, '&rows=good')).toMatchObject({ state: 'finished', recorded: 2, refused: [] });
  });

  it('adds no superior for the sake of refused rows, also where only a rule refuses them', async () => {
    await applied(await dryRun(table('甲公司工会,非公企业,区直属,20,10,,,CODE-7')));
    expect((await api.post('/v1/federations', { id: 'other', name: '别区总工会', line: 'territorial', superiors: [] }, clock)).status).toBe(201);
    expect((await api.post('/v1/unions', { id: 'elsewhere', name: '他处工会', class: 'government', superior: 'other', code: 'CODE-9' }, clock)).status).toBe(201);
    const plan = await dryRun(table('乙公司工会,非公企业,海府街道总工会,20,10,,,', '丙公司工会,非公企业,新埠街道总工会,20,30,,,', '丁公司工会,非公企业,白沙街道总工会,20,10,,,CODE-9'), '&newSuperiors=add');
    expect(plan.counts).toMatchObject({ rows: 4, added: 2, refused: 2, federationsAdded: 1 });
    expect(await applied(plan, '&newSuperiors=add&rows=good')).toMatchObject({ state: 'finished', recorded: 2, refused: [] });
  });

  it('changes what it says otherwise than the register, as of the day it was filled in', async () => {
    await applied(await dryRun(table('甲公司工会,非公企业,区直属,20,10,,2018年10月,', '乙联合工会,联合基层工会,区直属,20,10,3,,')));
    const plan = await dryRun(`填报时间：2026.5.1\n${table('甲公司工会,国有企业,区直属,25,12,,2018年10月,', '乙联合工会,联合基层工会,区直属,20,10,3,,')}`);
    expect(plan).toMatchObject({ on: '2026-05-01', counts: { changed: 1, unchanged: 1 }, rows: [{ outcome: 'changed', changes: [{ field: 'class', from: 'privateFirm', to: 'stateFirm' }, { field: 'members', from: 10, to: 12 }, { field: 'staff', from: 20, to: 25 }] }, {}] });
    expect(await applied(plan)).toMatchObject({ state: 'finished', recorded: 2, refused: [] });
    expect((await dryRun(table('甲公司工会,国有企业,区直属,25,12,,2018年10月,'))).counts).toMatchObject({ unchanged: 1 });
  });

  it('says nothing of units that the register counts on a list, and tells so', async () => {
    await applied(await dryRun(table('乙联合工会,联合基层工会,区直属,20,10,2,,JU-1')));
    const units = ['a', 'b'].map((unit) => ({ unit, name: `${unit}公司`, joinedOn: '2020-01-01' }));
    expect((await api.post('/v1/unions/c_ju_1/add-covered-units', { units }, clock)).status).toBe(201);
    const more = table('乙联合工会,联合基层工会,区直属,20,10,3,,JU-1');
    expect(await dryRun(more)).toMatchObject({ counts: { changed: 0, unchanged: 1 }, rows: [{ outcome: 'unchanged', changes: [], notes: [{ code: 'units-otherwise', message: expect.stringContaining('名单计2家，表中填3家') }] }] });
    expect(await applied(await dryRun(more))).toMatchObject({ state: 'finished', recorded: 0 });
  });

  it('is refused for more members than the staff on record', async () => {
    await applied(await dryRun(table('甲公司工会,非公企业,区直属,20,10,,,')));
    expect(await dryRun(table('甲公司工会,非公企业,区直属,,30,,,'))).toMatchObject({ counts: { refused: 1 }, rows: [{ faults: [{ code: 'more-members-than-staff', message: '会员30人，不能多于职工20人。' }] }] });
  });

  it('knows unions and superiors by the names they bore before', async () => {
    expect((await api.post('/v1/federations', { id: 'lantian', name: '蓝天街道总工会', line: 'territorial', superiors: ['meilan'] }, clock)).status).toBe(201);
    expect((await api.post('/v1/federations/lantian/rename-federation', { name: '国兴街道总工会', on: '2026-01-01' }, clock)).status).toBe(201);
    expect((await api.post('/v1/unions', { id: 'jia', name: '甲公司工会', class: 'privateFirm', superior: 'lantian' }, clock)).status).toBe(201);
    expect((await api.post('/v1/unions/jia/rename-union', { name: '甲集团工会', on: '2026-02-01' }, clock)).status).toBe(201);
    const plan = await dryRun(table('甲公司工会,非公企业,蓝天街道,20,10,,,', '乙公司工会,非公企业,蓝天街道总工会,20,10,,,'), '&newSuperiors=add');
    expect(plan).toMatchObject({ counts: { added: 1, refused: 1, federationsAdded: 0 }, rows: [{ outcome: 'refused', faults: [{ code: 'union-renamed', message: '该工会已更名，登记册中现名“甲集团工会”（编号jia）。请改用现名；是另一工会的，请填各自的代码。' }] }, { outcome: 'added' }] });
  });

  it('of long ago, taken in twice, changes nothing the second time, though the register knows newer', async () => {
    await applied(await dryRun(table('甲公司工会,非公企业,区直属,20,10,,2008年,')));
    await applied(await dryRun(`填报时间：2025.5.1\n${table('甲公司工会,非公企业,区直属,40,30,,2008年,')}`));
    const old = `填报时间：2015.5.1\n${table('甲公司工会,非公企业,区直属,25,12,,2008年,')}`;
    expect(await dryRun(old).then(applied)).toMatchObject({ recorded: 1 });
    expect((await dryRun(old)).counts).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await api.get(`/v1/unions?search=${encodeURIComponent('甲公司')}`, clock)).body.unions).toMatchObject([{ members: 30 }]);
  });

  it('takes in a union older than the federation it reports to, and again changes nothing, also as of before that was there', async () => {
    expect((await api.post('/v1/federations', { id: 'later', name: '后设街道总工会', line: 'territorial', superiors: ['meilan'], from: '2020' }, clock)).status).toBe(201);
    const older = table('戊公司工会,非公企业,后设街道总工会,20,10,,2001年,');
    expect(await applied(await dryRun(older))).toMatchObject({ state: 'finished', recorded: 1, refused: [] });
    for (const again of [older, `填报时间：2012.1.1\n${older}`]) expect((await dryRun(again)).rows).toMatchObject([{ outcome: again === older ? 'unchanged' : expect.any(String), faults: [] }]);
    const [{ id }] = (await api.get(`/v1/unions?search=${encodeURIComponent('戊公司')}`, { ...clock, 'pingjia-position': String(await api.node.log.end()) })).body.unions;
    expect((await api.get(`/v1/unions/${id}?on=2019-12-31`, clock)).body.superior).toBeNull();
  });

  it('is all or nothing: what a rule would refuse is refused in the dry run, and nothing is recorded', async () => {
    await applied(await dryRun(table('甲公司工会,非公企业,区直属,20,10,,2011年,CODE-1')));
    expect((await api.post('/v1/federations', { id: 'other', name: '别区总工会', line: 'territorial', superiors: [] }, clock)).status).toBe(201);
    expect((await api.post('/v1/federations', { id: 'young', name: '新设街道总工会', line: 'territorial', superiors: ['meilan'], from: '2020' }, clock)).status).toBe(201);
    expect((await api.post('/v1/unions', { id: 'elsewhere', name: '他处工会', class: 'government', superior: 'other', code: 'CODE-9' }, clock)).status).toBe(201);
    for (const code of ['CODE-9', 'code-9']) expect((await api.get(`/v1/unions?code=${code}`, { ...clock, 'pingjia-position': String(await api.node.log.end()) })).body.unions).toHaveLength(1);
    const old = `填报时间：2008.1.1\n${table('壬一工会,机关,区直属,5,4,,2001年,', '甲公司工会,非公企业,区直属,25,12,,2011年,CODE-1')}`;
    const moved = `填报时间：2012.1.1\n${table('壬二工会,机关,区直属,5,4,,2001年,', '甲公司工会,非公企业,新设街道总工会,25,12,,2011年,CODE-1')}`;
    const taken = table('壬三工会,机关,区直属,5,4,,2001年,', '壬四工会,机关,区直属,5,4,,,CODE-9');
    const end = await api.node.log.end();
    for (const [file, code] of [[old, 'date-before-founding'], [moved, 'superior-not-there'], [taken, 'code-taken']] as const) {
      const plan = await dryRun(file);
      expect(plan).toMatchObject({ counts: { added: 1, refused: 1 }, rows: [{ outcome: 'added' }, { outcome: 'refused', faults: [{ code }] }] });
      expect((await api.postBytes(`/v1/imports/register/${plan.import}/apply?federation=meilan`, undefined, clock)).body).toMatchObject({ code: 'import-has-refused-rows' });
    }
    expect(await api.node.log.end()).toBe(end);
  });

  it('is applied as it was shown: where somebody changed the register meanwhile, a new dry run is asked for', async () => {
    const plan = await dryRun(table('甲公司工会,非公企业,区直属,20,10,,,', '乙公司工会,非公企业,区直属,20,10,,,'));
    const before = await applied(await dryRun(table('乙公司工会,非公企业,区直属,30,10,,,')));
    expect(before).toMatchObject({ recorded: 1 });
    expect(await api.postBytes(`/v1/imports/register/${plan.import}/apply?federation=meilan&plan=${plan.plan}`, undefined, clock)).toMatchObject({ status: 409, body: { code: 'import-plan-changed' } });
    const again = (await api.get(`/v1/imports/register/${plan.import}?federation=meilan`, clock)).body as Body;
    expect(again.counts).toMatchObject({ added: 1, changed: 1 });
    expect(await applied(plan, `&plan=${again.plan}`)).toMatchObject({ state: 'finished', recorded: 2 });
  });

  it('is told in the reader’s language why a row is not taken', async () => {
    const plan = await dryRun(table('甲公司工会,非公企业,某街道,约20,10,,,', '乙公司工会,集体,区直属,9,10,2,,'));
    expect(plan.rows.map(({ faults }: Body) => faults.map(({ column, message }: Body) => `${column ?? ''} ${message}`))).toEqual([
      ['D “约20”不是确数，请填确切的数。', ' 登记册中没有上级工会“某街道”。请核对名称或先登记，也可选择一并新增。'],
      [expect.stringMatching(/^B “集体”不在可填内容之内。可填：联合基层工会、上级工会、机关/), ' 会员10人，多于职工9人。'],
    ]);
  });
});
