import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { contradictions, ruleSetMisfits, ruleSetText, standardFor } from '#rules';
import { readRuleSet, shippedRuleSet, shippedRuleSets } from './read-rule-set.js';
import { RuleFileFault } from './rule-file-fault.js';
import { maxRuleFileBytes } from './text-file.js';

describe.each(shippedRuleSets())('the shipped file "%s"', (name) => {
  const ruleSet = readRuleSet(shippedRuleSet(name));

  it('is a rule set of its name, as published', () => {
    expect(name).toBe(ruleSet.version === 1 ? ruleSet.id : `${ruleSet.id}.${ruleSet.version}`);
    expect(ruleSetMisfits(ruleSet)).toEqual([]);
    expect(contradictions(ruleSet)).toEqual([]);
  });
});

describe('what ships', () => {
  it('is a default in three versions, two cases, a town with joint unions and a railway group', () => {
    expect(shippedRuleSets()).toEqual(['default', 'default.2', 'default.3', 'joint', 'railway', 'wuhan', 'zhengzhou']);
  });

  it('stays as it was published: evaluations are pinned to it', () => {
    const digests = ['default', 'wuhan'].map((id) => nodeHashing.sha256(ruleSetText(readRuleSet(shippedRuleSet(id)))));
    expect(digests).toEqual(['1ae970fc62912eff31d52832a4a323ce537d86685c853c0ff20cb6b2770aa72b', '4def89be01892dd50d58a8f21421fcfffc3231ed0c3a5d5e7a4624952433e25c']);
  });

  it('groups by size as well in the third version of the default, which is the second in all else', () => {
    const [second, third] = ['default.2', 'default.3'].map((name) => readRuleSet(shippedRuleSet(name)));
    expect(third).toEqual({ ...second, version: 3, derivedFrom: { id: 'default', version: 2 }, statistics: { groupBy: ['class', 'size'], sizeBands: [25, 200, 1_000] } });
  });

  it('holds a short standard of eight criteria, for joint unions and unions under 25', () => {
    const joint = readRuleSet(shippedRuleSet('joint'));
    const criteriaOf = (unionClass: string, members?: number) => standardFor(joint, { unionClass, firstYear: false, ...(members === undefined ? {} : { members }) }).items.flatMap(({ criteria }) => criteria).length;
    expect([criteriaOf('jointUnion', 900), criteriaOf('privateFirm', 24), criteriaOf('privateFirm', 25), criteriaOf('privateFirm')]).toEqual([8, 8, 24, 24]);
  });

  it('holds case B by questionnaire: four steps, a proposition, 10 for each delegation', () => {
    const { steps, ballot, questionnaire, bodies } = readRuleSet(shippedRuleSet('zhengzhou'));
    expect(steps).toEqual({ required: ['plan', 'selfInspection', 'report'], recorded: ['progress', 'acceptance', 'rectification'] });
    expect([ballot.kind, ballot.grades, bodies]).toEqual(['propositions', ['agree', 'disagree', 'abstain'], ['questionnaire']]);
    expect(questionnaire?.sample).toEqual({ perGroup: 10 });
  });

  it('holds a ladder of 70, 80 and 85 per cent with a pacesetter after three years', () => {
    const { titles } = readRuleSet(shippedRuleSet('railway'));
    expect(titles.map(({ id, endorsement, off }) => [id, endorsement, off ?? false])).toEqual([
      ['qualified', '70/100', false],
      ['advanced', '80/100', false],
      ['model', '85/100', false],
      ['pacesetter', '85/100', false],
      ['nationalModel', '90/100', true],
    ]);
    expect(titles[3]?.requires?.heldFor).toEqual({ title: 'model', years: 3 });
  });
});

describe.each(['default', 'wuhan'])('the shipped rule set "%s"', (id) => {
  const ruleSet = readRuleSet(shippedRuleSet(id));

  it('fits the schema and does not contradict itself', () => {
    expect(ruleSetMisfits(ruleSet)).toEqual([]);
    expect(contradictions(ruleSet)).toEqual([]);
    expect(ruleSet.id).toBe(id);
  });

  it('has 6 items, 24 criteria and 100 points', () => {
    const points = ruleSet.standard.items.map(({ criteria }) => criteria.reduce((sum, criterion) => sum + criterion.points, 0));
    expect(points).toEqual([18, 16, 20, 14, 18, 14]);
    const criteria = ruleSet.standard.items.flatMap((item) => item.criteria);
    expect(criteria).toHaveLength(24);
    expect(criteria.filter(({ obligatory }) => obligatory).map((criterion) => criterion.id)).toEqual(['1.1', '1.3', '3.1', '6.2']);
    expect(criteria.filter(({ notInFirstYear }) => notInFirstYear).map((criterion) => criterion.id)).toEqual(['6.2']);
  });

  it('is the same text, and so the same digest, each time', () => {
    expect(nodeHashing.sha256(ruleSetText(readRuleSet(shippedRuleSet(id))))).toBe(nodeHashing.sha256(ruleSetText(ruleSet)));
  });
});

it('holds case C: assembly and vote by 15 March of the year after', () => {
  expect(readRuleSet(shippedRuleSet('wuhan')).due).toMatchObject({ assembly: 'Y+1-03-15', vote: 'Y+1-03-15' });
});

describe('a rule file that is wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const text = readFileSync(shippedRuleSet('default'), 'utf8');
  const standard = readFileSync(shippedRuleSet('standard-24'), 'utf8');
  const lineWith = (of: string, needle: string) => of.split('\n').findIndex((line) => line.includes(needle)) + 1;

  /** The faults of the default files after a replacement in one of them. */
  function faultsOf(changed: { rules?: readonly [string, string]; standard?: readonly [string, string] }) {
    const write = (name: string, content: string, [from, to]: readonly [string, string] = ['', '']) => {
      expect(content).toContain(from);
      writeFileSync(join(folder, name), content.replace(from, to));
    };
    write('rules.yaml', text, changed.rules);
    write('standard-24.yaml', standard, changed.standard);
    return faultsIn(join(folder, 'rules.yaml'));
  }

  function faultsIn(path: string) {
    try {
      readRuleSet(path);
    } catch (error) {
      if (error instanceof RuleFileFault) return error.faults;
      throw error;
    }
    return [];
  }

  it('is told with its line, its path and what is allowed', () => {
    expect(faultsOf({ rules: ['countEntry: signedSheet', 'countEntry: guessed'] })).toMatchObject([
      { file: join(folder, 'rules.yaml'), line: lineWith(text, 'countEntry'), path: '/countEntry', allowed: 'signedSheet, twoEntries' },
    ]);
  });

  it('is told of a field that is strange, and of one that is missing', () => {
    expect(faultsOf({ rules: ['planApproval:', 'planAproval:'] })).toEqual([
      expect.objectContaining({ line: lineWith(text, 'id: default'), path: '/planApproval', message: 'is missing' }),
      expect.objectContaining({ line: lineWith(text, 'planApproval'), path: '/planAproval', message: 'is not a field here' }),
    ]);
  });

  it('is told of a fault in the standard at its place in that file', () => {
    expect(faultsOf({ standard: ["id: '2.3'", 'id: 2.3'] })).toMatchObject([
      { file: join(folder, 'standard-24.yaml'), line: lineWith(standard, "id: '2.3'"), path: '/items/1/criteria/2/id' },
    ]);
  });

  it('is told of a fault in an alternative standard at its place in that file', () => {
    const short = readFileSync(shippedRuleSet('standard-8'), 'utf8');
    writeFileSync(join(folder, 'short.yaml'), short.replace('points: 15', 'points: 16'));
    expect(faultsOf({ rules: ['standard: standard-24.yaml', 'standard: standard-24.yaml\nstandards: [{ id: short, for: [{ membersBelow: 25 }], standard: short.yaml }]'] })).toMatchObject([
      { file: join(folder, 'short.yaml'), line: lineWith(short, 'items:'), column: 1, path: '/items', code: 'points-not-total', details: { points: 101 } },
    ]);
  });

  it('is told of contradictions, wherever they stand', () => {
    expect(faultsOf({ rules: ['upper: [satisfied, basicallySatisfied]', 'upper: [delighted]'], standard: ['points: 6', 'points: 5'] })).toEqual([
      expect.objectContaining({ line: lineWith(text, 'upper:'), path: '/endorsement/upper/0', message: expect.stringContaining('upper-not-a-grade') }),
      expect.objectContaining({ file: join(folder, 'standard-24.yaml'), path: '/items', message: 'points-not-total {"points":99,"total":100}' }),
    ]);
  });

  it.each([
    ['a doubled key', ['version: 1', 'version: 1\nversion: 2'], 'unique'],
    ['broken YAML', ['bodies: [', 'bodies: [['], ''],
    ['a standard that is not there', ['standard-24.yaml', 'other.yaml'], 'other.yaml is not there'],
    ['a standard elsewhere', ['standard-24.yaml', '../standard-24.yaml'], 'names no file beside this one'],
  ] as const)('is told of %s', (_, rules, message) => {
    const [first] = faultsOf({ rules: [rules[0], rules[1]] });
    expect(first?.message).toContain(message);
    expect(first?.line).toBeGreaterThan(1);
  });

  it.each([
    ['empty.yaml', ''],
    ['list.yaml', '- 1\n- 2\n'],
    ['text.yaml', 'just a text\n'],
  ])('is no rule set at all: %s', (name, content) => {
    writeFileSync(join(folder, name), content);
    expect(faultsIn(join(folder, name))[0]).toMatchObject({ file: join(folder, name), line: 1 });
  });

  it('is not read beyond its limit, nor expanded beyond reason', () => {
    writeFileSync(join(folder, 'large.yaml'), `a: ${'x'.repeat(maxRuleFileBytes)}\n`);
    expect(faultsIn(join(folder, 'large.yaml'))).toMatchObject([{ allowed: `at most ${maxRuleFileBytes}` }]);
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefg'.split('').map((key, index) => `${key}: &${key} [${Array(10).fill(`*${'abcdef'[index]}`).join(', ')}]`)];
    writeFileSync(join(folder, 'bomb.yaml'), `${bomb.join('\n')}\n`);
    expect(faultsIn(join(folder, 'bomb.yaml'))[0]?.message).toContain('alias');
    expect(faultsIn(join(folder, 'absent.yaml'))).toMatchObject([{ message: 'is not there' }]);
  });
});
