import { readFileSync } from 'node:fs';
import { withDescriptors } from './evidence-files.js';
import { differences, type Difference } from './expectations.js';
import { actorHeader, requestOf, type Answer, type HttpClient } from './http-client.js';
import { judge, type Verdict } from './judge.js';
import { Populating } from './populate.js';
import { isAwait, isPopulate, isRemind, type AwaitStep, type CommandStep, type PopulateStep, type RemindStep, type Scenario, type ScenarioStep } from './scenario.js';

export type PlayedStep = { readonly number: number; readonly step: ScenarioStep; readonly verdict: Verdict; readonly answer: Answer; readonly differences: readonly Difference[] };
export type PlayedRead = { readonly get: string; readonly answer: unknown; readonly differences: readonly Difference[] };

export type Played = {
  readonly steps: readonly PlayedStep[];
  readonly finally: readonly PlayedRead[];
  /** True when every expectation was met. */
  readonly held: boolean;
  /** The last position written: what reads wait for. */
  readonly position?: string;
};

/** What a play knows of a stream that it wrote to. */
type Written = { readonly revision: string; readonly repeated: boolean };

/**
 * Plays a scenario (with its rule set's publication) against a server, step by step, and stops at the first step that does not do what it should. The
 * idempotency key of a step is the scenario's name and the step's number: playing twice records nothing new.
 * @throws Unreachable
 */
export async function play(scenario: Scenario, client: HttpClient, told: (step: PlayedStep) => void = () => {}): Promise<Played> {
  const playing = new Playing(scenario, client);
  const steps: PlayedStep[] = [];
  // The publication of the scenario's rule set is step 0: the steps of the file keep their numbers.
  const first = scenario.ruleSet === undefined ? 1 : 0;
  for (const [index, step] of scenario.steps.entries()) {
    const played = await playing.step(step, first + index);
    steps.push(played);
    told(played);
    if (played.differences.length > 0) return { steps, finally: [], held: false, ...playing.place };
  }
  const reads: PlayedRead[] = [];
  for (const { get, in: language, expect } of scenario.finally ?? []) {
    const answer = await client.get(get, { ...playing.place, ...(language === undefined ? {} : { language }) });
    reads.push({ get, answer: answer.body, differences: answer.status === 200 ? differences(expect, answer.body) : [{ path: '', expected: 200, actual: answer.status }] });
  }
  return { steps, finally: reads, held: reads.every((read) => read.differences.length === 0), ...playing.place };
}

class Playing {
  readonly #streams = new Map<string, Written>();
  #populating: Populating | undefined;
  position: string | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly client: HttpClient,
  ) {}

  step(step: ScenarioStep, number: number): Promise<PlayedStep> {
    if (isAwait(step)) return this.await(step, number);
    if (isRemind(step)) return this.remind(step, number);
    return isPopulate(step) ? this.populate(step, number) : this.command(step, number);
  }

  get place(): { position?: string } {
    return this.position === undefined ? {} : { position: this.position };
  }

  async command(step: CommandStep, number: number): Promise<PlayedStep> {
    const headers = this.#headers(step, number);
    const evidence = await withDescriptors(step.with ?? {}, ({ file, title, id }) => this.client.put({ title, ...(id === undefined ? {} : { id }) }, readFileSync(file), headers));
    const answer = 'refused' in evidence ? evidence.refused : await this.#post({ ...step, with: evidence.data as Record<string, unknown> }, headers);
    const before = this.#streams.get(step.on);
    if (answer.status < 300) this.#wrote(step.on, answer);
    return { number, step, answer, ...judge(step, answer, before?.repeated === true) };
  }

  async populate(step: PopulateStep, number: number): Promise<PlayedStep> {
    this.#populating ??= new Populating(this.scenario, this.client);
    const { answer, differences } = await this.#populating.play(step);
    this.#seen(answer);
    return { number, step, verdict: 'recorded', answer, differences };
  }

  async remind(step: RemindStep, number: number): Promise<PlayedStep> {
    const answer = await this.client.post('/v1/notices/remind', {}, { 'pingjia-clock': step.remind.at });
    this.#seen(answer);
    return { number, step, verdict: 'recorded', answer, differences: answer.status === 200 ? [] : [{ path: '', expected: 200, actual: answer.status }] };
  }

  async await(step: AwaitStep, number: number): Promise<PlayedStep> {
    const { get, expect, within = '60s' } = step.await;
    const until = performance.now() + milliseconds(within);
    for (;;) {
      const answer = await this.client.get(get, this.place);
      const missing: readonly Difference[] = answer.status === 200 ? differences(expect, answer.body) : [{ path: '', expected: 200, actual: answer.status }];
      if (missing.length === 0 || performance.now() >= until) return { number, step, verdict: 'awaited', answer, differences: missing };
      await new Promise((resolve) => setTimeout(resolve, betweenReadsMs));
    }
  }

  #post(step: CommandStep, headers: Record<string, string>): Promise<Answer> {
    const { path, body } = requestOf(step);
    return this.client.post(path, body, headers);
  }

  #headers(step: CommandStep, number: number): Record<string, string> {
    const actor = this.scenario.actors[step.by];
    if (actor === undefined) throw new Error(`no actor ${step.by}`);
    const headers = { 'pingjia-actor': actorHeader(actor), 'pingjia-clock': step.at, 'idempotency-key': `${this.scenario.scenario}.${number}` };
    const written = this.#streams.get(step.on);
    // A refusal is not remembered by the server. Asking at the revision where it was due keeps a second play from having it decided anew.
    return step.expect?.refused !== undefined && written !== undefined ? { ...headers, 'if-match': written.revision } : headers;
  }

  #wrote(stream: string, answer: Answer): void {
    const { revision, repeated } = answer;
    if (revision !== undefined) this.#streams.set(stream, { revision, repeated });
    this.#seen(answer);
  }

  #seen({ position }: Answer): void {
    if (position !== undefined && Number(position) > Number(this.position ?? 0)) this.position = position;
  }
}

const betweenReadsMs = 25;
const milliseconds = (text: string): number => (text.endsWith('ms') ? Number(text.slice(0, -2)) : Number(text.slice(0, -1)) * 1000);
