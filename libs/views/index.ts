import type { AnyView } from '#kernel';
import { evaluationStatus } from './evaluation-status.view.js';

export { evaluationRowOf, evaluationStatus, type EvaluationRow } from './evaluation-status.view.js';

/** Every view that a node keeps. */
export const views: readonly AnyView[] = [evaluationStatus];
