import { fileFaultCodes, yamlFaultCodes } from '#adapters/rule-files';
import { evaluationStatuses, exemptionReasons, milestones, missingNames, nextStepNames, nextStepReasons } from '#evaluation';
import { describedFields, domainCatalogue, languages, problemStatus, textKeys, textPattern } from '#platform';
import { unionClasses } from '#register';
import { bodies, contradictionCodes, countNames, forms, knownWords, levels, misfitCodes, RuleSet, stepNames } from '#rules';
import { refusalCodes } from '../apps/api/index.js';
import { filesOf } from './files.js';

/** Every word people see has its text in both languages, and no text is left over. */
const written = (folder: string, language: string) => filesOf([folder], [`${language}.json`])[0]?.text ?? '{}';
const resource = (folder: string, language: string) => JSON.parse(written(folder, language)) as Record<string, string>;
/** Keys as they are written: of a key that stands there twice, JSON.parse keeps the last and says nothing. */
const keysWritten = (text: string) => [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"(?:[^"\\]|\\.)*"/g)].map(([, key = '']) => key);
const twice = (keys: readonly string[]) => keys.filter((key, index) => keys.indexOf(key) !== index);
const placeholders = (text: string) => [...text.matchAll(/\{(?:\w+:)?([\w.]+)\}/g)].map(([, path = '']) => path).toSorted();
const below = (keys: readonly string[], prefix: string) => keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

describe.each(['libs/platform/texts', 'test/scenarios/texts'])('the texts of %s', (folder) => {
  const [chinese, english] = [resource(folder, 'zh-CN'), resource(folder, 'en')];

  it('are there in both languages, none empty', () => {
    expect(Object.keys(chinese).length).toBeGreaterThan(0);
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted());
    expect(Object.entries({ ...english, ...chinese }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(['zh-CN', 'en'])('stand there once each in %s', (language) => {
    const keys = keysWritten(written(folder, language));
    expect(twice(keys)).toEqual([]);
    expect(new Set(keys)).toEqual(new Set(Object.keys(resource(folder, language))));
  });

  it('name the same details in both', () => {
    const unlike = Object.keys(chinese).filter((key) => placeholders(chinese[key] ?? '').join() !== placeholders(english[key] ?? '').join());
    expect(unlike).toEqual([]);
  });

  it('are written in their language, the Chinese with full-width punctuation', () => {
    expect(Object.entries(english).filter(([, text]) => /[\u4e00-\u9fff，。：；（）]/.test(text.replaceAll(/\([^)]*\)|《[^》]*》/g, ''))).map(([key]) => key)).toEqual([]);
    expect(Object.entries(chinese).filter(([, text]) => /[\u4e00-\u9fff][,;:!?]|[,;!?][\u4e00-\u9fff]/.test(text)).map(([key]) => key)).toEqual([]);
  });
});

it('a key that stands there twice is noticed, also where the text of another looks like one', () => {
  expect(twice(keysWritten('{ "a": "1", "b": "say \\"a\\": so", "a": "2" }'))).toEqual(['a']);
  expect(twice(keysWritten('{ "a": "1", "b": "say \\"a\\": so" }'))).toEqual([]);
});

describe('the texts of the platform', () => {
  const keys = textKeys('en');

  it('say title and detail of every problem and refusal, and of no other', () => {
    const codes = [...Object.keys(problemStatus), ...refusalCodes];
    expect(below(keys, 'problem.').toSorted()).toEqual(codes.flatMap((code) => [code, `${code}.title`]).toSorted());
  });

  it('say every event, and no other', () => {
    expect(below(keys, 'event.').toSorted()).toEqual(domainCatalogue.types.map(({ type }) => type).toSorted());
  });

  it('say every status, and no other', () => {
    expect(below(keys, 'status.').toSorted()).toEqual([...evaluationStatuses].toSorted());
  });

  it('say every next step, why it is due and what is missing', () => {
    const wanted = [...nextStepNames.map((name) => `step.${name}`), ...nextStepReasons.map((reason) => `step.because.${reason}`), ...missingNames.map((name) => `word.${name}`)];
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('say every milestone, reason and word of the rules', () => {
    const words = [...milestones, ...exemptionReasons, ...Object.keys(RuleSet.properties.due.properties), ...bodies, ...countNames, ...stepNames];
    expect(words.filter((word) => !keys.includes(`word.${word}`))).toEqual([]);
  });

  it('say every contradiction of a rule set, and no other, with the details that are given', () => {
    expect(below(keys, 'contradiction.').toSorted()).toEqual([...contradictionCodes].toSorted());
    const rules = filesOf(['libs/rules'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts')).map(({ text }) => text).join('\n');
    const given = [...rules.matchAll(/code: '([a-z0-9-]+)', path: [^\n]*?details: \{([^{}]*)\}/g)];
    expect(given.length).toBeGreaterThan(35);
    const missing = given.flatMap(([, code = '', details = '']) => placeholders(textPattern('en', `contradiction.${code}`)).filter((name) => !details.includes(name.slice(1, -1)) && !details.includes('...told')).map((name) => `${code} ${name}`));
    expect(missing).toEqual([]);
  });

  it('say every fault of a rule file, every form a field may have and every field, and no other', () => {
    expect(below(keys, 'fault.').toSorted()).toEqual([...misfitCodes, ...fileFaultCodes, ...yamlFaultCodes].toSorted());
    expect(Object.keys(forms).filter((form) => !keys.includes(`form.${form}`))).toEqual([]);
    expect(below(keys, 'ruleField.').toSorted()).toEqual(describedFields().toSorted());
    expect(levels.filter((level) => !keys.includes(`level.${level}`))).toEqual([]);
  });

  it('say every word that a rule set need not name', () => {
    expect(knownWords.reason).toEqual(exemptionReasons);
    expect(knownWords.class).toEqual(unionClasses);
    expect(Object.values(knownWords).flat().filter((word) => !keys.includes(`word.${word}`))).toEqual([]);
  });

  it('of a refusal ask for no detail that the rule does not give', () => {
    const rules = filesOf(['libs/register', 'libs/rules', 'libs/campaign', 'libs/evaluation', 'libs/reminders'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts'));
    // Only refusals whose details are spelt out where they are given; those that pass a value on cannot be read here.
    const given = rules.flatMap(({ text }) => [...text.matchAll(/\brefuse\(\s*'([a-z0-9-]+)',\s*\{([^{}.]*)\}/g)].map(([, code = '', details = '']) => ({ code, details: new Set(details.match(/\w+/g)) })));
    expect(given.length).toBeGreaterThan(50);
    const missing = languages.flatMap((language) =>
      given.flatMap(({ code, details }) => placeholders(textPattern(language, `problem.${code}`)).filter((name) => (name === '.' ? !(details.has('n') && details.has('m')) : !details.has(name.split('.')[0] ?? ''))).map((name) => `${code} ${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('say every date of a command by a word where it is refused', () => {
    const rules = filesOf(['libs/register', 'libs/campaign', 'libs/evaluation', 'libs/reminders'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts')).map(({ text }) => text).join('\n');
    const single = [...rules.matchAll(/\{ field: '(\w+)', date\b/g)].map(([, field = '']) => field);
    const together = [...rules.matchAll(/(?<!function )\bdaysRefused\([^{}()]*\{ ([\w, ]+) \}/g)].flatMap(([, fields = '']) => fields.split(', '));
    expect(together).toEqual(expect.arrayContaining(['madeOn', 'signedOn', 'receivedOn']));
    expect([...new Set([...single, ...together])].filter((field) => !keys.includes(`word.${field}`))).toEqual([]);
  });

  it('are all asked for somewhere', () => {
    const asking = filesOf(['apps', 'libs'], ['.ts', '.yaml']).filter(({ path }) => !path.endsWith('.spec.ts')).map(({ text }) => text).join('\n');
    const asked = new Set(asking.match(/[A-Za-z][\w-]*/g));
    const inFull = (last: string) => asked.has(last) || asking.includes(`'${last}'`);
    // A family, as `zeroBlocks-any`, is asked for by its first word and a value of the rules.
    const byFamily = (last: string) => last.includes('-') && asking.includes(`\`${last.slice(0, last.indexOf('-'))}-\${`) && inFull(last.split('-').at(-1) ?? '');
    expect(keys.filter((key) => !key.startsWith('problem.') && !builtIn.has(key) && !inFull(key.split('.').at(-1) ?? '') && !byFamily(key.split('.').at(-1) ?? ''))).toEqual([]);
  });

  it('have a text for every key that the code spells out', () => {
    const sources = filesOf(['apps', 'libs'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts'));
    const spelt = sources.flatMap(({ text }) => [...text.matchAll(/textFor\([^,()]+, '([\w.-]+)'/g)].map(([, key = '']) => key));
    expect(spelt.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('come in the languages that requests may ask for', () => {
    expect(languages.map((language) => textKeys(language).length)).toEqual(languages.map(() => keys.length));
  });
});

/** Rules whose names class-validator makes: a list that is none, too long, too short; an object that is none. */
const builtIn = new Set(['field.isArray', 'field.arrayMaxSize', 'field.arrayMinSize', 'field.isObject', 'field.nestedValidation']);
