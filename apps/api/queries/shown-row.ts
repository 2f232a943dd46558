import type { Language } from '#platform';
import type { EvaluationRow } from '#views';
import { describeStatus } from './describe.js';

/** The row without the folded state that only the fold needs. */
export function shownRow(id: string, { state: _state, ...row }: EvaluationRow, language: Language) {
  return { id, ...row, revision: String(row.revision), statusText: describeStatus(row.status, language) };
}
