import { anEvaluation, aBureau, aSheet } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

/** What is wrong with a body is told by field and rule, and nothing is recorded. */
let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

const at = '/v1/evaluations/centre.2009.1';
const refused = (path: string, body: unknown): Promise<Body> => problemOf(api, () => api.post(path, body));
/** Each fault as `field rule`. */
const faults = async (path: string, body: unknown): Promise<readonly string[]> => {
  const problem = await refused(path, body);
  expect(problem).toMatchObject({ status: 400, code: 'body-invalid' });
  return problem.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);
};
const aFederation = { id: 'other', name: '另一局工会', line: 'industrial', superiors: [] };

describe('a body that is not what was asked for', () => {
  const bytes = (body: string | Buffer | undefined, headers = {}) => problemOf(api, () => api.postBytes('/v1/federations', body, { 'content-type': 'application/json', ...headers }));

  it.each([
    ['{bad', 'notJson', 1],
    ['{"id":"a"', 'notJson', 9],
    ['{"id":"a",}', 'notJson', 10],
    ['[1,2', 'notJson', 4],
    ["{'id':'a'}", 'notJson', 1],
    ['nil', 'notJson', undefined],
  ])('is malformed JSON: %s', async (text, reason, position) => {
    const problem = await bytes(text);
    expect(problem).toMatchObject({ status: 400, code: 'malformed-json', detail: 'The body cannot be read: it breaks the syntax of JSON.' });
    expect(problem.details).toEqual(position === undefined ? { reason } : { reason, position });
  });

  it('is empty', async () => {
    expect(await bytes('')).toMatchObject({ status: 400, code: 'malformed-json', details: { reason: 'bodyEmpty' } });
    expect(await bytes(undefined)).toMatchObject({ status: 400, code: 'malformed-json' });
  });

  it('is told so in Chinese without a foreign word from the inside', async () => {
    const { detail } = await bytes('{bad', { 'accept-language': 'zh-CN' });
    expect(detail).toBe('请求内容无法读取：不符合 JSON 语法。');
  });

  it('is in another encoding: no byte is guessed at', async () => {
    const body = Buffer.concat([Buffer.from('{"id":"gbk","name":"'), Buffer.from([0xb9, 0xa4, 0xbb, 0xe1]), Buffer.from('","line":"industrial","superiors":[]}')]);
    expect(await bytes(body)).toMatchObject({ status: 400, code: 'malformed-json', details: { reason: 'notUtf8' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonp', 'nonsense'])('is of the type %s', async (type) => {
    expect(await bytes(JSON.stringify(aFederation), { 'content-type': type })).toMatchObject({ status: 415, code: 'media-type-unsupported' });
  });

  it('is of no type at all', async () => {
    expect(await problemOf(api, () => api.asWritten('POST', '/v1/federations', {}, JSON.stringify(aFederation)))).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    expect(await problemOf(api, () => api.postBytes('/v1/federations', undefined))).toMatchObject({ status: 400, code: 'body-invalid' });
  });

  it.each([[[]], [[aFederation]], [null], ['text'], [7], [true]])('is JSON, but no object: %j', async (body) => {
    expect(await faults('/v1/federations', body)).toEqual([' object']);
  });

  it('says two things of one field: it is named, and the last is not taken for the first', async () => {
    const twice = await bytes('{"id":"twice","name":"甲","line":"industrial","superiors":[],"n\\u0061me":"乙"}');
    expect(twice).toMatchObject({ status: 400, code: 'body-invalid', errors: [{ field: '/name', rule: 'repeated', message: 'given more than once' }] });
    const sheet = JSON.stringify(aSheet).replace('"satisfied":45', '"satisfied":45,"satisfied":46');
    expect(await problemOf(api, () => api.postBytes(`${at}/tally-vote`, sheet, { 'content-type': 'application/json' }))).toMatchObject({ errors: [{ field: '/subjects/unionWork/satisfied', rule: 'repeated' }] });
  });

  it('is larger than the limit', async () => {
    const body = { ...aFederation, name: '会'.repeat(200_000) };
    expect(await refused('/v1/federations', body)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await refused('/v1/federations', { ...aFederation, name: 'x'.repeat(500_000) })).toMatchObject({ status: 400, errors: [{ field: '/name', rule: 'text' }] });
  });
});

describe('fields', () => {
  it('that are unknown are named with those that are allowed', async () => {
    const { errors } = await refused('/v1/federations', { ...aFederation, Name: 'x', 'a/b~c': 1 });
    expect(errors).toEqual([
      expect.objectContaining({ field: '/Name', rule: 'unknown', allowed: ['id', 'name', 'line', 'superiors', 'level', 'kind', 'code', 'from'] }),
      expect.objectContaining({ field: '/a~1b~0c', rule: 'unknown' }),
    ]);
  });

  it('that are missing are all named', async () => {
    expect(await faults('/v1/federations', {})).toEqual(['/id required', '/name required', '/line required', '/superiors required']);
  });

  it.each([
    [{ id: 7 }, '/id idPart'],
    [{ id: 'Other' }, '/id idPart'],
    [{ id: 'a.b' }, '/id idPart'],
    [{ id: 'x'.repeat(33) }, '/id idPart'],
    [{ id: 'other\n' }, '/id idPart'],
    [{ name: '' }, '/name text'],
    [{ name: ' blank' }, '/name text'],
    [{ name: '\u3000' }, '/name text'],
    [{ name: '会'.repeat(201) }, '/name text'],
    [{ name: ['x'] }, '/name text'],
    [{ name: { text: 'x' } }, '/name text'],
    [{ name: null }, '/name text'],
    [{ name: 'half \ud83c' }, '/name text'],
    [{ name: '\udfe0 half' }, '/name text'],
    [{ name: 'a\u0000b' }, '/name oneLine'],
    [{ name: '第一行\n第二行' }, '/name oneLine'],
    [{ name: '工会\t甲' }, '/name oneLine'],
    [{ name: '\u202e会工' }, '/name oneLine'],
    [{ name: '工\u0085会' }, '/name oneLine'],
    [{ name: '工\u2028会' }, '/name oneLine'],
    [{ line: 'INDUSTRIAL' }, '/line oneOf'],
    [{ line: 0 }, '/line oneOf'],
    [{ superiors: 'bureau' }, '/superiors isArray'],
    [{ superiors: { 0: 'bureau' } }, '/superiors isArray'],
    [{ superiors: null }, '/superiors isArray'],
    [{ superiors: [1, 'bureau', null, ['bureau']] }, '/superiors/0 idPart', '/superiors/2 idPart', '/superiors/3 idPart'],
    [{ superiors: Array.from({ length: 500 }, (_, i) => `f${i}`) }, '/superiors arrayMaxSize'],
    [{ level: null }, '/level oneOf'],
  ])('%j', async (wrong: object, ...expected: string[]) => {
    expect(await faults('/v1/federations', { ...aFederation, ...wrong })).toEqual(expected);
  });

  it('tell the numbers of their rule', async () => {
    expect((await refused('/v1/federations', { ...aFederation, name: 'x'.repeat(201) })).errors).toEqual([
      { field: '/name', rule: 'text', most: 200, message: 'text of 1 to 200 characters without leading or trailing blanks' },
    ]);
  });

  it('hold the longest text allowed, and emoji', async () => {
    expect((await api.post('/v1/federations', { ...aFederation, id: 'longest', name: `${'会'.repeat(198)}🏠` })).status).toBe(201);
  });

  it('are named however many are wrong, up to fifty', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`field${i}`, i]));
    expect(await faults('/v1/federations', many)).toHaveLength(50);
  });
});

describe('what is nested', () => {
  const file = { id: 'sheet_1', title: '计票单', mediaType: 'image/jpeg', bytes: 1, sha256: 'ab'.repeat(32) };
  const plan = (files: unknown) => ({ adoptedOn: '2009-03-10', title: '建家计划', files });

  it.each([
    [[{ ...file, sha256: 'XYZ' }], '/files/0/sha256 digest'],
    [[file, { ...file, bytes: 0 }], '/files/1/bytes whole'],
    [[{ ...file, path: '/etc/passwd' }], '/files/0/path unknown'],
    [[{}], '/files/0/id required', '/files/0/title required', '/files/0/mediaType required', '/files/0/bytes required', '/files/0/sha256 required'],
    [[null], '/files/0 object'],
    [[[]], '/files/0 object'],
    [[file, 'sheet_1', [file]], '/files/1 object', '/files/2 object'],
    [{}, '/files isArray'],
    [null, '/files isArray'],
    [Array.from({ length: 21 }, () => file), '/files arrayMaxSize'],
  ])('is named by its place: files %j', async (files: unknown, ...expected: string[]) => {
    expect(await faults(`${at}/submit-plan`, plan(files))).toEqual(expected);
  });

  it.each([[[]], [null], ['sheet_1'], [7]])('is an object where one is expected, not %j', async (sheet) => {
    expect(await faults(`${at}/tally-vote`, { ...aSheet, sheet })).toEqual(['/sheet isObject']);
  });

  it('is not deeper than any real body', async () => {
    const deep = `{"ruleSet":${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}}`;
    const problem = await problemOf(api, () => api.postBytes('/v1/rule-sets', deep, { 'content-type': 'application/json' }));
    expect(problem).toMatchObject({ status: 400, errors: [{ rule: 'depth', most: 24 }] });
  });
});

describe('names that every object answers to', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])('are no fields: %s', async (name) => {
    const text = JSON.stringify({ ...aFederation, stand_in: { polluted: true } }).replace('stand_in', name);
    const problem = await problemOf(api, () => api.postBytes('/v1/federations', text, { 'content-type': 'application/json' }));
    expect(problem).toMatchObject({ status: 400, code: 'body-invalid', errors: [{ field: `/${name}`, rule: name === 'prototype' ? 'unknown' : 'fieldName' }] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('are no fields further in: %s', async (name) => {
    const text = (body: object) => JSON.stringify(body).replaceAll('stand_in', name);
    const inside = (body: object, path: string) => problemOf(api, () => api.postBytes(path, text(body), { 'content-type': 'application/json' }));
    expect(await inside({ ...aSheet, subjects: { stand_in: { satisfied: 1 } } }, `${at}/tally-vote`)).toMatchObject({ errors: [{ field: `/subjects/${name}`, rule: 'fieldName' }] });
    expect(await inside({ ruleSet: { id: 'x', version: 1, steps: [{ stand_in: { polluted: true } }] } }, '/v1/rule-sets')).toMatchObject({ errors: [{ field: `/ruleSet/steps/0/${name}`, rule: 'fieldName' }] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a rule set', () => {
  it('that is none is refused with what is wrong', async () => {
    const problem = await refused('/v1/rule-sets', { ruleSet: { id: 'x', version: 1 } });
    expect(problem).toMatchObject({ status: 422, code: 'rule-set-misshapen' });
    expect(problem.details.misfits.length).toBeGreaterThan(5);
  });

  it.each([
    [{}, '/ruleSet/id idPart', '/ruleSet/version whole'],
    [{ id: { a: 1 }, version: 1 }, '/ruleSet/id idPart'],
    [{ id: '../x', version: 1 }, '/ruleSet/id idPart'],
    [{ id: 'x.1', version: 1 }, '/ruleSet/id idPart'],
    [{ id: 'x', version: 1.5 }, '/ruleSet/version whole'],
    [{ id: 'x', version: '1' }, '/ruleSet/version whole'],
  ])('whose name is none has no stream: %j', async (ruleSet: object, ...expected: string[]) => {
    expect(await faults('/v1/rule-sets', { ruleSet })).toEqual(expected);
  });

  it.each([['half \ud83c'], ['x'.repeat(20_001)]])('that cannot be stored is told where', async (issuer) => {
    expect(await refused('/v1/rule-sets', { ruleSet: { id: 'x', version: 1, issuer } })).toMatchObject({ status: 400, code: 'body-invalid', errors: [{ field: '/ruleSet/issuer', rule: 'canonical' }] });
  });

  it.each([[[]], [null], ['x']])('is an object, not %j', async (ruleSet) => {
    expect(await faults('/v1/rule-sets', { ruleSet })).toEqual(['/ruleSet document']);
  });
});
