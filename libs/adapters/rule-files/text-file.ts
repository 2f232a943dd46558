import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { RuleFileFaultAt } from './rule-file-fault.js';

/** The largest file that is read, in bytes. */
export const maxRuleFileBytes = 1_000_000;

/** Why a file has no text. */
export type NoText = Pick<RuleFileFaultAt, 'code' | 'message' | 'details'> & { readonly allowed?: string };

/** The text of a file in UTF-8, without the mark that some editors put in front; or why there is none. */
export function textOf(path: string): string | NoText {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return { code: 'file-absent', message: 'is not there', details: { file: path } };
    if (stat.size > maxRuleFileBytes) return { code: 'file-too-large', message: `has ${stat.size} bytes`, allowed: `at most ${maxRuleFileBytes}`, details: { bytes: stat.size, most: maxRuleFileBytes } };
    const bytes = readFileSync(path);
    // UTF-16 and GB18030 are what Chinese editors save by default; neither is ever valid UTF-8 with Chinese in it.
    if (!isUtf8(bytes) || bytes.includes(0)) return { code: 'file-not-utf8', message: 'is not UTF-8', allowed: 'UTF-8', details: {} };
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return { code: 'file-unreadable', message: `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`, details: { reason: (error as NodeJS.ErrnoException).code ?? '' } };
  }
}
