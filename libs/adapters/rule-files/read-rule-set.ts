import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotCanonical } from '#kernel';
import { contradictions, ruleSetMisfits, ruleSetText, type RuleSet } from '#rules';
import { RuleFileFault, type RuleFileFaultAt } from './rule-file-fault.js';
import { textOf } from './text-file.js';
import { parseYaml, type YamlFile } from './yaml-file.js';

const shipped = fileURLToPath(new URL('../../rules/sets/', import.meta.url));

/** Path of a rule set that ships with the program, by id: `default`, `wuhan`. */
export const shippedRuleSet = (id: string): string => join(shipped, `${id}.yaml`);

/** Ids of all rule sets that ship with the program; standards, which they name, stand beside them. */
export const shippedRuleSets = (): readonly string[] =>
  readdirSync(shipped)
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('standard-'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .toSorted();

/**
 * Reads a rule set from its YAML or JSON file; `standard`, its own and that of an alternative, may name a file beside it.
 * @throws RuleFileFault with file, line, column, path and what is allowed.
 */
export function readRuleSet(path: string): RuleSet {
  const file = open(path);
  const { value, parts } = withStandards(file);
  const misfits = ruleSetMisfits(value);
  if (misfits.length > 0) throw new RuleFileFault(misfits.map(({ path: at, ...misfit }) => ({ ...locate(parts, at), ...misfit })).toSorted(byPlace));
  const ruleSet = value as RuleSet;
  const found = contradictions(ruleSet);
  if (found.length > 0) throw new RuleFileFault(found.map(({ code, path: at, details }) => ({ ...locate(parts, at), message: `${code} ${JSON.stringify(details)}`, code, details })));
  assertStorable(ruleSet, parts);
  return ruleSet;
}

const fileName = /^[a-z0-9][a-z0-9._-]{0,63}\.ya?ml$/;

/** A file, and where in the rule set its content stands. */
type Part = { readonly file: YamlFile; readonly at: string };

/** The rule set with the files it names for its standards put in their places. */
function withStandards(file: YamlFile): { readonly value: unknown; readonly parts: readonly Part[] } {
  const parts: Part[] = [{ file, at: '' }];
  const filled = (standard: unknown, at: string): unknown => {
    if (typeof standard !== 'string') return standard;
    if (!fileName.test(standard)) throw fault(file, at, { code: 'standard-name', message: 'names no file beside this one', allowed: 'a name as standard-24.yaml, or the standard itself' });
    const named = open(join(dirname(file.path), standard), { file, path: at });
    parts.push({ file: named, at });
    return named.value;
  };
  const { value } = file;
  if (!isRecord(value)) return { value, parts };
  const standards = value['standards'];
  const alternatives = Array.isArray(standards) ? standards.map((one: unknown, index) => (isRecord(one) && 'standard' in one ? { ...one, standard: filled(one['standard'], `/standards/${index}/standard`) } : one)) : standards;
  return { value: { ...value, ...('standard' in value ? { standard: filled(value['standard'], '/standard') } : {}), ...(standards === undefined ? {} : { standards: alternatives }) }, parts };
}

function open(path: string, from?: { readonly file: YamlFile; readonly path: string }): YamlFile {
  const read = textOf(path);
  if (typeof read !== 'string') {
    if (from === undefined || read.code !== 'file-absent') throw new RuleFileFault([{ file: path, line: 1, column: 1, path: '', ...read }]);
    throw fault(from.file, from.path, { ...read, message: `${basename(path)} ${read.message}`, details: { file: basename(path) } });
  }
  const parsed = parseYaml(path, read);
  if (parsed.errors.length > 0) throw new RuleFileFault(parsed.errors.map((error) => ({ file: path, path: '', details: { reason: error.message }, ...error })));
  return parsed;
}

/** Texts with half a character, which YAML can spell as "\ud800", cannot be stored. */
function assertStorable(ruleSet: RuleSet, parts: readonly Part[]): void {
  try {
    ruleSetText(ruleSet);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    throw new RuleFileFault([{ ...locate(parts, error.path), code: 'text-not-canonical', message: error.reason, details: {} }]);
  }
}

/** The place in the files of a JSON pointer into the rule set: the last part that holds it. */
function locate(parts: readonly Part[], pointer: string): Pick<RuleFileFaultAt, 'file' | 'line' | 'column' | 'path'> {
  const { file, at } = parts.findLast((part) => pointer === part.at || pointer.startsWith(`${part.at}/`)) ?? (parts[0] as Part);
  const path = pointer.slice(at.length);
  return { file: file.path, ...file.placeOf(path), path };
}

type What = Pick<RuleFileFaultAt, 'code' | 'message'> & Partial<Pick<RuleFileFaultAt, 'allowed' | 'details'>>;

const fault = (file: YamlFile, path: string, what: What): RuleFileFault => new RuleFileFault([{ file: file.path, ...file.placeOf(path), path, details: {}, ...what }]);

const byPlace = (a: RuleFileFaultAt, b: RuleFileFaultAt): number => (a.file === b.file ? a.line - b.line || a.column - b.column : 0);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
