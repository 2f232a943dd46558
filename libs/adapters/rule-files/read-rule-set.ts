import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contradictions, ruleSetMisfits, type RuleSet } from '#rules';
import { parseYaml, type YamlFile } from './yaml-file.js';

/** One thing wrong with a rule file: where, and what would be allowed. */
export type RuleFileFaultAt = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** JSON pointer within the file. */
  readonly path: string;
  readonly message: string;
  readonly allowed?: string;
};

/** A rule file that is no rule set, or one that contradicts itself. */
export class RuleFileFault extends Error {
  constructor(readonly faults: readonly RuleFileFaultAt[]) {
    super(faults.map(({ file, line, path, message, allowed }) => `${file}:${line} ${path || '/'} ${message}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`).join('\n'));
    this.name = 'RuleFileFault';
  }
}

/** The largest file that is read, in bytes. */
export const maxRuleFileBytes = 1_000_000;

const shipped = fileURLToPath(new URL('../../rules/sets/', import.meta.url));

/** Path of a rule set that ships with the program, by id: `default`, `wuhan`. */
export const shippedRuleSet = (id: string): string => join(shipped, `${id}.yaml`);

/**
 * Reads a rule set from its YAML file; `standard` may name a file beside it.
 * @throws RuleFileFault with file, line, path and what is allowed.
 */
export function readRuleSet(path: string): RuleSet {
  const file = open(path);
  const parts: Part[] = [{ file, at: '' }];
  let { value } = file;
  const standard = isRecord(value) ? value['standard'] : undefined;
  if (isRecord(value) && typeof standard === 'string') {
    if (!fileName.test(standard)) throw fault(file, '/standard', 'names no file beside this one', 'a name as standard-24.yaml, or the standard itself');
    const named = open(join(dirname(path), standard), { file, path: '/standard' });
    value = { ...value, standard: named.value };
    parts.push({ file: named, at: '/standard' });
  }
  const misfits = ruleSetMisfits(value);
  if (misfits.length > 0) throw new RuleFileFault(misfits.map((misfit) => ({ ...locate(parts, misfit.path), ...pick(misfit) })));
  const found = contradictions(value as RuleSet);
  if (found.length > 0) throw new RuleFileFault(found.map(({ code, path: at, details }) => ({ ...locate(parts, at), message: `${code} ${JSON.stringify(details)}` })));
  return value as RuleSet;
}

const fileName = /^[a-z0-9][a-z0-9._-]{0,63}\.ya?ml$/;

/** A file, and where in the rule set its content stands. */
type Part = { readonly file: YamlFile; readonly at: string };

function open(path: string, from?: { readonly file: YamlFile; readonly path: string }): YamlFile {
  const asked = (message: string, allowed?: string) =>
    from === undefined ? new RuleFileFault([{ file: path, line: 1, path: '', message, ...(allowed === undefined ? {} : { allowed }) }]) : fault(from.file, from.path, `${basename(path)} ${message}`, allowed);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) throw asked('is not there');
  if (stat.size > maxRuleFileBytes) throw asked(`has ${stat.size} bytes`, `at most ${maxRuleFileBytes}`);
  const parsed = parseYaml(path, readFileSync(path, 'utf8'));
  if (parsed.errors.length > 0) throw new RuleFileFault(parsed.errors.map(({ line, message }) => ({ file: path, line, path: '', message })));
  return parsed;
}

/** The place in the files of a JSON pointer into the rule set: the last part that holds it. */
function locate(parts: readonly Part[], pointer: string): Pick<RuleFileFaultAt, 'file' | 'line' | 'path'> {
  const { file, at } = parts.findLast((part) => pointer === part.at || pointer.startsWith(`${part.at}/`)) ?? (parts[0] as Part);
  const path = pointer.slice(at.length);
  return { file: file.path, line: file.lineOf(path), path };
}

const pick = ({ message, allowed }: { readonly message: string; readonly allowed?: string }) => (allowed === undefined ? { message } : { message, allowed });

const fault = (file: YamlFile, path: string, message: string, allowed?: string): RuleFileFault =>
  new RuleFileFault([{ file: file.path, line: file.lineOf(path), path, message, ...(allowed === undefined ? {} : { allowed }) }]);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
