import { problemStatus } from '#platform';
import { kebab, type CommandRoute } from './commands/command-controller.js';
import { commandGroups } from './commands/command-groups.js';
import { readBody } from './commands/read-body.js';
import { refusalCodes } from './refusal-codes.js';
import { ServedApi, type Body } from './testing/served.js';

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
