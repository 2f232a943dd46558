import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleSet } from '#adapters/rule-files';
import { repository, startEmbeddedServer, type EmbeddedServer } from '../scenarios/embedded-server.js';
import { eventually } from './asking.js';

/** README's samples for the second union `u2`, each asked as it is printed there: what is answered is what is printed. */
const readme = readFileSync(join(repository, 'README.md'), 'utf8');
const blockBeginning = (line: string): string => new RegExp(`^\`\`\`\\n(${line}.*?)^\`\`\`$`, 'ms').exec(readme)?.[1] ?? '';
/** A sample each: its first line asks, the rest is the answer. */
const samples = blockBeginning('GET /v1/evaluations/u2').split('\n\n').map((text) => text.trim().split('\n'));
const u2 = '/v1/evaluations/u2.2009.1';

let server: EmbeddedServer;
type Answer = { readonly status: number; readonly body: { readonly nextSteps?: readonly { readonly text: string }[]; readonly code?: string; readonly detail?: string; readonly errors?: readonly { readonly field: string; readonly message: string }[] } };

async function ask(method: string, path: string, { at, by = 'office=officer;body=federation-bureau', language = 'zh-CN', body }: { readonly at: string; readonly by?: string; readonly language?: string; readonly body?: string }): Promise<Answer> {
  const headers = { 'pingjia-actor': by, 'pingjia-clock': at, 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

beforeAll(async () => {
  server = await startEmbeddedServer();
  const begin = async (path: string, body: object) => expect(await ask('POST', path, { at: '2009-02-16T09:00:00+08:00', body: JSON.stringify(body) })).toMatchObject({ status: 201 });
  await begin('/v1/rule-sets', { ruleSet: readRuleSet(join(repository, 'libs/rules/sets/wuhan.yaml')) });
  await begin('/v1/federations', { id: 'bureau', name: '武汉市某局工会', line: 'industrial', superiors: [] });
  await begin('/v1/unions', { id: 'u2', name: '第二工会', class: 'publicInstitution', superior: 'bureau' });
  await begin('/v1/campaigns', { id: 'bureau_2009', ruleSet: { id: 'wuhan', version: 1 }, evaluatedYear: 2009, federation: 'bureau', openedOn: '2009-02-16' });
  await begin('/v1/campaigns/bureau_2009/call-up-units', { units: ['u2'] });
  await eventually(() => ask('GET', u2, { at: '2009-02-16T09:00:00+08:00' }), ({ status }) => status === 200);
});
afterAll(() => server.stop());

it('README prints four samples', () => {
  expect(samples.map(([asked = '']) => asked.split(' ').slice(0, 2).join(' '))).toEqual([`GET ${u2}/next-steps`, 'GET …/next-steps', `POST ${u2}/submit-plan`, 'POST …/submit-plan']);
});

it.each(samples.map((lines) => [lines[0] ?? '', lines.slice(1)] as const))('%s is answered as README prints it', async (asked, printed) => {
  const [method = '', path = ''] = asked.split(' ');
  const body = /\{.*\}/.exec(asked)?.[0];
  const language = /Accept-Language: ([\w-]+)/.exec(asked)?.[1] ?? 'zh-CN';
  const answer = await ask(method, path.replace('…', u2), { at: '2009-03-02T09:00:00+08:00', language, ...(body === undefined ? {} : { body, by: 'office=chair;body=union-u2' }) });
  const told = answer.body.nextSteps?.map(({ text }) => text) ?? [`${answer.status} ${answer.body.code}: ${answer.body.detail}`, ...(answer.body.errors ?? []).map(({ field, message }) => `    ${field}: ${message}`)];
  // A printed line may end in “…”: the rest of it is left out.
  expect(told.map((line, index) => (printed[index]?.endsWith('…') === true ? `${line.slice(0, (printed[index]?.length ?? 0) - 1)}…` : line))).toEqual(printed);
});
