import { populationOf } from '../population/population.js';
import { actorHeader } from './http-client.js';
import { codeOf } from './judge.js';
import type { Difference } from './expectations.js';
import type { PlayedStep } from './play.js';
import { isAwait, isCommand, isPopulate, isRemind, type CommandStep, type Scenario } from './scenario.js';
import { padTo, say, widthOf, wordFor, type Language } from './wording.js';

/** Prints one readable line a step. Names of bodies are those under which the scenario, or its made-up population, registers them. */
export class StepPrinter {
  readonly #names: ReadonlyMap<string, string>;
  readonly #widths: readonly number[];

  constructor(
    private readonly scenario: Scenario,
    private readonly language: Language,
  ) {
    const made = scenario.population === undefined ? [] : populationOf(scenario.population).tree.federations.map(({ id, data }) => [`federation-${id}`, data.name] as const);
    this.#names = new Map([...made, ...scenario.steps.flatMap((step) => (isCommand(step) && naming.has(step.do) && typeof step.with?.['name'] === 'string' ? [[step.on, step.with['name']] as const] : []))]);
    this.#widths = [16, Math.max(...Object.keys(scenario.actors).map((actor) => widthOf(this.#actor(actor)))), 26, 10];
  }

  /** The scenario's title and the heads of the columns. */
  head(): string {
    const { title, scenario } = this.scenario;
    const columns = ['at', 'by', 'what', 'fact'].map((column) => say(this.language, `print.${column}`));
    return `${say(this.language, 'print.title', { title: title?.[this.language] ?? scenario })}\n\n${this.#columns(columns)}${say(this.language, 'print.result')}`;
  }

  /** The step as recorded or refused; what a server says with a no stands below. */
  line(played: PlayedStep): string {
    const { step } = played;
    return [
      `${this.#told(played)}${isCommand(step) ? this.#invented(step) : ''}`.trimEnd(),
      ...(step.note === undefined ? [] : [`${indent}${step.note[this.language]}`]),
      ...(played.verdict === 'refused' ? this.#said(played) : []),
    ].join('\n');
  }

  /** What the marks mean; nothing where none was made. */
  legend(): string {
    const marked = this.scenario.steps.some((step) => isCommand(step) && step.invented !== undefined);
    return marked ? `${say(this.language, 'print.legend')}\n` : '';
  }

  /** A server's no in its own words, and which fields it blames. */
  #said({ answer }: PlayedStep): readonly string[] {
    const { detail, errors = [] } = (answer.body ?? {}) as { readonly detail?: unknown; readonly errors?: readonly { readonly field: string; readonly message: string }[] };
    return [say(this.language, 'print.said', { detail }), ...errors.map(({ field, message }) => `  ${field}: ${message}`)].map((line) => `${indent}${line}`);
  }

  #told(played: PlayedStep): string {
    const { step } = played;
    if (isAwait(step)) return `${indent}${say(this.language, 'print.await', { get: step.await.get })}  ${this.#result(played)}`;
    if (isPopulate(step)) return `${this.#columns([clockOf(step.populate.at), this.#actor(step.populate.by)])}${say(this.language, `print.populate.${step.populate.what}`, (played.answer.body ?? {}) as object as Record<string, unknown>)}  ${this.#result(played)}`;
    if (isRemind(step)) return `${this.#columns([clockOf(step.remind.at), say(this.language, 'print.system')])}${say(this.language, 'print.remind', (played.answer.body ?? {}) as object as Record<string, unknown>)}  ${this.#result(played)}`;
    return `${this.#columns([clockOf(step.at), this.#actor(step.by), this.#what(played), factDateOf(step)])}${this.#result(played)}`;
  }

  #columns(texts: readonly string[]): string {
    return texts.map((text, index) => `${padTo(text, this.#widths[index] ?? 0)}  `).join('');
  }

  #actor(name: string): string {
    const actor = this.scenario.actors[name];
    if (actor === undefined) return name;
    return say(this.language, 'print.actor', { office: wordFor(this.language, 'office', actor.office), body: this.#names.get(actor.body) ?? actorHeader(actor) });
  }

  #what({ step, answer }: PlayedStep): string {
    const events = (answer.body as { events?: readonly string[] } | null)?.events ?? [];
    if (events.length > 0) return events.map((event) => wordFor(this.language, 'event', event)).join(say(this.language, 'print.comma'));
    return wordFor(this.language, 'do', (step as CommandStep).do);
  }

  #result({ verdict, differences, answer }: PlayedStep): string {
    if (differences.length > 0) return `✗ ${codeOf(answer) ?? ''}`.trimEnd();
    if (verdict === 'refused') return `✓ ${say(this.language, 'print.refused', { code: codeOf(answer) })}`;
    return hasOwnWord.has(verdict) ? `✓ ${say(this.language, `print.${verdict}`)}` : '✓';
  }

  #invented({ invented }: CommandStep): string {
    if (invented === undefined) return '';
    return `  ※ ${invented === 'all' ? say(this.language, 'print.inventedAll') : invented.map((field) => wordFor(this.language, 'field', field)).join(say(this.language, 'print.comma'))}`;
  }
}

/** What was expected and what is there, a line each. */
export function failureOf(language: Language, where: string, differences: readonly Difference[]): string {
  const lines = differences.map(({ path, expected, actual }) => `${indent}${say(language, 'print.difference', { path: path || '/', expected: JSON.stringify(expected), actual: JSON.stringify(actual)?.slice(0, 500) ?? '—' })}`);
  return [`✗ ${say(language, 'print.failed', { where })}`, ...lines].join('\n');
}

/** Commands that say what a body is called. */
const naming = new Set(['RegisterFederation', 'RegisterUnion']);
const hasOwnWord = new Set(['repeated', 'unchanged', 'before']);
const indent = ' '.repeat(18);

/** `2010-03-01T16:00:00+08:00` → `2010-03-01 16:00`, as it stands in the file. */
const clockOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

/** When the recorded fact held: the step's first field that ends in `On`. */
function factDateOf({ with: data = {} }: CommandStep): string {
  const found = Object.entries(data).find(([name, value]) => name.endsWith('On') && name !== 'receivedOn' && typeof value === 'string');
  return found === undefined ? '' : String(found[1]);
}
