import { aBureau, anEvaluation, aSheet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body, type Sent } from '../testing/served.js';

/** Who, when, at which revision, once: what a command's headers say, and what becomes of those that say it wrongly. */
let api: ServedApi;
const at = '/v1/evaluations/centre.2009.1';
const leaders = { formedOn: '2009-03-09', members: ['chair', 'women'] };
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

const formed = (headers: Sent, members = leaders.members) => api.post(`${at}/form-leading-group`, { ...leaders, members }, headers);
const refused = (headers: Sent): Promise<Body> => problemOf(api, () => formed(headers));
const writtenBy = async (headers: Sent) => {
  const { status, body } = await formed(headers);
  expect({ status, body }).toMatchObject({ status: 201 });
  return (await api.node.log.read('evaluation-centre.2009.1', Number(body.revision), 1))[0]?.metadata;
};

describe('Pingjia-Actor', () => {
  it('says who acts, in every part', async () => {
    const actor = 'office=officer;body=federation-bureau;person=p1;onBehalfOf=union-centre;basis=telephone;appointment=a1';
    expect((await writtenBy({ 'pingjia-actor': actor }))?.by).toEqual({ kind: 'person', office: 'officer', bodyId: 'federation-bureau', personId: 'p1', onBehalfOf: 'union-centre', basis: 'telephone', appointment: 'a1', assurance: 'unverified' });
  });

  it('must be there', async () => {
    const asked = () => api.asWritten('POST', `${at}/form-leading-group`, { 'pingjia-actor': '', 'content-type': 'application/json' }, JSON.stringify(leaders));
    expect(await problemOf(api, asked)).toMatchObject({ status: 400, code: 'actor-missing' });
  });

  it.each([
    'chair',
    'office=chair',
    'body=union-centre',
    'office=chair;body=centre',
    'office=Chair;body=union-centre',
    'office=chair;body=union-../x',
    'office=chair;body=union-centre;office=officer',
    'office=chair;body=union-centre;role=admin',
    'office=chair;body=union-centre;person=',
    'office=chair;body=union-centre;person=P1',
    'office=chair;body=union-centre;onBehalfOf=centre',
    'office=officer;body=federation-bureau;onBehalfOf=union-centre;basis=hearsay',
    'office=officer;body=federation-bureau;onBehalfOf=union-centre;basis=sheet:abc',
    'office=chair;body=union-centre;;',
    'office=chair,body=union-centre',
    '__proto__=x;office=chair;body=union-centre',
    `office=chair;body=union-${'x'.repeat(300)}`,
  ])('is refused when it says %s', async (actor) => {
    expect(await refused({ 'pingjia-actor': actor })).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Pingjia-Actor', rule: 'actor' }, detail: expect.stringContaining('office=chair;body=union-centre') });
  });

  it('is refused when it is sent twice', async () => {
    const asked = () => api.asWritten('POST', `${at}/form-leading-group`, { 'pingjia-actor': ['office=chair;body=union-centre', 'office=officer;body=federation-bureau'], 'content-type': 'application/json' }, JSON.stringify(leaders));
    expect(await problemOf(api, asked)).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Pingjia-Actor' } });
  });
});

describe('Pingjia-Clock', () => {
  it('is the moment of recording in a scenario', async () => {
    expect((await writtenBy({ 'pingjia-clock': '2010-01-05T09:30:00+08:00' }))?.at).toBe('2010-01-05T01:30:00.000Z');
  });

  it.each(['', 'yesterday', '2010-01-05', '2010-13-05T09:30:00Z', '2010-02-30T25:00:00Z', '2010-01-05T09:30:00', '1262655000', '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z', '2010-02-29T09:30:00Z', '2010-01-05T09:30:00+99:00'])('is refused when it is no instant: "%s"', async (clock) => {
    expect(await refused({ 'pingjia-clock': clock })).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Pingjia-Clock' } });
  });

  it('is refused by a server that keeps records, for reads too', async () => {
    const real = await ServedApi.start({ env: { CLOCK: 'system' } });
    try {
      const body = { id: 'bureau', name: '市建设局工会', line: 'industrial', superiors: [] };
      expect(await problemOf(real, () => real.post('/v1/federations', body))).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Pingjia-Clock' } });
      const { status } = await real.asWritten('POST', '/v1/federations', { 'pingjia-clock': [], 'content-type': 'application/json' }, JSON.stringify(body));
      expect(status).toBe(201);
    } finally {
      await real.close();
    }
  });
});

describe('If-Match and If-None-Match', () => {
  const revision = async () => String(await api.node.log.head('evaluation-centre.2009.1'));

  it('decide at the revision that a read gave', async () => {
    const etag = `"${await revision()}"`;
    const { status, headers, body } = await formed({ 'if-match': etag });
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
    expect(body.revision).toBe(await revision());
  });

  it('refuse an old revision, and one to come', async () => {
    expect(await refused({ 'if-match': '"0"' })).toMatchObject({ status: 412, code: 'revision-moved-on', details: { revision: await revision() } });
    expect(await refused({ 'if-match': '"999"' })).toMatchObject({ status: 412, code: 'revision-moved-on' });
  });

  it.each(['0', '"x"', '"-1"', '"1.5"', '"01"', 'W/"1"', '*', '"1", "2"', '""', '"9999999999999999999"'])('refuse an If-Match that is no revision of ours: %s', async (etag) => {
    expect(await refused({ 'if-match': etag })).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'If-Match' } });
  });

  it('demand with If-None-Match: * that there is nothing yet', async () => {
    const made = { id: 'once', name: '某局工会', line: 'industrial', superiors: [] };
    expect(await refused({ 'if-none-match': '*' })).toMatchObject({ status: 412, code: 'revision-moved-on' });
    expect(await refused({ 'if-none-match': '"1"' })).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'If-None-Match', rule: 'star' } });
    expect((await api.post('/v1/federations', made, { 'if-none-match': '*' })).status).toBe(201);
    expect(await problemOf(api, () => api.post('/v1/federations', made, { 'if-none-match': '*' }))).toMatchObject({ status: 412 });
  });

  it('are explained to Chinese readers in Chinese', async () => {
    const { detail } = await refused({ 'if-match': '3', 'accept-language': 'zh-CN' });
    expect(detail).toBe('请求头 If-Match 的值“3”不符合要求：应为带双引号的版本号，例如 "3"。');
  });

  it('cannot both be demanded', async () => {
    expect(await refused({ 'if-none-match': '*', 'if-match': '"0"' })).toMatchObject({ status: 400, code: 'header-invalid' });
  });
});

describe('Idempotency-Key', () => {
  const submitted = (headers: Sent, body: object = {}) => api.post(`${at}/submit-self-inspection`, { inspectedOn: '2010-01-20', scores: [{ criterion: '1.1', points: 5 }], ...body }, headers);

  it('gives a repeated command its first answer, word for word, whatever happened since', async () => {
    const key = { 'idempotency-key': 'tap-1' };
    const sheet = await firstSheet();
    const first = await tallied(sheet, key);
    expect(first).toMatchObject({ status: 201, body: { events: ['VoteTallied'], warnings: [{ code: 'sheet-missing' }] } });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    await formed({});
    const end = await api.node.log.end();
    for (const headers of [key, { ...key, 'if-match': '"0"' }, { ...key, 'pingjia-clock': '2011-01-01T00:00:00Z' }]) {
      const again = await tallied(sheet, headers);
      expect(again).toMatchObject({ status: 201, body: first.body });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect([again.headers.get('etag'), again.headers.get('pingjia-position')]).toEqual([first.headers.get('etag'), first.headers.get('pingjia-position')]);
    }
    expect(await api.node.log.end()).toBe(end);
  });

  it('is refused with another body, and with another command', async () => {
    const key = { 'idempotency-key': 'tap-2' };
    expect((await formed(key)).status).toBe(201);
    expect(await problemOf(api, () => formed(key, ['chair']))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await problemOf(api, () => api.post(`${at}/submit-plan`, { adoptedOn: '2009-03-20', title: '建家计划' }, key))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it("is each actor's own, and each stream's", async () => {
    const key = { 'idempotency-key': 'tap-2' };
    expect(await formed({ ...key, 'pingjia-actor': 'office=officer;body=federation-bureau;onBehalfOf=union-centre;basis=letter' }, ['chair'])).toMatchObject({ status: 201 });
    expect(await api.post('/v1/federations', { id: 'tap', name: '某局工会', line: 'industrial', superiors: [] }, key)).toMatchObject({ status: 201 });
  });

  it('is free again after a refusal', async () => {
    const key = { 'idempotency-key': 'tap-3' };
    expect(await problemOf(api, () => submitted(key, { scores: [{ criterion: '9.9', points: 5 }] }))).toMatchObject({ status: 422 });
    expect(await formed(key)).toMatchObject({ status: 201 });
  });

  it('makes one of many taken at once', async () => {
    const before = await api.node.log.end();
    const answers = await Promise.all(Array.from({ length: 20 }, () => formed({ 'idempotency-key': 'tap-4' })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect((await api.node.log.readAll(before, 100)).length).toBe(1);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(65), '钥匙'.normalize()])('is refused when it is "%s"', async (key) => {
    const bytes = Buffer.from(key, 'utf8').toString('latin1');
    const asked = () => api.asWritten('POST', `${at}/form-leading-group`, { 'idempotency-key': bytes, 'content-type': 'application/json' }, JSON.stringify(leaders));
    expect(await problemOf(api, asked)).toMatchObject({ status: 400, code: 'header-invalid', details: { header: 'Idempotency-Key' } });
  });
});

describe('headers cannot be injected', () => {
  it('by what a problem repeats', async () => {
    const problem = await refused({ 'if-match': '"1"; x=%0d%0aset-cookie: a=b' });
    expect(problem).toMatchObject({ code: 'header-invalid' });
    const { headers } = await api.asWritten('GET', '/v1/evaluations/a%0d%0aset-cookie:%20a=b');
    expect(headers.get('set-cookie')).toBeNull();
  });
});

const firstSheet = async () => {
  expect(await api.post(`${at}/open-round`, { round: 1, body: 'combined', mode: 'paper', runBy: 'union' })).toMatchObject({ status: 201 });
  return aSheet;
};
const tallied = (sheet: object, headers: Sent) => api.post(`${at}/tally-vote`, sheet, headers);

describe('a header that is wrong', () => {
  it('is shown by its beginning, and by no letters its bytes do not spell', async () => {
    const shown = async (key: string) => (await problemOf(api, () => api.asWritten('POST', '/v1/federations', { 'content-type': 'application/json', 'idempotency-key': key }, JSON.stringify({ id: 'shown', name: '某工会', line: 'industrial', superiors: [] })))).details;
    expect(await shown(Buffer.from('评家').toString('latin1'))).toMatchObject({ header: 'Idempotency-Key', value: expect.stringMatching(/^\?+$/) });
    expect(await shown('k'.repeat(300))).toMatchObject({ value: `${'k'.repeat(64)}…` });
  });
});
