import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedRuleSet, shippedRuleSets } from '#adapters/rule-files';
import { languages } from '#platform';
import { rulesCommand } from './rules-command.js';
import { pageFile, schemaFile, schemaText, withTables } from './rules-docs.js';

const folder = mkdtempSync(join(tmpdir(), 'rules-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await rulesCommand(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const text = readFileSync(shippedRuleSet('default'), 'utf8').replace('standard: standard-24.yaml', `standard:\n${readFileSync(shippedRuleSet('standard-24'), 'utf8').replaceAll(/^/gm, '  ')}`);
function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const changed = (name: string, from: string, to: string) => {
  expect(text).toContain(from);
  return file(name, text.replace(from, to));
};

describe('check', () => {
  it('says in both languages that a file is in order, or in the one asked for', async () => {
    const good = file('good.yaml', text);
    const { code, out } = await run('check', good);
    expect([code, out]).toEqual([0, expect.stringMatching(/符合要求.*\n.*in order \(rule set default, version 1, digest [0-9a-f]{64}\)/)]);
    expect((await run('check', good, '--lang', 'en')).out).not.toContain('符合');
    expect((await run('check', 'default', 'wuhan')).code).toBe(0);
  });

  it('names line, column, rule and what is allowed', async () => {
    const wrong = changed('wrong.yaml', 'countEntry: signedSheet', 'countEntry: guessed');
    const line = text.split('\n').findIndex((one) => one.startsWith('countEntry')) + 1;
    expect(await run('check', wrong, '--lang', 'en')).toEqual({ code: 1, out: '', err: `${wrong}:${line}:1 /countEntry [not-one-of]\n    allowed are: signedSheet, twoEntries\n${wrong}: 1 to be corrected before it can be published.` });
  });

  it.each([
    ['a field nobody knows', 'planApproval:', 'planAproval:', 'field-unknown', '没有字段“planAproval”'],
    ['a number without its quotes', "id: '1.1'", 'id: 1.1', 'wrong-type', '文字（数字请加引号）'],
    ['a share as a per cent', '80/100', '80%', 'wrong-form', '例如80/100'],
    ['too long a time', 'publicNoticeDays: 5', 'publicNoticeDays: 61', 'too-large', '不能大于60'],
    ['a day that no year has', 'inForce: { from: 2009-01-01', 'inForce: { from: 2009-02-30', 'date-impossible', '没有2009-02-30这一天'],
    ['too few entries', 'bodies: [assembly, congress, combined, questionnaire]', 'bodies: []', 'too-few', '不能少于1项'],
    ['points that do not add up', 'points: 6', 'points: 7', 'points-not-total', '合计101分，应为100分'],
    ['a word without a name', 'chairDuty]', 'viceChairs]', 'word-missing', '“viceChairs”没有名称'],
    ['a threshold that falls while climbing', '85/100, score: 85', '75/100, score: 85', 'thresholds-reversed', '要求却更低'],
    ['due dates out of order', 'selfInspection: Y-10-31', 'selfInspection: Y-12-31', 'due-out-of-order', '的期限Y-12-15早于“selfInspection”的期限Y-12-31'],
    ['a due date after the cut-off', 'application: Y+1-01-31', 'application: Y+1-12-30', 'due-after-cut-off', 'Y+1-12-30'],
    ['a tab', '  congress:', '\tcongress:', 'yaml-tab', '制表符'],
    ['a doubled field', 'version: 1', 'version: 1\nversion: 1', 'yaml-key-twice', '写了两次'],
    ['half a character', "en: 'Sound in organisation, firm on rights, clear in effect, trusted by staff'", String.raw`en: "\ud800"`, 'text-not-canonical', '半个字符'],
  ])('tells %s', async (_, from, to, code, words) => {
    const { code: exit, err } = await run('check', changed('changed.yaml', from, to));
    expect(exit).toBe(1);
    expect(err).toContain(`[${code}]`);
    expect(err).toContain(words);
    expect(err).not.toContain('{');
  });

  it.each([
    ['not UTF-8', Buffer.from([...Buffer.from('id: a # '), 0xc3, 0xe0, 0xc0, 0xbc]), 'file-not-utf8'],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'file-not-utf8'],
    ['larger than any rule set', 'x'.repeat(10_000_000), 'file-too-large'],
    ['nested without end', '['.repeat(30_000), 'yaml-too-deep'],
    ['lists in lists on one line', '- '.repeat(30_000), 'yaml-too-deep'],
    ['two documents', 'id: a\n---\nid: b\n', 'yaml-two-documents'],
    ['an alias of nothing', 'id: *nobody\n', 'yaml-aliases'],
    ['no YAML', '}{', 'yaml-syntax'],
    ['no rule set', '- 1\n', 'wrong-type'],
    ['empty', '', 'wrong-type'],
  ])('tells what is wrong with a file that is %s', async (_, content, code) => {
    const { code: exit, err } = await run('check', file('odd.yaml', content));
    expect([exit, err]).toEqual([1, expect.stringContaining(`[${code}]`)]);
    expect(err).not.toMatch(/\{\w+\}/);
  });

  it('reads what other editors write: a mark in front, JSON with tabs', async () => {
    expect((await run('check', file('bom.yaml', `\uFEFF${text}`))).code).toBe(0);
    const { parse } = await import('yaml');
    expect((await run('check', file('rules.json', JSON.stringify(parse(text), null, '\t')))).code).toBe(0);
  });

  it('ends with 2 where there is no file, and where nobody knows what is asked', async () => {
    expect(await run('check', join(folder, 'absent.yaml'))).toMatchObject({ code: 2, err: expect.stringContaining('[file-absent]') as string });
    for (const args of [[], ['check'], ['judge', 'x'], ['check', 'default', '--lang', 'fr'], ['check', 'default', '--lang'], ['diff', 'default'], ['publish', 'default'], ['explain', 'default', '--url', 'x']]) {
      expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringMatching(/用法[^]*usage/) as string });
    }
  });
});

describe('explain', () => {
  it('tells every shipped set in both languages, no word left over', async () => {
    for (const id of shippedRuleSets()) {
      const { code, out } = await run('explain', id);
      expect(code).toBe(0);
      expect(out).not.toMatch(/[{}]|undefined|\bword\.|rules\./);
    }
  });

  it('tells thresholds with their formula, from the file', async () => {
    const { out } = await run('explain', 'default', '--lang', 'en');
    expect(out).toContain('Endorsement: (satisfied + basically satisfied) ÷ present, on "the Home"; for a questionnaire ÷ issued.');
    expect(out).toContain('Advanced Home: after qualified Home; apply with an endorsement of at least 85 %; acceptance score at least 85 of 100.');
    expect(out).toContain('Public notice for 5 working days before a title is granted.');
    expect((await run('explain', 'default', '--lang', 'zh-CN')).out).toContain('公布测评结果：民主测评后5个工作日内。');
  });
});

describe('diff', () => {
  it('lists what changes', async () => {
    const next = changed('next.yaml', 'publicNoticeDays: 5', 'publicNoticeDays: 7');
    expect(await run('diff', 'default', next, '--lang', 'en')).toMatchObject({ code: 0, out: 'changed /publicNoticeDays: 5 → 7' });
    expect((await run('diff', 'default', file('same.yaml', text), '--lang', 'en')).out).toBe('No difference.');
  });
});

describe('publish', () => {
  let server: Server;
  const heard: { actor: unknown; body: string }[] = [];
  let status = 201;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ actor: request.headers['pingjia-actor'], body });
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ title: 'Already published', detail: 'Publish another.' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('sends the rule set as an officer of its issuer', async () => {
    expect(await run('publish', 'wuhan', '--url', url(), '--lang', 'en')).toMatchObject({ code: 0, out: expect.stringContaining('is published') as string });
    expect(heard.at(-1)?.actor).toBe('office=officer;body=federation-bureau');
    expect(JSON.parse(heard.at(-1)?.body ?? '')).toMatchObject({ ruleSet: { id: 'wuhan' } });
  });

  it('tells a refusal, and a server that is not there', async () => {
    status = 422;
    expect(await run('publish', 'wuhan', '--url', url(), '--lang', 'en')).toMatchObject({ code: 1, err: 'Not published: 422 Already published. Publish another.' });
    expect(await run('publish', 'wuhan', '--url', 'http://127.0.0.1:1', '--lang', 'en')).toMatchObject({ code: 2, err: expect.stringContaining('no answer from http://127.0.0.1:1') as string });
  });
});

describe('the pages made from the schema', () => {
  it('are not stale: npm run rules -- schema --write', () => {
    expect(readFileSync(schemaFile, 'utf8')).toBe(schemaText());
    expect(readFileSync(pageFile, 'utf8')).toBe(withTables(readFileSync(pageFile, 'utf8')));
  });

  it('describe every field in both languages', async () => {
    expect((await run('schema')).out).toBe(schemaText().trimEnd());
    expect(schemaText()).not.toContain('ruleField.');
    expect(languages).toHaveLength(2);
  });
});
