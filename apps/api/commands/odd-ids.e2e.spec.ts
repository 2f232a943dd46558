import { aBureau, anEvaluation } from '../testing/an-evaluation.js';
import { problemOf, ServedApi, type Body } from '../testing/served.js';

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
  await aBureau(api);
  await anEvaluation(api, 'centre');
});
afterAll(() => api?.close());

/** What an evaluation is read by. */
const places = ['', '/timeline', '/next-steps'];
const asked = (method: string, path: string, body?: object): Promise<Body> =>
  problemOf(api, () => (body === undefined ? api.asWritten(method, path) : api.asWritten(method, path, { 'content-type': 'application/json' }, JSON.stringify(body))));
const formed = { formedOn: '2009-03-09', members: ['chair'] };

describe('an id that is none', () => {
  it.each([
    ['a path', '..%2f..%2fetc%2fpasswd'],
    ['a path of another system', '..%5c..%5cboot.ini'],
    ['a slash', 'centre%2f2009'],
    ['NUL', 'centre%00'],
    ['a line break', 'centre%0d%0a'],
    ['a blank', 'centre%20'],
    ['upper case', 'Centre.2009.1'],
    ['an emoji', '%F0%9F%8F%A0'],
    ['Chinese', '%E8%81%8C%E5%B7%A5'],
    ['a minus', 'centre-2009'],
    ['another category', 'evaluation-centre.2009.1'],
    ['a quote', "centre'%20or%201=1--"],
    ['a wildcard', 'centre.2009.%2A'],
    ['two dots in a row', 'centre..1'],
    ['a dot at the end', 'centre.'],
    ['the folder above', '..'],
    ['seven parts', 'a.b.c.d.e.f.g'],
    ['__proto__', '__proto__'],
    ['200 characters', 'a'.repeat(200)],
    ['3,000 characters', 'a'.repeat(3_000)],
    ['full-width letters', '%EF%BD%83entre'],
  ])('%s', async (_, id) => {
    for (const place of places) expect(await asked('GET', `/v1/evaluations/${id}${place}`)).toMatchObject({ status: 400, code: 'id-invalid' });
    expect(await asked('POST', `/v1/evaluations/${id}/form-leading-group`, formed)).toMatchObject({ status: 400, code: 'id-invalid' });
    expect(await asked('POST', `/v1/campaigns/${id}/call-up-units`, { units: ['centre'] })).toMatchObject({ status: 400, code: 'id-invalid' });
  });

  it.each(['%', '%zz', '%ff', '%c0%ae%c0%ae', '%ed%a0%80'])('is no address either: %s', async (id) => {
    expect(await asked('GET', `/v1/evaluations/${id}`)).toMatchObject({ status: 400, code: 'url-malformed' });
    expect(await asked('POST', `/v1/evaluations/${id}/form-leading-group`, formed)).toMatchObject({ status: 400, code: 'url-malformed' });
  });

  it.each(['/v1/evaluations/../../etc/passwd', '/v1/evaluations//', '//v1/evaluations', '/v1/evaluations/centre.2009.1/'])('climbs out of nothing: %s', async (path) => {
    expect(await asked('GET', path)).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('an id of nothing', () => {
  it.each(['nobody.2009.1', 'constructor', 'tostring', 'centre', 'centre.2009', 'centre.2009.2', '0'])('is not found: %s', async (id) => {
    for (const place of places) expect(await asked('GET', `/v1/evaluations/${id}${place}`)).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('begins no history by a step', async () => {
    expect(await asked('POST', '/v1/evaluations/nobody.2009.1/form-leading-group', formed)).toMatchObject({ status: 404, code: 'not-opened' });
    expect(await api.node.log.head('evaluation-nobody.2009.1')).toBe('none');
  });

  it('is no superior, no rule set, no unit', async () => {
    expect(await asked('POST', '/v1/unions', { id: 'lost', name: '某工会', class: 'government', superior: 'nowhere' })).toMatchObject({ status: 422, code: 'superior-unknown', details: { superior: 'nowhere' } });
    const campaign = { id: 'bureau_2010', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2010, federation: 'bureau', openedOn: '2010-02-10' };
    expect(await asked('POST', '/v1/campaigns', { ...campaign, federation: 'nowhere' })).toMatchObject({ status: 422, code: 'federation-unknown' });
    const scope = { subtree: ['bureau', 'nowhere'], exclusions: [{ union: 'nobody', reason: '正在撤销' }] };
    expect(await asked('POST', '/v1/campaigns', { ...campaign, scope })).toMatchObject({ status: 422, code: 'federation-unknown', details: { federation: 'nowhere' }, errors: [{ field: '/scope/subtree/1', rule: 'federation-unknown' }, { field: '/scope/exclusions/0/union', rule: 'union-unknown' }] });
    expect(await asked('POST', '/v1/campaigns', { ...campaign, ruleSet: { id: 'wuhan', version: 9 } })).toMatchObject({ status: 422, code: 'rule-set-unknown' });
    expect(await asked('POST', '/v1/campaigns/bureau_1999/call-up-units', { units: ['centre'] })).toMatchObject({ status: 404, code: 'campaign-not-open' });
  });
});

describe('an address of nothing', () => {
  it.each([
    ['GET', '/nothing'],
    ['GET', '/v1'],
    ['GET', '/v2/evaluations'],
    ['GET', '/v1/evaluations/centre.2009.1/ballots'],
    ['POST', '/v1/evaluations/centre.2009.1/TallyVote'],
    ['POST', '/v1/evaluations/centre.2009.1/open-evaluation'],
    ['GET', '/problems/constructor'],
    ['GET', '/problems/__proto__'],
  ])('%s %s', async (method, path) => {
    expect(await asked(method, path, method === 'POST' ? {} : undefined)).toMatchObject({ status: 404, code: 'not-found', instance: path });
  });

  it.each([
    ['PUT', '/v1/federations', 'GET, HEAD, POST'],
    ['GET', '/v1/duties', 'POST'],
    ['OPTIONS', '/v1/federations', 'GET, HEAD, POST'],
    ['DELETE', '/v1/evaluations/centre.2009.1', 'GET, HEAD'],
    ['PATCH', '/v1/evaluations/centre.2009.1?colour=red', 'GET, HEAD'],
    ['GET', '/v1/evaluations/centre.2009.1/tally-vote', 'POST'],
    ['POST', '/v1/changes', 'GET, HEAD'],
    ['POST', '/health/live', 'GET, HEAD'],
  ])('that is one for another method says for which: %s %s', async (method, path, allowed) => {
    const { headers } = await api.asWritten(method, path);
    expect(headers.get('allow')).toBe(allowed);
    expect(await asked(method, path)).toMatchObject({ status: 405, code: 'method-not-allowed', details: { method, allowed: allowed.split(', ') } });
  });

  it('tells the way without what was asked', async () => {
    expect(await asked('GET', '/nothing?secret=1')).toMatchObject({ instance: '/nothing' });
  });
});
