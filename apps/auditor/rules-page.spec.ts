import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Compile } from 'typebox/schema';
import { parse, stringify } from 'yaml';
import { shippedRuleSet, shippedRuleSets } from '#adapters/rule-files';
import { knownWords } from '#rules';
import { rulesCommand } from './rules-command.js';
import { pageFile, schemaFile } from './rules-docs.js';

/** The page on rule sets promises that what it shows works: its example, and each variation put in the example's place. */
const page = readFileSync(pageFile, 'utf8');
const shown = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text);
const [example = '', ...variations] = shown;
const folder = mkdtempSync(join(tmpdir(), 'rules-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(command: string, text: string) {
  const path = join(folder, 'hekou.yaml');
  writeFileSync(path, text);
  const said: string[] = [];
  const code = await rulesCommand([command, path, '--lang', 'en'], { out: (line) => said.push(line), err: (line) => said.push(line) });
  return { code, said: said.join('\n') };
}

it('has an example that is in order and explains itself', async () => {
  expect(await run('check', example)).toMatchObject({ code: 0 });
  const { said } = await run('explain', example);
  expect(said).toContain("Voted on: the Home, the committee's work; grades: very satisfied, satisfied, basically satisfied, dissatisfied.");
  expect(said).toContain('−1 for each 5 percentage points or part of it below 90 %, down to 0.');
});

it('shows every variation', () => expect(variations).toHaveLength(7));

it.each(variations.map((text) => [text.split('\n').find((line) => !line.startsWith('words')) ?? '', text]))('has a variation in order: %s', async (_, variation) => {
  const whole = { ...(parse(example) as object), ...(parse(variation) as object) };
  expect(await run('check', stringify(whole))).toMatchObject({ code: 0, said: expect.stringContaining('in order') as string });
  expect((await run('explain', stringify(whole))).said).not.toMatch(/[{}]|undefined/);
});

it('goes with a schema that editors can use: it takes the example and every shipped file as it stands, and no other field', () => {
  const schema = Compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
  expect(schema.Check(parse(example))).toBe(true);
  for (const id of shippedRuleSets()) expect([id, schema.Check(parse(readFileSync(shippedRuleSet(id), 'utf8')))]).toEqual([id, true]);
  expect(schema.Check(parse(example.replace('countEntry:', 'countEntri:')))).toBe(false);
  expect(schema.Check(parse(example.replace('80/100', '80%')))).toBe(false);
});

it('lists the words that need no name', () => {
  for (const [kind, words] of Object.entries(knownWords)) expect(page).toMatch(new RegExp(`\\| ${kind === 'class' ? 'classes' : `${kind}s`} .*${words.map((word) => `\`${word}\``).join(' ')} \\|`));
});

it('shows faults as they are told', async () => {
  const { said } = await run('check', example.replace('countEntry: signedSheet', 'countEntry: guessed'));
  expect(said).toContain('/countEntry [not-one-of]\n    allowed are: signedSheet, twoEntries');
  const falling = example.replace('score: 80 }', 'score: 80 }\n  - { id: model, after: qualified, endorsement: 75/100, score: 90 }');
  expect((await run('check', falling)).said).toContain('"model" is above "qualified", yet asks for less (75/100, below it 80/100)');
});
