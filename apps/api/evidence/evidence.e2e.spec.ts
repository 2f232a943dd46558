import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFile } from '#kernel/testing';
import { anEvaluation, aBureau, aSheet } from '../testing/an-evaluation.js';
import { inPieces } from '../testing/in-pieces.js';
import { problemOf, ServedApi, usual, type Body, type Sent } from '../testing/served.js';
import { until } from '#kernel/testing';

/** Files over HTTP: put, named by a command, downloaded; and what becomes of those that are not what they were. */
const maxBytes = 1_000_000;
let api: ServedApi;
let folder: string;
const start = (more: NodeJS.ProcessEnv = {}) => ServedApi.start({ env: { DATA_DIR: folder, EVIDENCE_MAX_BYTES: String(maxBytes), ...more } });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingjia-evidence-'));
  api = await start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

const title = '测评计票单（第一票箱）';
const at = (query: Readonly<Record<string, string>> = { title }) => `/v1/evidence?${new URLSearchParams(query)}`;
const put = (content: Buffer | string, headers: Sent = { 'content-type': 'application/octet-stream' }) => api.postBytes(at(), content as Buffer, headers);
const refused = (content: Buffer | string | undefined, headers: Sent = {}): Promise<Body> => problemOf(api, () => api.postBytes(at(), content as Buffer, headers));
const download = (sha256: string, query = '') => fetch(`${api.url}/v1/evidence/${sha256}${query}`, { headers: usual });
const fileOf = (sha256: string) => join(folder, 'evidence', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.pdf`);
const uploads = () => readdir(join(folder, 'evidence', 'uploads'));
const health = async (): Promise<Body> => (await api.get('/health/ready')).body.evidence;

async function flip(sha256: string): Promise<void> {
  const content = await readFile(fileOf(sha256));
  content.writeUInt8(content.readUInt8(50) ^ 1, 50);
  await writeFile(fileOf(sha256), content);
}

describe('a file', () => {
  it('is kept, and answered with the descriptor that commands name it by', async () => {
    const { content, sha256 } = aFile();
    const { status, body, headers } = await put(content);
    expect(status).toBe(201);
    expect(body).toEqual({ id: sha256.slice(0, 32), title, mediaType: 'application/pdf', bytes: content.length, sha256 });
    expect(headers.get('location')).toBe(`/v1/evidence/${sha256}`);
    expect(await uploads()).toEqual([]);
  });

  it('is downloaded as it was put, to be saved and not run', async () => {
    const { content, sha256 } = aFile();
    await put(content);
    const answer = await download(sha256, `?${new URLSearchParams({ title: '计票单/一:"x".pdf' })}`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    const { headers } = answer;
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-length')).toBe(String(content.length));
    expect(headers.get('content-disposition')).toBe(`attachment; filename="_______x_.pdf"; filename*=UTF-8''${encodeURIComponent('计票单_一__x_.pdf')}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('etag')).toBe(`"${sha256}"`);
  });

  it.each(['image/png', 'application/json', 'application/x-www-form-urlencoded', 'text/html', 'nonsense'])('is what its content is, not what the header says: %s', async (type) => {
    expect((await put(aFile().content, { 'content-type': type })).body).toMatchObject({ mediaType: 'application/pdf' });
  });

  it('may come without a type, in pieces of unknown number, and be called something by its sender', async () => {
    const { content, sha256 } = aFile();
    const answer = await inPieces(api, at({ title, id: 'sheet_1' }), content);
    expect(answer).toMatchObject({ status: 201, body: { id: 'sheet_1', sha256 } });
  });

  it('is one file, however often it is put', async () => {
    const { content, sha256 } = aFile(30_000, 'twice');
    const answers = await Promise.all(Array.from({ length: 5 }, () => put(content)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.sha256}`))).toEqual(new Set([`201 ${sha256}`]));
    expect(await readdir(join(fileOf(sha256), '..'))).toEqual([`${sha256}.pdf`]);
  });
});

describe('a file that is not kept', () => {
  afterEach(async () => expect(await uploads()).toEqual([]));

  it('is too large, whether it says so or not', async () => {
    const { content } = aFile(maxBytes + 1);
    expect(await refused(content)).toMatchObject({ status: 413, code: 'evidence-too-large', details: { maxBytes }, detail: 'A file may have 1 MB; make it smaller or split it.' });
    expect(await inPieces(api, at(), aFile(3 * maxBytes).content)).toMatchObject({ status: 413, body: { code: 'evidence-too-large' } });
    expect((await put(aFile(maxBytes).content)).status).toBe(201);
  });

  it('is passed over, so that the next request on the same line is served', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await inPieces(api, at(), aFile(10 * maxBytes).content, agent)).status).toBe(413);
    expect((await inPieces(api, at(), aFile().content, agent)).status).toBe(201);
    agent.destroy();
  });

  it('is empty', async () => {
    expect(await refused('')).toMatchObject({ status: 400, code: 'evidence-empty' });
    expect(await refused(undefined)).toMatchObject({ status: 400, code: 'evidence-empty' });
  });

  it.each([
    ['text/html', '<html><script>alert(1)</script>'],
    ['image/svg+xml', '<svg onload="alert(1)"/>'],
    ['application/x-msdownload', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)])],
    ['application/octet-stream', Buffer.from([1, 2, 3, 0])],
  ])('is %s, which is told', async (recognised, content) => {
    const problem = await refused(content, { 'content-type': 'image/png' });
    expect(problem).toMatchObject({ status: 415, code: 'evidence-type-not-allowed', details: { recognised } });
    expect(problem.detail).toContain(recognised);
    expect(problem.detail).toContain('docx');
  });

  it('comes in a form', async () => {
    expect(await refused('--x\r\n\r\ntext\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject({ status: 415, code: 'evidence-in-a-form' });
  });

  it('comes from nobody, or without a title, or with more than is asked', async () => {
    const { content } = aFile();
    expect(await refused(content, { 'pingjia-actor': '' })).toMatchObject({ code: 'actor-missing' });
    for (const [query, fault] of [[{}, 'title required'], [{ title: '' }, 'title text'], [{ title, id: 'A B' }, 'id idPart'], [{ title, path: '/etc' }, 'path unknown']] as const) {
      const { code, errors } = await problemOf(api, () => api.postBytes(at(query as Record<string, string>), content));
      expect(code).toBe('query-invalid');
      expect(errors.map(({ field, rule }: Body) => `${field} ${rule}`)).toEqual([fault]);
    }
  });

  it('broke off on the way', async () => {
    const asked = request(api.url + at(), { method: 'POST', headers: { ...usual, 'content-length': 500_000 } });
    const gone = new Promise((resolve) => asked.once('error', resolve));
    asked.write(aFile(200_000).content);
    await until(async () => (await uploads()).length === 1);
    asked.destroy();
    await gone;
    await until(async () => (await uploads()).length === 0);
  });

  it('finds no room', async () => {
    const full = await ServedApi.start({ env: { KEEP_FREE_BYTES: String(Number.MAX_SAFE_INTEGER) } });
    expect(await problemOf(full, () => full.postBytes(at(), aFile().content))).toMatchObject({ status: 507, code: 'evidence-storage-full' });
    await full.close();
  });

  it('lets no other route take bytes', async () => {
    expect(await problemOf(api, () => api.postBytes('/v1/federations', 'x', { 'content-type': 'application/vnd.pingjia.evidence' }))).toMatchObject({ status: 415, code: 'media-type-unsupported' });
  });
});

const evaluation = '/v1/evaluations/centre.2009.1';
const reportProgress = (files: readonly unknown[]) => ({ reportedOn: '2009-08-01', report: '按计划推进。', files });

describe('an event', () => {
  it('names no file that was not put, and none otherwise than it is', async () => {
    const file = aFile(40_000, 'progress');
    const named = { id: 'photo', title: '照片', mediaType: 'application/pdf', bytes: file.content.length, sha256: file.sha256 };
    const path = `${evaluation}/report-progress`;
    const no = (files: readonly unknown[]) => problemOf(api, () => api.post(path, reportProgress(files)));
    expect(await no([named])).toMatchObject({ status: 422, code: 'evidence-unknown', details: { id: 'photo', sha256: file.sha256 } });
    const { body: descriptor } = await put(file.content);
    expect(await no([descriptor, { ...named, bytes: 1 }])).toMatchObject({ status: 422, code: 'evidence-differs', details: { stored: { bytes: file.content.length } } });
    expect(await no([{ ...named, mediaType: 'image/jpeg' }])).toMatchObject({ code: 'evidence-differs' });
    expect((await api.post(path, reportProgress([descriptor, named]))).status).toBe(201);
    const [event] = (await api.node.log.readAll(0, 500)).filter(({ type }) => type === 'ProgressReported');
    expect(event).toMatchObject({ data: { files: [descriptor, named] }, metadata: { basedOn: { evidence: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } } });
  });

  it('refused by its own step says that first', async () => {
    const sheet = { id: 'sheet', title, mediaType: 'image/jpeg', bytes: 1, sha256: 'ab'.repeat(32) };
    expect(await problemOf(api, () => api.post(`${evaluation}/tally-vote`, { ...aSheet, sheet }))).toMatchObject({ code: 'round-not-open' });
  });
});

describe('a file that is not what it was', () => {
  it('is noticed when it is asked for, named in the health, and whole again when it is put again', async () => {
    const [altered, lost] = [aFile(20_000, 'altered'), aFile(20_000, 'lost')];
    for (const { content } of [altered, lost]) await put(content);
    await flip(altered.sha256);
    await rm(fileOf(lost.sha256));
    expect(await problemOf(api, () => api.get(`/v1/evidence/${altered.sha256}`))).toMatchObject({ status: 410, code: 'evidence-altered', details: { sha256: altered.sha256 } });
    expect(await problemOf(api, () => api.get(`/v1/evidence/${lost.sha256}`))).toMatchObject({ status: 410, code: 'evidence-lost' });
    expect(await health()).toMatchObject({ missing: 1, altered: 1, faults: [{ sha256: altered.sha256, condition: 'altered' }, { sha256: lost.sha256, condition: 'missing' }] });
    for (const { content, sha256 } of [altered, lost]) {
      await put(content);
      expect((await download(sha256)).status).toBe(200);
    }
    expect(await health()).toMatchObject({ missing: 0, altered: 0, faults: [] });
  });

  it('is found after a start, with the event that names it, and stops nothing else', async () => {
    const [altered, lost, whole] = ['one', 'two', 'three'].map((seed) => aFile(20_000, seed));
    if (altered === undefined || lost === undefined || whole === undefined) throw new Error('no files');
    const files: Body[] = [];
    for (const { content } of [altered, lost, whole]) files.push((await put(content)).body);
    expect((await api.post(`${evaluation}/report-progress`, { ...reportProgress(files), reportedOn: '2009-09-01' })).status).toBe(201);
    await api.close();
    await flip(altered.sha256);
    await rm(fileOf(lost.sha256));
    api = await start();
    await until(async () => (await health()).state === 'checked');
    const place = { title, stream: 'evaluation-centre.2009.1', revision: expect.any(String) };
    expect(await health()).toMatchObject({ files: 4, missing: 1, altered: 1, faults: [{ ...place, sha256: altered.sha256, condition: 'altered' }, { ...place, sha256: lost.sha256, condition: 'missing' }] });
    expect(await api.get('/health/ready')).toMatchObject({ status: 200, body: { ready: true } });
    expect(await problemOf(api, () => api.get(`/v1/evidence/${lost.sha256}`))).toMatchObject({ status: 410, code: 'evidence-lost' });
    expect((await download(whole.sha256)).status).toBe(200);
  });

  it.each(['ab'.repeat(32), 'AB'.repeat(32), '..%2f..%2flog%2flog.db', 'x'.repeat(300)])('never was: %s', async (name) => {
    expect(await problemOf(api, () => api.get(`/v1/evidence/${name}`))).toMatchObject({ status: 404, code: 'evidence-not-found' });
  });
});
