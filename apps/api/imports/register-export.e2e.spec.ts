import { openWorkbook } from '#adapters/spreadsheets';
import { ServedApi, type Body } from '../testing/served.js';

const clock = { 'pingjia-clock': '2026-11-27T09:00:00+08:00', 'pingjia-actor': 'office=officer;body=federation-meilan', 'accept-language': 'zh-CN' };

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  for (const [id, name, superiors] of [['meilan', '美兰区总工会', []], ['haifu', '海府街道总工会', ['meilan']], ['lingshan', '灵山镇总工会', ['meilan']]] as const) {
    expect((await api.post('/v1/federations', { id, name, line: 'territorial', superiors }, clock)).status).toBe(201);
  }
  const register = async (body: object) => expect((await api.post('/v1/unions', body, clock)).status).toBe(201);
  await register({ id: 'market', name: '海府商圈联合工会', class: 'jointUnion', superior: 'haifu', units: 17, members: 233, staff: 271, foundedOn: '2018-10', code: '911100001234567890' });
  await register({ id: 'school', name: '@第1小学工会', class: 'publicInstitution', superior: 'lingshan', members: 12, staff: 20, foundedOn: '--08', industry: 'education' });
  expect((await api.post('/v1/unions/school/record-headcount', { members: 13, staff: 21, women: 7, womenStaff: 9, on: '2026-03-01' }, clock)).status).toBe(201);
  expect((await api.post('/v1/unions/school/record-certificate', { certificate: 'legal', kind: 'legalPerson', number: '琼工法证字第0021号', issuedOn: '2020-05-01' }, clock)).status).toBe(201);
  await register({ id: 'ended', name: '已撤工会', class: 'government', superior: 'meilan' });
  expect((await api.post('/v1/unions/ended/close-union', { on: '2026-01-05', reason: '撤销' }, clock)).status).toBe(201);
  await register({ id: 'firm', name: '+86"甲", 公司工会', class: 'privateFirm', superior: 'meilan', industry: 'deepSea' });
});
afterAll(() => api?.close());

async function bytesAt(path: string, language = 'zh-CN'): Promise<{ readonly bytes: Buffer; readonly headers: Headers }> {
  const position = String(await api.node.log.end());
  const response = await fetch(api.url + path, { headers: { 'accept-language': language, 'pingjia-position': position } });
  expect(response.status).toBe(200);
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

describe.each([['xlsx', 'zh-CN'], ['csv', 'zh-CN'], ['xlsx', 'en'], ['csv', 'en']])('the register as %s in %s', (kind, language) => {
  it('holds every union that has not ended, and imported again changes nothing', async () => {
    const { bytes, headers } = await bytesAt(`/v1/unions.${kind}?under=meilan`, language);
    expect(headers.get('content-disposition')).toContain(`.${kind}`);
    const ids: (string | undefined)[] = [];
    for await (const { rows } of (await openWorkbook(bytes)).sheets()) for await (const { cells } of rows) ids.push(cells[0]?.text);
    expect(ids.slice(1).toSorted()).toEqual(['firm', 'market', 'school']);
    const before = await api.node.log.end();
    const plan = (await api.postBytes('/v1/imports/register?federation=meilan', bytes, clock)).body as Body;
    expect(plan.counts).toEqual({ rows: 3, added: 0, changed: 0, unchanged: 3, refused: 0, federationsAdded: 0 });
    expect(plan.rows.flatMap(({ faults, notes }: Body) => [...faults, ...notes])).toEqual([]);
    const begun = await api.postBytes(`/v1/imports/register/${plan.import}/apply?federation=meilan`, undefined, clock);
    expect([begun.status, await api.node.log.end()]).toEqual([202, before]);
  });
});

it('the women among staff and members, and the certificate, are written out', async () => {
  const { bytes } = await bytesAt('/v1/unions.csv?under=lingshan');
  expect(bytes.toString('utf8').split('\r\n')[1]).toMatch(/^school,,'?@第1小学工会,事业单位,灵山镇总工会,21,9,13,7,,8月,琼工法证字第0021号,教育,$/);
});

it('the register below one federation leaves out its siblings', async () => {
  const { bytes } = await bytesAt('/v1/unions.csv?under=haifu');
  expect(bytes.toString('utf8')).toBe("\ufeff系统编号,统一社会信用代码,工会名称,单位性质,上级工会,职工人数,女职工人数,会员人数,女会员人数,涵盖单位数,成立时间,法人证书号,行业,其他行业\r\nmarket,'911100001234567890,海府商圈联合工会,联合基层工会,海府街道总工会,271,,233,,17,2018年10月,,,\r\n");
});

it('asks below whom, and knows no other parameter', async () => {
  expect((await api.get('/v1/unions.xlsx', clock)).body).toMatchObject({ code: 'query-invalid', errors: [{ field: 'under' }] });
  expect((await api.get('/v1/unions.csv?under=meilan&clas=x', clock)).body).toMatchObject({ code: 'query-invalid', errors: [{ field: 'clas' }] });
  expect((await api.get('/v1/unions.csv?under=nobody', { ...clock, 'pingjia-position': String(await api.node.log.end()) })).body).toMatchObject({ status: 404, code: 'federation-not-there' });
});

describe.each(['zh-CN', 'en'])('a blank register in %s', (language) => {
  it('has headers that the import reads, of unions and of federations, lists to choose from, and a page that is no table', async () => {
    const { bytes, headers } = await bytesAt('/v1/imports/register/blank', language);
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const plan = (await api.postBytes('/v1/imports/register?federation=meilan', bytes, clock)).body as Body;
    expect(plan.sheets.map(({ found }: Body) => found)).toEqual(['table', 'table', 'no-table']);
    expect(plan.sheets[0].columns.map(({ field }: Body) => field)).toEqual(['id', 'code', 'name', 'class', 'superior', 'staff', 'womenStaff', 'members', 'womenMembers', 'units', 'foundedOn', 'certificate', 'industry']);
    expect(plan.sheets[1].columns.map(({ field }: Body) => field)).toEqual(['id', 'code', 'name', 'class', 'federationKind', 'line', 'level', 'superior', 'alsoBelow', 'foundedOn']);
    expect(plan.counts.rows).toBe(0);
  });

  it('says of a federation’s columns what the import does: a superior has to be named, and a name speaks only where no line does', async () => {
    const { bytes } = await bytesAt('/v1/imports/register/blank', language);
    const explained: (string | undefined)[][] = [];
    for await (const { rows } of (await openWorkbook(bytes)).sheets()) for await (const { cells } of rows) explained.push([cells[0]?.text, cells[1]?.text]);
    const zh = language === 'zh-CN';
    const heading = (chinese: string, english: string) => (zh ? chinese : english);
    const told = (column: string) => explained.findLast(([first, second]) => first === column && second !== undefined)?.[1] ?? '';
    expect(told(heading('上级工会', 'Superior'))).toMatch(zh ? /^必填/ : /^Required/);
    for (const column of [heading('本会类别', 'Kind of federation'), heading('本会级别', 'Level of federation')]) expect(told(column)).toContain(zh ? '本会系统也不填的，按名称判断' : 'where the line is blank too, as its name says');
    const table = Buffer.from(['工会名称,单位性质,上级工会', '白沙街道总工会,上级工会,', '新埠街道总工会,总工会,直属'].join('\n'));
    const plan = (await api.postBytes('/v1/imports/register?federation=meilan', table, clock)).body as Body;
    expect(plan.rows.map(({ read, what, outcome, faults }: Body) => [read.name, what, outcome, ...faults.map(({ code }: Body) => code)])).toEqual([
      ['白沙街道总工会', 'federation', 'refused', 'superior-missing'],
      ['新埠街道总工会', 'federation', 'added'],
    ]);
  });

  it('is not there for a kind nobody knows', async () => {
    expect((await api.get('/v1/imports/horoscopes/blank', clock)).status).toBe(404);
  });
});
