import { filesOf, findings } from './files.js';

/** What the house rules say of files, and dependency-cruiser cannot see. */
const folders = ['apps', 'libs', 'bench', 'test'];
const sources = filesOf(folders, ['.ts', '.tsx']);
const specs = sources.filter(({ path }) => /[.](spec|contract)[.]ts$/.test(path));
const self = 'test/house-rules.spec.ts';
const others = sources.filter(({ path }) => path !== self);

describe('files', () => {
  it('are there to be judged', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('bear kebab-case names with a role from the closed list', () => {
    const word = '[a-z0-9]+(-[a-z0-9]+)*';
    const role = '(view|policy|port|contract|controller|body|handler|processor|module|filter|worker)';
    const name = new RegExp(`^${word}([.]${role})?([.]spec|[.]e2e[.]spec)?[.]tsx?$`);
    expect(sources.filter(({ path }) => !name.test(path.split('/').at(-1) ?? '')).map(({ path }) => path)).toEqual([]);
  });

  it('and folders are named for what they are about, not for being left over', () => {
    const leftOver = /(^|\/)(utils?|common|shared|helpers?|types|interfaces|misc)([./]|$)/;
    expect(sources.map(({ path }) => path).filter((path) => leftOver.test(path))).toEqual([]);
  });

  it('fit on a few screens: at most 220 lines', () => {
    expect(sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).filter(({ lines }) => lines > 220)).toEqual([]);
  });

  it('export by name, never a whole file', () => {
    expect(findings(others, /^\s*export \*/)).toEqual([]);
  });

  it('prefix no interface with I', () => {
    expect(findings(others, /^\s*(export )?(interface|type|class) I[A-Z][a-z]/)).toEqual([]);
  });

  it('speak of no machine they were written on', () => {
    const all = filesOf([''], ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.md', '.yaml', '.yml', '.sh', 'Dockerfile', '.ci/run']).filter(({ path }) => path !== self);
    expect(findings(all, /(^|[\s'"`(=:])\/(work|home|Users|root|tmp)\//)).toEqual([]);
    const lock = all.filter(({ path }) => path === 'package-lock.json');
    expect(findings(lock, /"integrity": "sha512-/).length).toBeGreaterThan(100);
    // Where a package is downloaded from is the business of whoever installs it.
    expect(findings(lock, /"resolved":/)).toEqual([]);
  });
});

describe('decisions on record (docs/adr)', () => {
  const records = filesOf(['docs/adr'], ['.md']);
  const numberOf = (path: string) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1] ?? path;

  it('are numbered, no two alike, as their titles say', () => {
    const numbers = records.map(({ path }) => numberOf(path));
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers.filter((number, index) => numbers.indexOf(number) < index)).toEqual([]);
    expect(records.filter(({ path, text }) => !text.startsWith(`# ADR-${numberOf(path)}: `)).map(({ path }) => path)).toEqual([]);
  });

  it('are there where they are referred to, under that number', () => {
    const linked = filesOf([''], ['.md']).flatMap(({ path, text }) => [...text.matchAll(/\[ADR-(\d{4})\]\((?:[a-z./]*\/)?((\d{4})-[a-z0-9-]+\.md)/g)].map(([, said, file, number]) => ({ path, said, file, number })));
    expect(linked.length).toBeGreaterThan(2);
    expect(linked.filter(({ said, file, number }) => said !== number || !records.some(({ path }) => path === `docs/adr/${file}`))).toEqual([]);
    const named = filesOf(['apps', 'libs', 'docs', 'test'], ['.ts', '.md']).flatMap(({ path, text }) => [...text.matchAll(/\bADR-(\d{4})\b/g)].map(([, number]) => ({ path, number })));
    expect(named.filter(({ number }) => !records.some(({ path }) => numberOf(path) === number))).toEqual([]);
  });
});

describe('specs', () => {
  it('run all that they hold: nothing is singled out or left out', () => {
    expect(findings(specs.filter(({ path }) => path !== self), /\b(it|test)[.](only|skip|todo)\(|\bdescribe[.]only\b|^\s*(fit|xit|xtest|fdescribe|xdescribe)\(/)).toEqual([]);
  });

  it('mock no module of ours: jest.mock does nothing on ES modules, silently', () => {
    expect(findings(others, /\bjest[.](mock|unstable_mockModule|spyOn)\(/)).toEqual([]);
  });

  it('wait for a condition, not for time to pass', () => {
    expect(findings(specs.filter(({ path }) => path !== self), /await (sleep|delay|wait)\(\d|setTimeout\(\w+, [\d_]+\)\)/)).toEqual([]);
  });

  it('have the limits of jest.config.js and `patienceMs`, or longer ones: shorter ones are kept by a fast machine only', () => {
    expect(findings(others, /^\s*\}, (\d{1,2}|1\d\d|2[0-3]\d)_000\);/)).toEqual([]);
    expect(findings(specs.filter(({ path }) => path !== self), /[.]reached\(.*, \d+_000\)/)).toEqual([]);
  });
});

describe('rules', () => {
  const pure = sources.filter(({ path }) => /^libs\/(kernel|register|rules|campaign|evaluation|reminders|views|sheets|intake)\//.test(path) && !/[.]spec[.]ts$|\/testing\//.test(path));

  it('read no clock, no chance, no environment', () => {
    expect(findings(pure, /\bDate[.]now\(|\bnew Date\(\)|\bMath[.]random\(|\bprocess[.](env|argv|cwd|hrtime|pid|platform)\b|\bcrypto[.]|\bperformance[.]now\(/)).toEqual([]);
  });
});
