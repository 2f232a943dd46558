import type { Asked, HttpClient } from './http-client.js';
import { isAwait, type CommandStep, type Scenario } from './scenario.js';
import { say, type Language } from './wording.js';

/** An evaluation as the server shows it at the end. */
export type ViewedEvaluation = { readonly id: string; readonly status: unknown; readonly timeline: unknown; readonly nextSteps: unknown };

const category = 'evaluation-';

/** Reads every evaluation that the scenario speaks of, not before its last write is visible. @throws Unreachable */
export async function viewEvaluations({ steps }: Scenario, client: HttpClient, position?: string): Promise<readonly ViewedEvaluation[]> {
  const commands = steps.filter((step): step is CommandStep => !isAwait(step));
  const ids = new Set(commands.flatMap(({ on }) => (on.startsWith(category) ? [on.slice(category.length)] : [])));
  // What is due next is a question to a day: the one on which the scenario ends.
  const asked = { ...(position === undefined ? {} : { position }), ...(commands.length === 0 ? {} : { clock: commands.at(-1)?.at ?? '' }) };
  return Promise.all([...ids].map((id) => viewEvaluation(id, client, asked)));
}

async function viewEvaluation(id: string, client: HttpClient, asked: Asked): Promise<ViewedEvaluation> {
  const at = `/v1/evaluations/${id}`;
  const [status, timeline, nextSteps] = await Promise.all([client.get(at, asked), client.get(`${at}/timeline`, asked), client.get(`${at}/next-steps`, asked)]);
  return { id, status: status.body, timeline: timeline.body, nextSteps: nextSteps.body };
}

/** Status and next steps as lines to read, in the server's words. */
export function linesOf({ id, status, timeline, nextSteps }: ViewedEvaluation, language: Language): readonly string[] {
  const { statusText = '—', unionName = '—', evaluatedYear = '—' } = (status ?? {}) as { statusText?: string; unionName?: string; evaluatedYear?: number };
  const { events = [] } = (timeline ?? {}) as { events?: readonly unknown[] };
  const steps = (nextSteps as { nextSteps?: readonly { readonly text?: string }[] } | null)?.nextSteps ?? [];
  return [
    say(language, 'evaluation.head', { id, union: unionName, year: evaluatedYear }),
    `  ${say(language, 'evaluation.status', { status: statusText })}`,
    `  ${say(language, 'evaluation.timeline', { count: events.length })}`,
    ...(steps.length === 0 ? [`  ${say(language, 'evaluation.noNextSteps')}`] : steps.map(({ text = '—' }) => `  ${text}`)),
  ];
}
