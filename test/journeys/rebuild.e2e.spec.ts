import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../scenarios/embedded-server.js';
import { get } from './asking.js';
import { districtAtWork, evaluationOf } from './district.js';
import { freshFolder, start, tidy } from './server.js';

afterAll(tidy);

type Ran = { readonly code: number | null; readonly out: string; readonly said: string };

/** What `npm run rebuild` runs. */
function rebuild(folder: string): Promise<Ran> {
  const child = spawn(process.execPath, [join(repository, 'dist/apps/standalone/rebuild.js')], { env: { ...process.env, DATA_DIR: folder } });
  let [out, said] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, said })));
}

describe('npm run rebuild', () => {
  it('builds every view anew from the log, with a bar, and the same rows are served', async () => {
    const folder = freshFolder();
    const server = await start(folder);
    await districtAtWork(server.url, ['u0', 'u1']);
    const before = await get(server.url, `/v1/evaluations/${evaluationOf('u1')}`);
    await server.end('SIGTERM');

    const ran = await rebuild(folder);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.said).toContain('100 %');
    expect(ran.out).toMatch(/\d+ views up to position \d+ in [\d.]+ s/);

    const again = await start(folder);
    expect(await get(again.url, `/v1/evaluations/${evaluationOf('u1')}`)).toEqual(before);
    await again.end('SIGTERM');
  });

  it('refuses a folder that is not there instead of founding an empty log in it', async () => {
    expect(await rebuild(join(freshFolder(), 'mistyped'))).toMatchObject({ code: 78, said: expect.stringMatching(/^pingjia: DATA_DIR=".*": there is no such folder\n$/) as string });
  });
});
