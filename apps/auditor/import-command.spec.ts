import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCommand, importExits } from './import-command.js';

let folder: string;
let file: string;
let server: Server;
let answers: (method: string, path: string) => readonly [status: number, body: unknown];
const asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingjia-import-'));
  file = join(folder, 'register.csv');
  await writeFile(file, '工会名称,会员人数\n');
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
    asked.push(`${request.method} ${pathname.replace(/[0-9a-f]{64}/, 'SHA')} ${['from', 'rows', 'plan', 'outcome'].flatMap((name) => searchParams.get(name)?.slice(0, 40) ?? []).join(' ')}`.trim());
    const [status, body] = answers(request.method ?? '', pathname);
    request.resume().once('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => void asked.splice(0));

const row = { row: 3, outcome: 'refused', outcomeText: 'refused', read: { name: '甲工会' }, faults: [{ column: 'B', message: 'not exact' }], notes: [] };
const plan = { import: 'a'.repeat(64), plan: 'b'.repeat(64), counts: { rows: 2, added: 1, changed: 0, unchanged: 0, refused: 1, federationsAdded: 0 }, sheets: [{ sheet: '', found: 'table', headerRow: 1, columns: [], leftOut: [{ message: 'Column G was not recognised' }] }], rows: [row], next: '1' };
const progress = (told: object) => ({ state: 'applying', stateText: 'importing', rows: 4, done: 2, refused: [], ...told });

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string; readonly bars: readonly string[] }> {
  const [out, err, bars]: [string[], string[], string[]] = [[], [], []];
  const code = await importCommand([...args, '--lang', 'en'], { out: (text) => void out.push(text), err: (text) => void err.push(text), progress: (text) => void bars.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n'), bars };
}
const here = (): readonly string[] => [file, '--federation', 'meilan', '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`];

describe('the command line of imports', () => {
  it.each([
    ['nothing', []],
    ['no federation', ['a.csv']],
    ['two files', ['a.csv', 'b.csv', '--federation', 'meilan']],
    ['both ways at once', ['a.csv', '--federation', 'meilan', '--apply', '--good-rows']],
    ['a word that it does not know', ['a.csv', '--federation', 'meilan', '--everything']],
  ])('given %s says how it is called', async (_, args) => expect(await run(...args)).toMatchObject({ code: importExits.unusable, err: expect.stringContaining('npm run import -- ') }));

  it('says that there is no such file, or no server', async () => {
    expect(await run(join(folder, 'other.csv'), '--federation', 'meilan')).toMatchObject({ code: importExits.unusable, err: expect.stringContaining('ENOENT') });
    expect(await run(file, '--federation', 'meilan', '--url', 'http://127.0.0.1:1')).toMatchObject({ code: importExits.unusable, err: expect.stringContaining('http://127.0.0.1:1') });
  });

  it('tells of a dry run the rows that are refused, page by page, and the counts', async () => {
    answers = (method) => [200, method === 'POST' ? plan : { ...plan, rows: [{ ...row, row: 9 }], next: undefined }];
    const { code, out } = await run(...here());
    expect(code).toBe(importExits.refused);
    expect(out.split('\n').slice(1, 5)).toEqual(['Column G was not recognised', 'row 3 甲工会: refused [B] not exact', 'row 9 甲工会: refused [B] not exact', '2 rows: 1 added (0 of them federations), 0 changed, 0 unchanged, 1 refused']);
    expect(asked).toEqual(['POST /v1/imports/register refused,noted', 'GET /v1/imports/register/SHA 1 refused,noted']);
  });

  it('imports with a bar, and tells what was refused on the way', async () => {
    let questions = 0;
    answers = (method, path) => {
      if (path.endsWith('/apply')) return [202, progress({})];
      if (path.endsWith('/progress')) return [200, ++questions < 2 ? progress({ done: 3 }) : progress({ state: 'finished', done: 4, recorded: 3, refusedRows: 1, refused: [{ row: 5, message: 'code taken' }] })];
      return [200, method === 'POST' ? { ...plan, next: undefined } : plan];
    };
    const { code, out, err, bars } = await run(...here(), '--good-rows');
    expect(code).toBe(importExits.refused);
    expect(bars.at(0)).toBe(`importing ${'█'.repeat(15)}${'░'.repeat(15)} 2/4`);
    expect(bars.at(-1)).toContain('4/4');
    expect(err).toContain('code taken');
    expect(out).toContain('3 things recorded, 1 rows refused');
    // What was shown is what is asked for.
    expect(asked).toContain(`POST /v1/imports/register/SHA/apply good ${'b'.repeat(40)}`);
  });

  it('records nothing where the plan is another by now, and says so', async () => {
    answers = (method, path) => (path.endsWith('/apply') ? [409, { code: 'import-plan-changed', title: 'Plan changed', detail: 'Look at it again.' }] : method === 'POST' ? [200, { ...plan, next: undefined }] : [404, {}]);
    expect(await run(...here(), '--good-rows')).toMatchObject({ code: importExits.refused, err: expect.stringContaining('Look at it again.') });
    expect(asked.filter((one) => one.includes('/apply'))).toHaveLength(1);
  });

  it('is done where somebody had the same file imported meanwhile', async () => {
    const nothing = { ...plan, plan: 'c'.repeat(64), rows: [], next: undefined, counts: { ...plan.counts, added: 0, unchanged: 1, refused: 1 } };
    let [plans, applied] = [0, 0];
    answers = (method, path) => {
      if (path.endsWith('/apply')) return ++applied < 2 ? [409, { code: 'import-plan-changed', title: '', detail: '' }] : [202, progress({ state: 'finished', done: 0, recorded: 0 })];
      return method === 'POST' ? [200, plans++ === 0 ? { ...plan, next: undefined } : nothing] : [404, {}];
    };
    expect(await run(...here(), '--good-rows')).toMatchObject({ code: importExits.good, out: expect.stringContaining('0 things recorded') });
  });

  it('plans anew what is left where an import stopped, and asks for that', async () => {
    let plans = 0;
    let applied = 0;
    answers = (method, path) => {
      if (path.endsWith('/apply')) return [202, progress(++applied < 2 ? { state: 'failed' } : { state: 'finished', done: 4, recorded: 2 })];
      if (method === 'POST') return [200, { ...plan, plan: 'cd'[plans++]?.repeat(64), rows: [], next: undefined }];
      return [404, {}];
    };
    expect((await run(...here(), '--good-rows')).code).toBe(importExits.good);
    expect(asked.filter((one) => one.includes('/apply'))).toEqual(['c', 'd'].map((digest) => `POST /v1/imports/register/SHA/apply good ${digest.repeat(40)}`));
  });

  it('gives a refusal as the server words it', async () => {
    answers = () => [413, { code: 'import-too-large', title: 'File too large', detail: 'At most 60 MB.' }];
    expect(await run(...here())).toMatchObject({ code: importExits.refused, err: expect.stringContaining('At most 60 MB.') });
  });
});

it('an import that stops by itself again and again is asked for five times, no more', async () => {
  answers = (method, path) => (path.endsWith('/apply') ? [202, progress({ state: 'failed' })] : method === 'POST' ? [200, { ...plan, rows: [], next: undefined }] : [404, {}]);
  const { code, err } = await run(file, '--federation', 'meilan', '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--good-rows');
  expect([code, err]).toEqual([importExits.unusable, expect.stringContaining('stopped 5 times')]);
  expect(asked.filter((one) => one.includes('/apply'))).toHaveLength(5);
});
