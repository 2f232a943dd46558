import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleSet } from '#adapters/rule-files';
import { repository, startEmbeddedServer, type EmbeddedServer } from '../scenarios/embedded-server.js';
import { eventually } from './asking.js';
import { freshFolder, tidy } from './server.js';

/** docs/FIRST-YEAR.md on a running server, each request as it stands there. */
type Block = { readonly kind: string; readonly text: string };
type Written = { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

const page = (name: string) => readFileSync(join(repository, 'docs', name), 'utf8');
const blocksOf = (text: string): readonly Block[] => [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, kind = '', block = '']) => ({ kind, text: block }));

function written(text: string): Written {
  const [head = '', body = ''] = text.split('\n\n');
  const [line = '', ...headers] = head.trim().split('\n');
  const [method = '', path = ''] = line.split(' ');
  return { method, path, body, headers: Object.fromEntries(headers.map((header) => header.split(': ') as [string, string])) };
}

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startEmbeddedServer();
});
afterAll(async () => {
  await server.stop();
  await tidy();
});

async function send({ method, path, headers, body }: Written): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(server.url + path, { method, headers: { ...headers, ...(body === '' ? {} : { 'content-type': 'application/json' }) }, ...(body === '' ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}

/** The complete example of the page on rule sets, published as `npm run rules -- publish` does. */
async function publishExample(): Promise<void> {
  const example = blocksOf(page('RULE-SETS.md')).find(({ kind, text }) => kind === 'yaml' && text.startsWith('id: hekou\n'));
  const file = join(freshFolder(), 'hekou.yaml');
  writeFileSync(file, example?.text ?? '');
  const answer = await send({ method: 'POST', path: '/v1/rule-sets', headers: { 'Pingjia-Actor': 'office=officer;body=federation-hekou', 'Pingjia-Clock': '2026-01-12T09:10:00+08:00' }, body: JSON.stringify({ ruleSet: readRuleSet(file) }) });
  expect(answer).toMatchObject({ status: 201 });
}

it('goes from registering to closing, each request as it is written', async () => {
  const blocks = blocksOf(page('FIRST-YEAR.md')).filter(({ kind }) => kind !== '');
  expect(blocks.length).toBeGreaterThan(15);
  for (const [index, { kind, text }] of blocks.entries()) {
    if (kind !== 'http') continue;
    const request = written(text);
    const next = blocks[index + 1];
    const wanted: unknown = next?.kind === 'json' ? JSON.parse(next.text) : {};
    // Views come after what they show, and the server opens evaluations by itself.
    if (request.method === 'GET') await eventually(() => send(request), ({ status, body }) => status === 200 && fits(body, wanted));
    else expect({ path: request.path, answer: await send(request) }).toMatchObject({ answer: { status: 201 } });
    if (request.path === '/v1/federations' && index === 0) await publishExample();
  }
});

/** True when what was answered has at least what is written. */
function fits(answer: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return answer === wanted;
  return Object.entries(wanted).every(([key, value]) => fits((answer as Record<string, unknown> | undefined)?.[key], value));
}
