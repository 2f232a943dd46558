import type { HttpClient } from './http-client.js';
import { isAwait, type Scenario } from './scenario.js';
import { say, wordFor, type Language } from './wording.js';

/** An evaluation as the server shows it at the end. */
export type ViewedEvaluation = { readonly id: string; readonly status: unknown; readonly timeline: unknown; readonly nextSteps: unknown };

const category = 'evaluation-';

/** Reads every evaluation that the scenario speaks of, not before its last write is visible. @throws Unreachable */
export async function viewEvaluations({ steps }: Scenario, client: HttpClient, position?: string): Promise<readonly ViewedEvaluation[]> {
  const ids = new Set(steps.flatMap((step) => (!isAwait(step) && step.on.startsWith(category) ? [step.on.slice(category.length)] : [])));
  return Promise.all([...ids].map((id) => viewEvaluation(id, client, position)));
}

async function viewEvaluation(id: string, client: HttpClient, position?: string): Promise<ViewedEvaluation> {
  const at = `/v1/evaluations/${id}`;
  const [status, timeline, nextSteps] = await Promise.all([client.get(at, position), client.get(`${at}/timeline`, position), client.get(`${at}/next-steps`, position)]);
  return { id, status: status.body, timeline: timeline.body, nextSteps: nextSteps.body };
}

/** Status and next steps as lines to read. */
export function linesOf({ id, status, nextSteps }: ViewedEvaluation, language: Language): readonly string[] {
  const { status: key } = (status ?? {}) as { status?: string };
  const steps = (nextSteps as { nextSteps?: readonly unknown[] } | null)?.nextSteps ?? [];
  return [id, say(language, 'evaluation.status', { status: wordFor(language, 'status', key ?? '—') }), ...(steps.length === 0 ? [say(language, 'evaluation.noNextSteps')] : [])];
}
