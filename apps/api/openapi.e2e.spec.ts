import { Compile } from 'typebox/compile';
import { problemStatus } from '#platform';
import { kebab, type CommandRoute } from './commands/command-controller.js';
import { commandGroups } from './commands/command-groups.js';
import { readBody } from './commands/read-body.js';
import { refusalCodes } from './refusal-codes.js';
import { aBureau, anEvaluation } from './testing/an-evaluation.js';
import { ServedApi, type Answer, type Body } from './testing/served.js';

/** The description of the API is complete and true: every command, every code, examples that the body check takes. */
let api: ServedApi;
let document: Body;
beforeAll(async () => {
  api = await ServedApi.start();
  document = (await api.get('/openapi.json')).body;
});
afterAll(() => api?.close());

type Schema = { readonly $ref?: string; readonly allOf?: readonly Schema[]; readonly type?: string; readonly example?: unknown; readonly items?: Schema; readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, Schema>> };

const resolved = (schema: Schema): Schema => {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return ref === undefined ? schema : document.components.schemas[ref.split('/').at(-1) ?? ''];
};

/** What a reader of the page gets to try: every example of every property; or only of those that must be there. */
function exampleOf(schema: Schema, onlyRequired: boolean): unknown {
  if (schema.example !== undefined) return schema.example;
  const { type, items, properties = {}, required = [] } = resolved(schema);
  if (type === 'array') return items === undefined ? undefined : [exampleOf(items, onlyRequired)];
  if (type !== 'object') return undefined;
  const wanted = Object.entries(properties).filter(([name]) => !onlyRequired || required.includes(name));
  return Object.fromEntries(wanted.map(([name, property]) => [name, exampleOf(property, onlyRequired)]).filter(([, value]) => value !== undefined));
}

const routes = commandGroups.flatMap(({ path, routes }) => routes.map((route) => [route.command, `/v1/${path}${route.creates === true ? '' : `/{id}/${kebab(route.command)}`}`, route] as const));

describe.each(routes)('%s', (command, path, route: CommandRoute) => {
  const schema = (): Schema => document.paths[path].post.requestBody.content['application/json'].schema;

  it(`is described at ${path}`, () => {
    const { operationId, summary, parameters, responses } = document.paths[path].post;
    expect({ operationId, summary }).toEqual({ operationId: command, summary: route.summary });
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['Pingjia-Actor', 'Idempotency-Key', 'If-Match']));
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '201', '400', '409', '412', '413', '415', '422', '503']));
    expect(Object.keys(resolved(schema()).properties ?? {}).length).toBeGreaterThan(0);
  });

  it('has an example of its body that the body check takes, whole and at its shortest', async () => {
    for (const onlyRequired of [false, true]) {
      const example = exampleOf(schema(), onlyRequired) as Record<string, unknown>;
      expect(Object.keys(example)).toEqual(expect.arrayContaining([...(resolved(schema()).required ?? [])]));
      expect(await readBody(route.body, structuredClone(example))).toEqual(example);
    }
  });
});

/** The description of an answer: by path as described, method and status. */
const answerOf = (path: string, method: string, status: number): Body => document.paths[path][method].responses[status]?.content;

/** A schema with all that it points to in it. */
function whole(schema: Body): Body {
  if (Array.isArray(schema)) return schema.map(whole);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref !== undefined) return whole(resolved(schema));
  return Object.fromEntries(Object.entries(schema as object).map(([key, value]) => [key, whole(value)]));
}

const misfits = (schema: Body, value: unknown): readonly unknown[] => [...Compile(whole(schema)).Errors(value)].map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('every operation', () => {
  const operations = () => Object.entries(document.paths as Record<string, Record<string, Body>>).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })));

  it('documents what it answers, and its problems', () => {
    expect(operations().length).toBeGreaterThan(50);
    for (const { name, operation } of operations()) {
      const good = Object.keys(operation.responses).filter((status) => ['200', '201', '202'].includes(status));
      expect([name, good.length]).not.toEqual([name, 0]);
      for (const status of good) expect([name, status, Object.values(operation.responses[status].content ?? {}).map(({ schema }: Body) => typeof schema)]).toEqual([name, status, ['object']]);
      const bad = Object.keys(operation.responses).filter((status) => status.startsWith('4'));
      expect([name, bad]).toEqual([name, expect.arrayContaining(['400'])]);
      for (const status of bad) expect([name, status, Object.keys(operation.responses[status].content ?? {})]).toEqual([name, status, ['application/problem+json']]);
      if (name.includes('{') && !name.startsWith('post /v1/evidence')) expect([name, bad]).toEqual([name, expect.arrayContaining(['404'])]);
    }
  });

  it('has examples that fit what they are examples of', () => {
    const examples = operations().flatMap(({ name, operation }) =>
      Object.entries(operation.responses as Record<string, Body>).flatMap(([status, { content = {} }]) => Object.values(content as Record<string, Body>).flatMap(({ schema, example }) => (example === undefined ? [] : [{ name: `${name} ${status}`, schema, example }]))),
    );
    expect(examples.length).toBeGreaterThan(200);
    expect(examples.map(({ name, schema, example }) => [name, misfits(schema, example)]).filter(([, wrong]) => wrong?.length !== 0)).toEqual([]);
  });
});

/** Of a quota: the second and the fourth place are held. */
async function placesTaken({ node: { log } }: ServedApi): Promise<void> {
  const [some] = await log.readAll(0, 1);
  if (some === undefined) throw new Error('nothing is recorded');
  const taken = [2, 4].map((place) => ({ id: `00000000-0000-5000-8000-00000000000${place}`, type: 'PlaceTaken', data: { evaluation: `unit${place}.2009.1`, place }, metadata: { ...some.metadata, schema: 1, commandId: `take-${place}` } }));
  await log.append('allotment-bureau.2009.qualified', 'none', taken);
}

describe('real answers are as described', () => {
  let other: ServedApi;
  beforeAll(async () => {
    other = await ServedApi.start();
    await aBureau(other);
    await anEvaluation(other, 'centre');
    await anEvaluation(other, 'depot');
    await placesTaken(other);
  });
  afterAll(() => other?.close());

  const form = { formedOn: '2009-03-09', members: ['chair'] };
  const asked: readonly (readonly [path: string, method: 'get' | 'post', ask: (api: ServedApi) => Promise<Answer>, status: number])[] = [
    ['/v1/evaluations/{id}/form-leading-group', 'post', (api) => api.post('/v1/evaluations/centre.2009.1/form-leading-group', form), 201],
    ['/v1/evaluations/{id}/form-leading-group', 'post', (api) => api.post('/v1/evaluations/centre.2009.1/form-leading-group', {}), 400],
    ['/v1/evaluations/{id}/form-leading-group', 'post', (api) => api.post('/v1/evaluations/nobody.2009.1/form-leading-group', form), 404],
    ['/v1/evaluations/{id}/form-leading-group', 'post', (api) => api.post('/v1/evaluations/centre.2009.1/form-leading-group', form, { 'if-match': '"0"' }), 412],
    ['/v1/evaluations/{id}/publish-result', 'post', (api) => api.post('/v1/evaluations/centre.2009.1/publish-result', { round: 1, publishedOn: '2010-03-01', place: '宣传栏' }), 422],
    ['/v1/evaluations', 'get', (api) => api.get('/v1/evaluations?limit=1'), 200],
    ['/v1/evaluations', 'get', (api) => api.get('/v1/evaluations?status=foo'), 400],
    ['/v1/evaluations', 'get', (api) => api.get('/v1/evaluations', { 'pingjia-position': '999999999' }), 503],
    ['/v1/evaluations/{id}', 'get', (api) => api.get('/v1/evaluations/centre.2009.1'), 200],
    ['/v1/evaluations/{id}', 'get', (api) => api.get('/v1/evaluations/nobody.2009.1'), 404],
    ['/v1/evaluations/{id}/timeline', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/timeline'), 200],
    ['/v1/evaluations/{id}/timeline', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/timeline?from=x'), 400],
    ['/v1/evaluations/{id}/next-steps', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/next-steps'), 200],
    ['/v1/evaluations/{id}/next-steps', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/next-steps?day=x'), 400],
    ['/v1/evaluations/{id}/application', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/application'), 200],
    ['/v1/evaluations/{id}/application', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/application?title=X'), 400],
    ['/v1/evaluations/{id}/votes', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/votes'), 200],
    ['/v1/evaluations/{id}/score-table', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/score-table'), 200],
    ['/v1/evaluations/{id}/migration', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/migration?to=wuhan.1'), 200],
    ['/v1/evaluations/{id}/rectification', 'get', (api) => api.get('/v1/evaluations/centre.2009.1/rectification'), 200],
    ['/v1/allotments/{id}', 'get', (api) => api.get('/v1/allotments/bureau.2009.qualified'), 200],
    ['/v1/allotments/{id}', 'get', (api) => api.get('/v1/allotments/bureau.2009.model'), 404],
    ['/health/live', 'get', (api) => api.get('/health/live'), 200],
    ['/health/ready', 'get', (api) => api.get('/health/ready'), 200],
    ['/problems', 'get', (api) => api.get('/problems'), 200],
    ['/problems/{code}', 'get', (api) => api.get('/problems/contended'), 200],
    ['/problems/{code}', 'get', (api) => api.get('/problems/nothing'), 404],
  ];

  it.each(asked.map((one, index) => [index, one[1], one[0], one[3], one[2]] as const))('%i: %s %s answers %i', async (_, method, path, status, ask) => {
    const answer = await ask(other);
    expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
    const described = answerOf(path, method, status)[status < 300 ? 'application/json' : 'application/problem+json'];
    expect(misfits(described.schema, answer.body)).toEqual([]);
    // A schema that lets everything through would prove nothing.
    expect(misfits(described.schema, {})).not.toEqual([]);
    expect(Object.keys(answer.body as object).filter((name) => !(name in whole(described.schema).properties))).toEqual([]);
  });

  it('no operation takes a query parameter that it does not describe', async () => {
    for (const path of Object.keys(document.paths as object)) {
      for (const method of Object.keys(document.paths[path] as object)) {
        const { status, body } = await other.send(method.toUpperCase(), `${path.replaceAll(/\{\w+\}/g, 'centre')}?colour=red`);
        expect([path, method, status, body.code]).toEqual([path, method, 400, 'query-invalid']);
      }
    }
  });
});

describe('the document', () => {
  it('is OpenAPI 3 and lists every code a problem can have', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(document.components.schemas.Problem.properties.code.enum).toEqual([...Object.keys(problemStatus), ...refusalCodes]);
  });

  it('describes the reads, with what they may be asked', () => {
    const names = (path: string) => document.paths[path].get.parameters.map(({ name }: { name: string }) => name);
    expect(names('/v1/evaluations')).toEqual(expect.arrayContaining(['limit', 'cursor', 'sort', 'search', 'under', 'status', 'unionClass', 'superior', 'campaign', 'union', 'Pingjia-Position']));
    expect(names('/v1/evaluations/{id}')).toEqual(expect.arrayContaining(['id', 'Pingjia-Position']));
    expect(names('/v1/evaluations/{id}/timeline')).toEqual(expect.arrayContaining(['id', 'from']));
    expect(names('/v1/changes')).toEqual(['Last-Event-ID']);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/evaluations/{id}/next-steps', '/health/live', '/health/ready', '/problems', '/problems/{code}']));
  });

  it('has no example for what may be left out: the page would send it with every request', () => {
    const filled = Object.entries(document.paths as Record<string, Record<string, Body>>).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { parameters = [] }]) => (parameters as Body[]).filter(({ required, example, schema }) => required !== true && (example ?? schema?.example ?? schema?.default) !== undefined).map(({ name }) => `${method} ${path} ${name}`)),
    );
    expect(filled).toEqual([]);
  });

  it('points to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('has a page to try it, with all that the page needs', async () => {
    const page = await api.get('/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).toContain('swagger-ui');
    for (const asset of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-init.js']) expect(await api.get(`/docs/${asset}`)).toMatchObject({ status: 200 });
  });
});
