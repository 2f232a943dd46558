import type { ContradictionCode, MisfitCode } from '#rules';
import type { YamlFaultCode } from './yaml-file.js';

/** What can be wrong with a file before it is read as YAML, or with the file it names. */
export const fileFaultCodes = ['file-absent', 'file-unreadable', 'file-too-large', 'file-not-utf8', 'standard-name', 'text-not-canonical'] as const;
export type RuleFileCode = (typeof fileFaultCodes)[number] | YamlFaultCode | MisfitCode | ContradictionCode;

/** One thing wrong with a rule file: where, and what would be allowed. */
export type RuleFileFaultAt = {
  readonly file: string;
  /** Line and column are counted from 1. */
  readonly line: number;
  readonly column: number;
  /** JSON pointer within the file. */
  readonly path: string;
  /** For whoever reads logs; readers of a language get the code's text. */
  readonly message: string;
  readonly allowed?: string;
  readonly code: RuleFileCode;
  readonly details: { readonly [name: string]: unknown };
};

/** A rule file that is no rule set, or one that contradicts itself. */
export class RuleFileFault extends Error {
  constructor(readonly faults: readonly RuleFileFaultAt[]) {
    super(faults.map(({ file, line, path, message, allowed }) => `${file}:${line} ${path || '/'} ${message}${allowed === undefined ? '' : ` (allowed: ${allowed})`}`).join('\n'));
    this.name = 'RuleFileFault';
  }
}
