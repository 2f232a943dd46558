import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { aFile } from '#kernel/testing';
import { repository } from '../scenarios/embedded-server.js';
import { eventually, get, post, record } from './asking.js';
import { districtAtWork, reportProgress, untilReady } from './district.js';
import { freshFolder, start, tidy } from './server.js';

/** Files on the way of a server that is killed at the worst moments, and the auditor who looks at them. */
const actor = { 'pingjia-actor': 'office=officer;body=federation-district' };
const path = '/v1/evidence?title=photo';
const folder = freshFolder();
const files = (within: string) => readdirSync(join(folder, 'evidence', within), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const fileOf = (sha256: string) => join(folder, 'evidence', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.pdf`);

async function put(url: string, content: Buffer): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, { method: 'POST', headers: actor, body: new Uint8Array(content) });
  expect(response.status).toBe(201);
  return (await response.json()) as Record<string, unknown>;
}

const named = (key: string, ...descriptors: readonly unknown[]) => {
  const command = reportProgress('u1', key);
  return { ...command, body: { ...(command.body as object), files: descriptors } };
};

/** Runs the auditor's check on the folder. */
function check(): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [join(repository, 'dist/apps/auditor/evidence.js'), 'check'], { env: { ...process.env, NODE_OPTIONS: '', EVENTSTORE_URL: '', DATA_DIR: folder } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

afterAll(tidy);

it('a server killed in the middle of an upload, or between file and event, leaves nothing half', async () => {
  const [half, between] = [aFile(400_000, 'half'), aFile(300_000, 'between')];
  const first = await start(folder);
  await districtAtWork(first.url, ['u1']);
  const asked = request(first.url + path, { method: 'POST', headers: { ...actor, 'content-length': half.content.length } });
  const cut = new Promise((resolve) => asked.once('error', resolve));
  asked.write(half.content.subarray(0, 200_000));
  await eventually(async () => files('uploads').length, (count) => count === 1);
  const descriptor = await put(first.url, between.content);
  await first.end('SIGKILL');
  await cut;
  expect(files('uploads')).toHaveLength(1);

  const second = await start(folder);
  expect(files('uploads')).toHaveLength(0);
  expect(files('.').map(({ name }) => name)).toEqual([`${between.sha256}.pdf`]);
  expect(await post(second.url, named('half', { ...descriptor, sha256: half.sha256 }))).toMatchObject({ status: 422, body: { code: 'evidence-unknown' } });
  await record(second.url, named('between', descriptor));
  await second.end('SIGKILL');

  const third = await start(folder);
  const download = await fetch(`${third.url}/v1/evidence/${between.sha256}`);
  expect(Buffer.from(await download.arrayBuffer()).equals(between.content)).toBe(true);
  await third.end('SIGTERM');
});

it('what is altered or missing is named by the auditor beside a running server, and by the server', async () => {
  const [altered, missing] = [aFile(50_000, 'altered'), aFile(50_000, 'missing')];
  const before = await start(folder);
  await record(before.url, named('two', { ...(await put(before.url, altered.content)), title: '照片一' }, await put(before.url, missing.content)));
  expect(await check()).toMatchObject({ code: 0, out: '', err: expect.stringContaining('3 as they were put, 0 missing or altered') });
  await before.end('SIGTERM');
  const bytes = readFileSync(fileOf(altered.sha256));
  bytes.writeUInt8(bytes.readUInt8(1_000) ^ 1, 1_000);
  writeFileSync(fileOf(altered.sha256), bytes);
  rmSync(fileOf(missing.sha256));

  const after = await start(folder);
  await untilReady(after.url);
  const { body } = await eventually(() => get(after.url, '/health/ready'), (answer) => (answer.body as { evidence: { state: string } }).evidence.state === 'checked');
  expect(body).toMatchObject({ ready: true, evidence: { files: 3, missing: 1, altered: 1 } });
  const { code, out } = await check();
  expect(code).toBe(1);
  expect(out.trim().split('\n').toSorted()).toEqual([
    expect.stringMatching(new RegExp(`^altered\t${altered.sha256}\tevaluation-u1\\.2025\\.1@\\d+\t照片一$`)),
    expect.stringMatching(new RegExp(`^missing\t${missing.sha256}\t`)),
  ]);
  const { said } = await after.end('SIGTERM');
  expect(said).toContain(altered.sha256);
  expect(said).toContain(missing.sha256);
});
