import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCommand } from '../../apps/auditor/import-command.js';
import { populationOf } from '../population/population.js';
import { csvLine, registerRows } from '../population/register-file.js';
import { repository } from '../scenarios/embedded-server.js';
import { eventually, get, record } from './asking.js';
import { eventsOf, faultsOfViews, gapsIn, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

let files: string;
beforeAll(async () => void (files = await mkdtemp(join(tmpdir(), 'pingjia-import-'))));
afterAll(async () => {
  await tidy();
  await rm(files, { recursive: true, force: true });
});

const unions = 1_500;
const { tree, unions: seeds } = populationOf({ unions, seed: 5 });
const path = '/v1/imports/register';
const asked = `federation=${tree.root}`;
const headers = { 'pingjia-actor': `office=officer;body=federation-${tree.root}` };
type Progress = { readonly state: string; readonly rows: number; readonly done: number };

async function sent(url: string, at: string, body?: Buffer): Promise<{ readonly import: string } & Progress> {
  const answer = await fetch(`${url}${path}${at}?${asked}`, { method: 'POST', headers, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
  if (!answer.ok) throw new Error(`${at} answered ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { readonly import: string } & Progress;
}

/** Waits until rows are being recorded, and not all are. */
const inTheMidst = (url: string, sha256: string) =>
  eventually(async () => (await get(url, `${path}/${sha256}/progress?${asked}`)).body as Progress, ({ state, done, rows }) => state === 'applying' && done > 20 && done < rows);

describe('importing a register', () => {
  it('records each row once and none by half, also when the server is killed twice in the midst, and then the command line', async () => {
    const file = join(files, 'register.csv');
    const bytes = Buffer.from([...registerRows({ tree, unions: seeds, fates: [] })].map(csvLine).join(''));
    await writeFile(file, bytes);
    const folder = freshFolder();
    const first = await start(folder);
    const root = tree.federations.find(({ id }) => id === tree.root);
    await record(first.url, { path: '/v1/federations', body: { id: tree.root, ...root?.data }, key: 'root' });
    const { import: sha256 } = await sent(first.url, '', bytes);
    const begun = await sent(first.url, `/${sha256}/apply`);
    await inTheMidst(first.url, sha256);
    await first.end('SIGKILL');

    const second = await start(folder);
    const rest = await sent(second.url, `/${sha256}/apply`);
    expect(rest.rows).toBeLessThan(begun.rows);
    expect(rest.rows).toBeGreaterThan(0);
    await inTheMidst(second.url, sha256);
    await second.end('SIGKILL');

    const third = await start(folder);
    const line = spawn(process.execPath, [join(repository, 'dist/apps/auditor/import.js'), file, '--federation', tree.root, '--url', third.url, '--apply'], { stdio: 'ignore' });
    const gone = new Promise((resolve) => line.once('close', resolve));
    await inTheMidst(third.url, sha256);
    line.kill('SIGKILL');
    await gone;
    const said: string[] = [];
    const output = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text), progress: () => undefined };
    expect(await importCommand([file, '--federation', tree.root, '--url', third.url, '--lang', 'en', '--apply'], output)).toBe(0);
    await eventually(async () => (await get(third.url, `${path}/${sha256}/progress?${asked}`)).body as Progress, ({ state }) => state === 'finished');
    expect(await importCommand([file, '--federation', tree.root, '--url', third.url, '--lang', 'en'], output)).toBe(0);
    expect(said.join('\n')).toContain(`${begun.rows} rows: 0 added (0 of them federations), 0 changed, ${begun.rows} unchanged, 0 refused`);
    await viewsCaughtUp(third.url, folder);
    await third.end('SIGTERM');

    const events = await eventsOf(folder);
    const registered = events.filter(({ type }) => type === 'UnionRegistered');
    expect(registered.length).toBe(unions);
    expect(new Set(registered.map(({ stream }) => stream)).size).toBe(unions);
    expect(events.filter(({ type }) => type === 'CodeClaimed').length).toBe(unions);
    expect(events.filter(({ type }) => type === 'FederationRegistered').length).toBe(tree.federations.length);
    expect(gapsIn(events)).toEqual([]);
    expect(await faultsOfViews(folder)).toEqual([]);
  });
});
