import type { Asked, HttpClient } from './http-client.js';
import { isAwait, type CommandStep, type Scenario } from './scenario.js';
import { say, wordFor, type Language } from './wording.js';

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
  const { statusText = '—', unionName = '—', evaluatedYear = '—', result } = (status ?? {}) as { statusText?: string; unionName?: string; evaluatedYear?: number; result?: Result | null };
  const { events = [] } = (timeline ?? {}) as { events?: readonly unknown[] };
  const steps = (nextSteps as { nextSteps?: readonly { readonly text?: string }[] } | null)?.nextSteps ?? [];
  return [
    say(language, 'evaluation.head', { id, union: unionName, year: evaluatedYear }),
    `  ${say(language, 'evaluation.status', { status: statusText })}`,
    ...(result === undefined || result === null ? [] : ratesOf(result, language).map((line) => `  ${line}`)),
    `  ${say(language, 'evaluation.timeline', { count: events.length })}`,
    ...(steps.length === 0 ? [`  ${say(language, 'evaluation.noNextSteps')}`] : steps.map(({ text = '—' }) => `  ${text}`)),
  ];
}

type Rate = { readonly n: number; readonly m: number; readonly of: string };
type Result = { readonly endorsement: Rate; readonly rates: readonly Rate[] };

/** Endorsement, and the same ballots over every denominator: a rate is never told without its own. */
const ratesOf = ({ endorsement, rates }: Result, language: Language): readonly string[] => [
  say(language, 'evaluation.endorsement', { rate: rateOf(endorsement, language) }),
  say(language, 'evaluation.combined', { rates: rates.map((rate) => rateOf(rate, language)).join(say(language, 'print.comma')) }),
];

/** Cut, not rounded: 79.96 % must not read as 80.0 %. */
const rateOf = ({ n, m, of: base }: Rate, language: Language): string =>
  say(language, 'evaluation.rate', { rate: m === 0 ? '—' : (Math.floor((n * 1000) / m) / 10).toFixed(1), n, m, base: wordFor(language, 'field', base) });
