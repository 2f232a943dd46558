import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#kernel/testing';
import type { Node } from '#platform';
import { ServedApi, type Body } from '../testing/served.js';

const officer = { 'pingjia-clock': '2026-11-27T09:00:00+08:00', 'pingjia-actor': 'office=officer;body=federation-meilan', 'accept-language': 'zh-CN' };
const register = ['工会名称,单位性质,会员人数', ...Array.from({ length: 5 }, (_, index) => `第${index}公司工会,非公企业,10`)].join('\n');

let folder: string;
let api: ServedApi;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'pingjia-unfinished-'))));
afterEach(() => api.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Records so many commands, then none any more: as a process that is killed. */
function dying(node: Node, after: number): Node {
  let handled = 0;
  const { commands } = node;
  const handle = (...given: Parameters<typeof commands.handle>) => (++handled > after ? new Promise<never>(() => {}) : commands.handle(...given));
  return { ...node, commands: new Proxy(commands, { get: (target, name) => (name === 'handle' ? handle : (Reflect.get(target, name, target) as (...given: unknown[]) => unknown).bind(target)) }) };
}
const unfinished = async () => (await api.get('/v1/imports', officer)).body.imports as Body[];

it('an import that a process did not finish is told of by the next, and goes on when it is asked for again', async () => {
  // One command is the federation's.
  api = await ServedApi.start({ env: { DATA_DIR: folder }, changed: (node) => dying(node, 3) });
  expect((await api.post('/v1/federations', { id: 'meilan', name: '美兰区总工会', line: 'territorial', superiors: [] }, officer)).status).toBe(201);
  const { import: sha256 } = (await api.postBytes('/v1/imports/register?federation=meilan', register, officer)).body as Body;
  const path = `/v1/imports/register/${sha256}`;
  expect(await unfinished()).toEqual([]);
  expect((await api.get(`${path}/progress?federation=meilan`, officer)).body).toMatchObject({ code: 'import-not-there' });
  expect((await api.postBytes(`${path}/apply?federation=meilan`, undefined, officer)).status).toBe(202);
  await until(async () => (await unfinished())[0]?.done === 2);
  expect(await unfinished()).toMatchObject([{ import: sha256, kind: 'register', federation: 'meilan', state: 'applying', rows: 5, done: 2 }]);
  expect((await api.postBytes(`${path}/dismiss?federation=meilan`, undefined, officer)).body).toMatchObject({ status: 409, code: 'import-under-way' });
  expect((await api.get('/v1/imports?dismissed=no', officer)).body).toMatchObject({ code: 'query-invalid', errors: [{ field: 'dismissed' }] });
  await api.close();

  api = await ServedApi.start({ env: { DATA_DIR: folder } });
  expect((await api.get(`${path}/progress?federation=meilan`, officer)).body).toMatchObject({ state: 'failed', stateText: '导入中断，可再次提出，已记录的行不会重复', rows: 5 });
  expect(await unfinished()).toMatchObject([{ import: sha256, federation: 'meilan', begunAt: expect.stringContaining('2026-11-27'), state: 'failed', rows: 5 }]);

  const dismiss = () => api.postBytes(`${path}/dismiss?federation=meilan`, undefined, officer);
  expect(await dismiss()).toMatchObject({ status: 200, body: { import: sha256, state: 'failed', dismissed: { office: 'officer', body: 'federation-meilan', at: expect.stringContaining('2026-11-27') } } });
  expect(await unfinished()).toEqual([]);
  const dismissed = async () => (await api.get('/v1/imports?dismissed=true', officer)).body.imports as Body[];
  expect(await dismissed()).toMatchObject([{ import: sha256, done: 0, dismissed: { office: 'officer', body: 'federation-meilan' } }]);

  // Whoever wants it after all asks for it.
  expect((await api.postBytes(`${path}/apply?federation=meilan`, undefined, officer)).status).toBe(202);
  await until(async () => (await api.get(`${path}/progress?federation=meilan`, officer)).body.state === 'finished');
  expect([await unfinished(), await dismissed()]).toEqual([[], []]);
  expect((await dismiss()).body).toMatchObject({ code: 'import-not-there' });
  expect((await api.get('/v1/unions?limit=50', { ...officer, 'pingjia-position': String(await api.node.log.end()) })).body.unions).toHaveLength(5);
});
