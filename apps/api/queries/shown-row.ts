import type { Language } from '#platform';
import { stoodAt, type EvaluationRow } from '#views';
import { describeStatus } from './describe.js';

/** The row without the folded state that only the fold needs; how far it has come as boards count it and lists ask for it. */
export function shownRow(id: string, { state: _state, ...row }: EvaluationRow, language: Language) {
  return { id, ...row, step: stoodAt(row), revision: String(row.revision), statusText: describeStatus(row.status, language) };
}
