import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { documentOf } from './document.js';
import { repository, startEmbeddedServer, type EmbeddedServer } from './embedded-server.js';
import { run } from './run-scenario.js';

type Document = ReturnType<typeof documentOf>;
/** What of it speaks of the one evaluation of a case. */
type Told = { readonly evaluations: readonly [{ readonly status: { readonly status: string }; readonly timeline: { readonly events: readonly { readonly event: string; readonly text: string }[] } }] };
const wuhan = join(repository, 'test/scenarios/wuhan.yaml');
const [zhengzhou, allGoesWrong] = ['zhengzhou', 'all-goes-wrong'].map((name) => join(repository, `test/scenarios/${name}.yaml`)) as [string, string];
let server: EmbeddedServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pingjia-e2e-'));
  server = await startEmbeddedServer();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the Wuhan case', () => {
  test('runs through HTTP from registration to closing without a title', async () => {
    const { code, out, err } = await played([wuhan, '--json']);
    const document = JSON.parse(out) as Document;
    expect(err).toBe('');
    expect(document).toMatchObject({ scenario: 'wuhan', held: true, evaluations: [{ id: 'centre.2009.1', status: { status: 'closedNoTitle' } }] });
    expect(document.steps.map(({ verdict }) => verdict)).not.toContain('repeated');
    expect(code).toBe(0);
  });

  test('played twice on one server it records nothing new', async () => {
    const first = JSON.parse((await played([wuhan, '--json'])).out) as Document;
    const position = await viewPosition();
    const second = await played([wuhan, '--json']);
    const again = JSON.parse(second.out) as Document;
    expect(second.code).toBe(0);
    expect(new Set(again.steps.map(({ verdict }) => verdict))).toEqual(new Set(['repeated', 'awaited', 'before']));
    expect(await viewPosition()).toBe(position);
    expect(again.evaluations).toEqual(first.evaluations);
    expect(again.finally).toEqual(first.finally);
  });

  test('is told in lines, in Chinese and in English', async () => {
    const chinese = await played([wuhan, '--lang', 'zh-CN']);
    expect(chinese.out).toContain('已办结（本年度未申报）');
    expect(chinese.out).toContain('应到、实到');
    const english = await played([wuhan, '--lang', 'en']);
    expect(english.out).toContain('closed without a title');
    expect(english.out).not.toMatch(/(do|event|status|office|field)\.[A-Za-z]/);
  });
});

describe('the Zhengzhou case', () => {
  test('ends after the visit with 25 of 25, awaits a verdict and claims none', async () => {
    const { code, out, err } = await played([zhengzhou, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { evaluations } = JSON.parse(out) as Told;
    expect(evaluations[0].status.status).toBe('awaitVerdict');
    const kinds = evaluations[0].timeline.events.map(({ event }) => event);
    expect(kinds.at(-1)).toBe('VisitRecorded');
    for (const never of ['AssemblyHeld', 'RoundOpened', 'VoteTallied', 'TitleAppliedFor', 'VerdictGiven', 'TitleGranted']) expect(kinds).not.toContain(never);
  });
});

describe('a year in which all goes wrong', () => {
  test('holds through every no, which leaves the history as it was, and played again records nothing', async () => {
    const first = JSON.parse((await played([allGoesWrong, '--json'])).out) as Document;
    expect(first.held).toBe(true);
    const refused = first.steps.filter(({ verdict }) => verdict === 'refused').length;
    expect(refused).toBe(11);
    const second = JSON.parse((await played([allGoesWrong, '--json'])).out) as Document;
    expect(second.held).toBe(true);
    expect(second.steps.filter(({ verdict }) => verdict === 'before')).toHaveLength(refused);
    expect(second.evaluations).toEqual(first.evaluations);
  });

  test('is told to a person without ids of things that have a name', async () => {
    for (const language of ['zh-CN', 'en']) {
      const { evaluations } = JSON.parse((await played([allGoesWrong, '--json', '--lang', language])).out) as Told;
      const texts = evaluations[0].timeline.events.map(({ text }) => text).join('\n');
      expect(texts).not.toMatch(/c1_3_v1|canteen|night_shift|vice_chair|\bstreet\b|“(office|line|shift)”|"(office|line|shift)"/);
    }
  });
});

describe('a scenario that cannot hold', () => {
  const little = (expectation: string) => `scenario: failing
actors:
  officer: { office: officer, body: federation-other }
steps:
  - at: 2010-01-04T09:00:00+08:00
    by: officer
    on: federation-other
    do: RegisterFederation
    with: { name: 另一局工会, line: industrial, superiors: [] }
    expect: ${expectation}
`;

  test('exits with 1 and names step and difference', async () => {
    const { code, err } = await played([written('failing.yaml', little('{ refused: already-registered }')), '--lang', 'en']);
    expect(code).toBe(1);
    expect(err).toMatch(/failing\.yaml:5 {2}step 1 RegisterFederation: not as expected/);
    expect(err).toContain('refused: expected "already-registered", found ["FederationRegistered"]');
  });

  test('exits with 1 when the final reads differ', async () => {
    const text = `${little('{ event: FederationRegistered }')}finally:\n  - { get: /health/live, expect: { live: false } }\n`;
    const { code, err } = await played([written('failing.yaml', text), '--lang', 'en']);
    expect(code).toBe(1);
    expect(err).toMatch(/failing\.yaml:12 {2}GET \/health\/live: not as expected/);
    expect(err).toContain('/live: expected false, found true');
  });

  test('exits with 2 and names the line where the file is wrong', async () => {
    const { code, err } = await played([written('wrong.yaml', little('{ event: FederationRegistered }').replace('    do:', '    does:')), '--lang', 'en']);
    expect(code).toBe(2);
    expect(err).toMatch(/wrong\.yaml:8 {2}\/steps\/0\/does: no such field; allowed: at, by, on, do/);
  });

  test('exits with 2 for wrong arguments and for a server that is not there', async () => {
    expect(await run([], {}, { out: () => {}, err: () => {} })).toBe(2);
    expect(await run([wuhan, '--speed', '9'], {}, { out: () => {}, err: () => {} })).toBe(2);
    expect(await run([wuhan, '--url', 'http://127.0.0.1:9'], {}, { out: () => {}, err: () => {} })).toBe(2);
  });
});

describe('compiled, as people start it', () => {
  test('the runner starts a server of its own and prints one document', async () => {
    const { code, out } = await child(['dist/test/scenarios/run.js', wuhan, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ held: true });
  });

  test('the demo plays all cases, sums up, shows where the server is, and ends in order on Ctrl-C', async () => {
    const { code, out } = await child(['dist/test/scenarios/demo.js', '--lang', 'en'], '/docs');
    const summary = out.slice(out.indexOf('How the unions ended'));
    expect(out.match(/case \d of 4/g)).toEqual(['case 1 of 4', 'case 2 of 4', 'case 3 of 4', 'case 4 of 4']);
    expect(out).toContain('Coverage: 65.0 % (665/1023)');
    expect(summary).toContain('closed without a title');
    expect(summary).toContain('25/25');
    expect(summary).toContain('308/385');
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/docs/);
    expect(out).toContain('Ended');
    expect(code).toBe(0);
  }, 600_000);
});

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
  return file;
}

async function played(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run([...args, '--url', server.url], {}, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const viewPosition = async () => (await fetch(`${server.url}/v1/evaluations/centre.2009.1`)).headers.get('pingjia-position');

/** Runs a compiled program; interrupts it once it has printed `until`. */
function child(args: readonly string[], until?: string): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, args, { cwd: repository, env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    let told = until === undefined;
    started.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (told || !out.includes(until ?? '')) return;
      told = true;
      started.kill('SIGINT');
    });
    started.once('error', reject);
    started.once('close', (code) => resolve({ code, out }));
  });
}
