import { percent } from '#rules';
import type { Asked, HttpClient } from './http-client.js';
import type { Played } from './play.js';
import { isAwait, isCommand, isPopulate, isRemind } from './scenario.js';
import { padTo, say, widthOf, wordFor, type Language } from './wording.js';

/** An evaluation as the server shows it at the end. */
export type ViewedEvaluation = { readonly id: string; readonly status: unknown; readonly timeline: unknown; readonly nextSteps: unknown };

const category = 'evaluation-';

/** Reads every evaluation that was spoken of, not before the last write is visible. @throws Unreachable */
export async function viewEvaluations(played: Pick<Played, 'steps' | 'position'>, client: HttpClient): Promise<readonly ViewedEvaluation[]> {
  const commands = commandsOf(played);
  const ids = new Set(commands.flatMap(({ on }) => (on.startsWith(category) ? [on.slice(category.length)] : [])));
  const asked = lastOf(played);
  return Promise.all([...ids].map((id) => viewEvaluation(id, client, asked)));
}

const commandsOf = ({ steps }: Pick<Played, 'steps'>) => steps.flatMap(({ step }) => (isCommand(step) ? [step] : []));

/** What is due is a question to a day: the one on which the play ended, with all that it wrote. */
export function lastOf({ steps, position }: Pick<Played, 'steps' | 'position'>): Asked {
  const clock = steps.flatMap(({ step }) => (isAwait(step) ? [] : [isPopulate(step) ? step.populate.at : isRemind(step) ? step.remind.at : step.at])).at(-1);
  return { ...(position === undefined ? {} : { position }), ...(clock === undefined ? {} : { clock }) };
}

async function viewEvaluation(id: string, client: HttpClient, asked: Asked): Promise<ViewedEvaluation> {
  const at = `/v1/evaluations/${id}`;
  const [status, timeline, nextSteps] = await Promise.all([client.get(at, asked), client.get(`${at}/timeline`, asked), client.get(`${at}/next-steps`, asked)]);
  return { id, status: status.body, timeline: timeline.body, nextSteps: nextSteps.body };
}

type Rate = { readonly n: number; readonly m: number; readonly of: string };
type Event = { readonly event: string; readonly data: { readonly rate?: Rate; readonly recognition?: Rate | null } };
type Status = { readonly statusText?: string; readonly unionName?: string; readonly evaluatedYear?: number; readonly result?: { readonly endorsement: Rate; readonly rates: readonly Rate[] } | null };

const statusOf = ({ status }: ViewedEvaluation): Status => (status ?? {}) as Status;
const eventsOf = ({ timeline }: ViewedEvaluation): readonly Event[] => ((timeline ?? {}) as { readonly events?: readonly Event[] }).events ?? [];

/** Status, rates and next steps as lines to read, in the server's words. */
export function linesOf(evaluation: ViewedEvaluation, language: Language): readonly string[] {
  const { statusText = '—', unionName = '—', evaluatedYear = '—', result } = statusOf(evaluation);
  const steps = (evaluation.nextSteps as { nextSteps?: readonly { readonly text?: string }[] } | null)?.nextSteps ?? [];
  // The same ballots over every denominator: a rate is never told without its own.
  const combined = result?.rates.map((rate) => rateOf(rate, language)).join(say(language, 'print.comma'));
  return [
    say(language, 'evaluation.head', { id: evaluation.id, union: unionName, year: evaluatedYear }),
    `  ${say(language, 'evaluation.status', { status: statusText })}`,
    ...resultsOf(evaluation, language).map((line) => `  ${line}`),
    ...(combined === undefined ? [] : [`  ${say(language, 'evaluation.combined', { rates: combined })}`]),
    `  ${say(language, 'evaluation.timeline', { count: eventsOf(evaluation).length })}`,
    ...(steps.length === 0 ? [`  ${say(language, 'evaluation.noNextSteps')}`] : steps.map(({ text = '—' }) => `  ${text}`)),
  ];
}

/** What the evaluation came to: the vote that stands, the union's own questionnaire, the panel's. Each where there is one. */
function resultsOf(evaluation: ViewedEvaluation, language: Language): readonly string[] {
  const events = eventsOf(evaluation);
  const found = (word: string, rate: Rate | null | undefined) => (rate === undefined || rate === null ? [] : [say(language, `evaluation.${word}`, { rate: rateOf(rate, language) })]);
  return [
    ...found('endorsement', statusOf(evaluation).result?.endorsement),
    ...found('questionnaire', events.findLast(({ event }) => event === 'QuestionnaireSummarised')?.data.rate),
    ...found('recognition', events.findLast(({ event }) => event === 'VisitRecorded')?.data.recognition),
  ];
}

/** Who, where it stands, what it came to: a line an evaluation, below the heads of the columns. */
export function tableOf(evaluations: readonly ViewedEvaluation[], language: Language): readonly string[] {
  const heads = ['who', 'status', 'result'].map((head) => say(language, `table.${head}`));
  const rows = evaluations.map((evaluation) => {
    const { statusText = '—', unionName = '—', evaluatedYear = '—' } = statusOf(evaluation);
    return [say(language, 'table.union', { union: unionName, year: evaluatedYear }), statusText, resultsOf(evaluation, language).join(say(language, 'table.and')) || '—'];
  });
  const widths = heads.map((head, column) => Math.max(widthOf(head), ...rows.map((row) => widthOf(row[column] ?? ''))));
  return [heads, ...rows].map((row) => row.map((text, column) => padTo(text, widths[column] ?? 0)).join('  ').trimEnd());
}

const rateOf = ({ n, m, of: base }: Rate, language: Language): string =>
  say(language, 'evaluation.rate', { rate: percent({ n, m }) ?? '—', n, m, base: wordFor(language, 'field', base) });
