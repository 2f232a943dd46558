import { until } from '#kernel/testing';
import { ServedApi, type Body } from '../testing/served.js';

/** A tree of two lines goes out as a file, into a node that knows nothing but the root, and back: it is the same tree. */
const clock = { 'pingjia-clock': '2026-11-27T09:00:00+08:00', 'pingjia-actor': 'office=officer;body=federation-city', 'accept-language': 'zh-CN' };
const root = { id: 'city', name: '琼州市总工会', line: 'territorial', superiors: [], level: 'city' };

let [here, there]: ServedApi[] = [];
const [from, to] = [() => here as ServedApi, () => there as ServedApi];

beforeAll(async () => {
  [here, there] = [await ServedApi.start(), await ServedApi.start()];
  const post = async (api: ServedApi, path: string, body: object) => expect([path, (await api.post(path, body, clock)).status]).toEqual([path, 201]);
  await post(to(), '/v1/federations', root);
  for (const federation of [
    root,
    { id: 'meilan', name: '美兰区总工会', line: 'territorial', superiors: ['city'], level: 'district', kind: 'general', code: '81460000MC0000001X', from: '1998-05' },
    { id: 'longhua', name: '龙华区总工会', line: 'territorial', superiors: ['city'], level: 'district' },
    { id: 'education', name: '市教育工会', line: 'industrial', superiors: ['city'], kind: 'industrial' },
    // Two lines; and a street that its name alone would make more of.
    { id: 'schools', name: '美兰区教育工会', line: 'industrial', superiors: ['education', 'meilan'], kind: 'bureau' },
    { id: 'haifu', name: '海府街道总工会', line: 'territorial', superiors: ['longhua'] },
    // Names that differ only in the width of a bracket are one, as names are read.
    { id: 'direct_1', name: '直属工会（筹）', line: 'territorial', superiors: ['meilan'] },
    { id: 'direct_2', name: '直属工会(筹)', line: 'territorial', superiors: ['longhua'], kind: 'direct' },
    { id: 'ended', name: '已撤总工会', line: 'territorial', superiors: ['city'] },
  ]) await post(from(), '/v1/federations', federation);
  await post(from(), '/v1/federations/haifu/move-federation', { superiors: ['meilan'], on: '2024-03-01', reason: '区划调整' });
  await post(from(), '/v1/federations/longhua/rename-federation', { name: '龙华新区总工会', on: '2025-01-01' });
  await post(from(), '/v1/federations/ended/close-federation', { on: '2025-01-01', reason: '撤销' });
  for (const union of [
    { id: 'market', name: '海府商圈联合工会', class: 'jointUnion', superior: 'haifu', units: 17, members: 233, staff: 271, foundedOn: '2018-10' },
    { id: 'school', name: '第一小学工会', class: 'publicInstitution', superior: 'schools', members: 12, staff: 20, industry: 'education', code: '81460100MC1234567X' },
    { id: 'office_1', name: '机关工会', class: 'government', superior: 'direct_1' },
    { id: 'office_2', name: '机关工会', class: 'government', superior: 'direct_2' },
  ]) await post(from(), '/v1/unions', union);
});
afterAll(() => Promise.all([here?.close(), there?.close()]));

async function written(api: ServedApi, path: string, language = 'zh-CN'): Promise<Buffer> {
  const response = await fetch(`${api.url}${path}?under=city`, { headers: { 'accept-language': language, 'pingjia-position': String(await api.node.log.end()) } });
  expect([path, response.status]).toEqual([path, 200]);
  return Buffer.from(await response.arrayBuffer());
}
const dryRun = async (api: ServedApi, bytes: Buffer, more = ''): Promise<Body> => (await api.postBytes(`/v1/imports/register?federation=city${more}`, bytes, clock)).body as Body;
const faultsOf = (plan: Body): readonly unknown[] => plan.rows.flatMap(({ faults, notes }: Body) => [...faults, ...notes]);

describe.each([['zh-CN'], ['en']])('the whole register in %s', (language) => {
  it('imported again changes nothing, federations and unions alike', async () => {
    const plan = await dryRun(from(), await written(from(), '/v1/register.xlsx', language));
    expect([plan.counts, faultsOf(plan)]).toEqual([{ rows: 11, added: 0, changed: 0, unchanged: 11, refused: 0, federationsAdded: 0 }, []]);
  });
});

it('the federations alone are a table of both lines, by names, and by ids where two bear one', async () => {
  expect((await written(from(), '/v1/federations.csv')).toString('utf8').split('\r\n').toSorted()).toEqual(
    [
      '',
      '\ufeff系统编号,统一社会信用代码,工会名称,单位性质,本会类别,本会系统,本会级别,上级工会,其他上级工会,成立时间',
      'direct_1,,直属工会（筹）,上级工会,,地方,,美兰区总工会,,',
      'direct_2,,直属工会(筹),上级工会,直属工会,地方,,龙华新区总工会,,',
      'education,,市教育工会,上级工会,产业工会,产业,,琼州市总工会,,',
      'haifu,,海府街道总工会,上级工会,,地方,,美兰区总工会,,',
      'longhua,,龙华新区总工会,上级工会,,地方,县（区）,琼州市总工会,,',
      'meilan,81460000MC0000001X,美兰区总工会,上级工会,总工会,地方,县（区）,琼州市总工会,,1998年5月',
      'schools,,美兰区教育工会,上级工会,系统工会,产业,,市教育工会,美兰区总工会,',
    ].toSorted(),
  );
  const named = (await fetch(`${from().url}/v1/federations.csv?under=city`, { headers: { 'accept-language': 'zh-CN' } })).headers.get('content-disposition') ?? '';
  expect(decodeURIComponent(named)).toContain('琼州市总工会所辖总工会、产业工会登记表');
  expect((await written(from(), '/v1/unions.csv')).toString('utf8')).toContain('office_2,,机关工会,机关,direct_2,');
});

it('goes into a node that knows nothing but the root, and comes out of it the same, to the letter', async () => {
  const bytes = await written(from(), '/v1/register.xlsx');
  const refused = await dryRun(to(), bytes);
  expect([refused.counts.refused, refused.rows[0].faults[0]]).toMatchObject([11, { code: 'id-not-known' }]);
  const plan = await dryRun(to(), bytes, '&ids=keep');
  expect([plan.counts, faultsOf(plan)]).toEqual([{ rows: 11, added: 11, changed: 0, unchanged: 0, refused: 0, federationsAdded: 7 }, []]);
  const path = `/v1/imports/register/${plan.import}`;
  expect((await to().postBytes(`${path}/apply?federation=city&ids=keep`, undefined, clock)).status).toBe(202);
  await until(async () => ((await to().get(`${path}/progress?federation=city&ids=keep`, clock)).body as Body).state === 'finished');
  for (const table of ['/v1/federations.csv', '/v1/unions.csv']) expect(sorted(await written(to(), table))).toEqual(sorted(await written(from(), table)));
  const again = await dryRun(to(), bytes);
  expect([again.counts.unchanged, faultsOf(again)]).toEqual([11, []]);
});

const sorted = (csv: Buffer): readonly string[] => csv.toString('utf8').split('\r\n').toSorted();

it('what a list says of a known federation otherwise is told, and not taken; an unknown superior of the other line is refused', async () => {
  // Headed as the first files were.
  const csv = (...rows: readonly string[]) => Buffer.from(['系统编号,工会名称,单位性质,上级工会类别,上级工会系统,上级工会,其他上级工会', ...rows].join('\n'));
  const { rows } = await dryRun(from(), csv('haifu,海府街道办总工会,总工会,产业工会,产业,美兰区总工会,', 'schools,美兰区教育工会,总工会,,,市教育工会,无名工会'));
  const [haifu, schools] = ['海府街道办总工会', '美兰区教育工会'].map((name) => rows.find(({ read }: Body) => read.name === name));
  expect([haifu.outcome, haifu.notes.map(({ code, field, message }: Body) => [code, field, message])]).toEqual([
    'unchanged',
    [
      ['federation-otherwise', 'name', '名称：登记册为“海府街道总工会”，表中填“海府街道办总工会”，未予更改。'],
      ['federation-otherwise', 'federationKind', '本会类别：表中填“产业工会”，未予更改。'],
      ['federation-otherwise', 'line', '本会系统：登记册为“地方”，表中填“产业”，未予更改。'],
    ],
  ]);
  expect([schools.outcome, schools.faults.map(({ code }: Body) => code)]).toEqual(['refused', ['superior-not-known']]);
});

it('an id that is none is a fault of its row, of a union as of a federation, and no breakdown', async () => {
  const csv = Buffer.from(['系统编号,工会名称,单位性质,上级工会', 'A-1,甲公司工会,机关,琼州市总工会', `${'a'.repeat(40)},乙公司工会,机关,琼州市总工会`, '总1,丙区总工会,总工会,琼州市总工会'].join('\n'));
  const { rows } = await dryRun(from(), csv, '&ids=keep');
  expect(rows.map(({ read, faults }: Body) => [read.name, ...faults.map(({ code, message }: Body) => [code, message.slice(0, 10)])])).toEqual([
    ['丙区总工会', ['id-unreadable', '系统编号“总1”不符']],
    ['甲公司工会', ['id-unreadable', '系统编号“A-1”不']],
    ['乙公司工会', ['id-unreadable', expect.stringContaining('系统编号“aaa')]],
  ]);
});
