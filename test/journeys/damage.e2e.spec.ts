import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, get, inParallel, post, record } from './asking.js';
import { districtAtWork, listed, registerUnion, reportProgress, unionIds, untilReady } from './district.js';
import { logOfManyUnions } from './many-unions.js';
import { freshFolder, refusal, start, tidy } from './server.js';

/** sysexits' EX_IOERR: a copy must be put in the log's place. */
const damagedLog = 74;
const unions = unionIds(5);

/** One district as an operator may find it: stopped in order, killed (the last events stand in the WAL), and some while before. */
const folders = { stopped: '', killed: '', before: '' };
let list: readonly unknown[];

beforeAll(async () => {
  folders.killed = freshFolder();
  const first = await start(folders.killed);
  await districtAtWork(first.url, unions);
  await first.end('SIGTERM');
  folders.before = freshFolder(folders.killed);
  const second = await start(folders.killed);
  const reports = await inParallel(unions, 1, (union) => record(second.url, reportProgress(union, `report-of-${union}`)));
  await get(second.url, '/v1/evaluations', reports.at(-1)?.position);
  list = await listed(second.url);
  await second.end('SIGKILL');
  folders.stopped = freshFolder(folders.killed);
  await (await start(folders.stopped)).end('SIGTERM');
});
afterAll(tidy);

function flip(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  if (at < 0) throw new Error(`${text} does not stand in ${file}`);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

const cut = (file: string) => truncateSync(file, Math.floor(readFileSync(file).length / 2));

describe('a server on a log that is not what was acknowledged', () => {
  const cases: readonly (readonly [what: string, of: keyof typeof folders, damage: (folder: string) => void, says: RegExp])[] = [
    ['a byte of an event was changed', 'stopped', (folder) => flip(join(folder, 'log/log.db'), 'report-of-u3'), /damaged event at position \d+ \(evaluation-u3\.2025\.1@1\): its digest does not fit/],
    ['a byte of the write-ahead log was changed', 'killed', (folder) => flip(join(folder, 'log/log.db-wal'), 'report-of-u3'), /damaged log at position \d+.*: the log ends here, but \d+ events were acknowledged/],
    ['the database was cut short', 'stopped', (folder) => cut(join(folder, 'log/log.db')), /damaged log: SQLite says "/],
    ['the write-ahead log was cut short', 'killed', (folder) => cut(join(folder, 'log/log.db-wal')), /damaged log at position \d+: the log ends here, but \d+ events were acknowledged/],
    ['the database is gone', 'stopped', (folder) => rmSync(join(folder, 'log/log.db')), /damaged log at position 1: the log is gone, but \d+ events were acknowledged/],
    ['an older copy of the log was put back', 'stopped', (folder) => replaceLog(folder, folders.before), /the log ends at position \d+, but the view "\w+" has seen it up to \d+/],
    ['the whole log is gone, head and all', 'stopped', (folder) => rmSync(join(folder, 'log'), { recursive: true }), /the log ends at position 0, but the view "\w+" has seen it up to \d+/],
  ];

  it.each(cases)('refuses to start and says so in one line: %s', async (_, of, damage, says) => {
    const folder = freshFolder(folders[of]);
    damage(folder);
    const { code, said } = await refusal(folder);
    expect(said).toMatch(/^pingjia: [^\n]+\n$/);
    expect(said).toMatch(says);
    expect(code).toBe(damagedLog);
  });

  it('starts and serves the same where nothing was damaged: stopped or killed', async () => {
    for (const folder of [freshFolder(folders.stopped), freshFolder(folders.killed)]) {
      const server = await start(folder);
      await untilReady(server.url);
      expect(await listed(server.url)).toEqual(list);
      await server.end('SIGTERM');
    }
  });
});

function replaceLog(folder: string, by: string): void {
  rmSync(join(folder, 'log'), { recursive: true });
  cpSync(join(by, 'log'), join(folder, 'log'), { recursive: true });
}

describe('damage before the part that is verified on opening', () => {
  it('is found while the server runs: it is ready no longer, and answers log-damaged with the place', async () => {
    const folder = freshFolder();
    await logOfManyUnions(folder);
    flip(join(folder, 'log/log.db'), '第u17工会');
    const { url, end } = await start(folder);

    // Not ready it is also before its views serve.
    const health = await eventually(() => get(url, '/health/ready'), ({ body }) => (body as { readonly log: { readonly damaged: boolean } }).log.damaged);
    expect(health.body).toMatchObject({ ready: false, log: { damaged: true, verification: { state: 'damaged', damage: { stream: 'union-u17' } } } });
    const damaged = { status: 503, body: { code: 'log-damaged', detail: expect.stringContaining('union-u17') as unknown } };
    expect(await post(url, { ...registerUnion('u17'), key: 'the-damaged-one' })).toMatchObject(damaged);
    expect(await post(url, registerUnion('new'))).toMatchObject(damaged);
    for (const read of ['', '/u1.2025.1', '/u1.2025.1/timeline', '/u1.2025.1/next-steps']) expect(await get(url, `/v1/evaluations${read}`)).toMatchObject(damaged);
    expect(await end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('views', () => {
  it('that were deleted are built by themselves, and answer the same', async () => {
    const folder = freshFolder(folders.stopped);
    rmSync(join(folder, 'views'), { recursive: true });
    const server = await start(folder);
    await untilReady(server.url);
    expect(await listed(server.url)).toEqual(list);
    await server.end('SIGTERM');
  });
});
