import type { CommandStep, ScenarioActor } from './scenario.js';
import type { Language } from './wording.js';

/** An answer as it came. */
export type Answer = { readonly status: number; readonly body: unknown; readonly revision?: string; readonly position?: string; readonly repeated: boolean };

/** What a read waits for, the day it is about, and the language of its texts where it is not the client's. */
export type Asked = { readonly position?: string; readonly clock?: string; readonly language?: Language };

/** The server did not answer. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(readonly url: string, reason: string) {
    super(reason);
  }
}

/** The server runs by real time: what happened in another year cannot be played to it. */
export class RealTime extends Error {
  override readonly name = 'RealTime';
}

/** Something answers at the address, but not this API. */
export class AnotherServer extends Error {
  override readonly name = 'AnotherServer';
}

/** Longer than any single answer may take. */
const longestAnswerMs = 60_000;

const collections: Readonly<Record<string, string>> = { federation: 'federations', union: 'unions', person: 'persons', ruleset: 'rule-sets', campaign: 'campaigns', evaluation: 'evaluations', duty: 'duties', adoption: 'adoptions' };
const creating = new Set(['RegisterFederation', 'RegisterUnion', 'RegisterPerson', 'OpenCampaign']);

/** Where a command goes and what it carries: a creating one to its collection with the id in the body, any other to its thing. */
export function requestOf(step: Pick<CommandStep, 'on' | 'do' | 'with'>): { readonly path: string; readonly body: Readonly<Record<string, unknown>> } {
  const [category = '', id = ''] = [step.on.slice(0, step.on.indexOf('-')), step.on.slice(step.on.indexOf('-') + 1)];
  const collection = `/v1/${collections[category] ?? category}`;
  const data = step.with ?? {};
  if (step.do === 'PublishRuleSet' || step.do === 'AdoptRuleSet') return { path: collection, body: data };
  if (creating.has(step.do)) return { path: collection, body: { id, ...data } };
  return { path: `${collection}/${id}/${step.do.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}`, body: data };
}

/** The header in which an actor says who acts. */
export const actorHeader = ({ office, body, person, onBehalfOf, basis, appointment }: ScenarioActor): string =>
  Object.entries({ office, body, person, onBehalfOf, basis, appointment })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');

/** Talks to one server in one language. @throws Unreachable, RealTime, AnotherServer */
export class HttpClient {
  constructor(
    readonly url: string,
    readonly language: Language,
  ) {}

  post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#send(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** A file of evidence, under the names it is given. */
  put(names: Readonly<Record<string, string>>, content: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#send(`/v1/evidence?${new URLSearchParams(names)}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/octet-stream' }, body: Buffer.from(content) });
  }

  /** A read that shows at least what was recorded up to `position`, as of the scenario's `clock`; a view that is behind is asked again. */
  async get(path: string, { position, clock, language = this.language }: Asked = {}): Promise<Answer> {
    const until = performance.now() + longestAnswerMs;
    for (;;) {
      const answer = await this.#send(path, { headers: { 'accept-language': language, ...(position === undefined ? {} : { 'pingjia-position': position }), ...(clock === undefined ? {} : { 'pingjia-clock': clock }) } });
      if (!isBehind(answer) || performance.now() > until) return answer;
    }
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const answer = await this.#answer(path, init);
    if (refusesClock(answer)) throw new RealTime(this.url);
    // Pages are answers too, but never to a command.
    if (init.method === 'POST' && typeof answer.body === 'string') throw new AnotherServer(this.url);
    return answer;
  }

  async #answer(path: string, init: RequestInit): Promise<Answer> {
    try {
      const response = await fetch(new URL(path, this.url), { ...init, headers: { 'accept-language': this.language, ...init.headers }, signal: AbortSignal.timeout(longestAnswerMs) });
      const text = await response.text();
      return { status: response.status, body: parsed(text), ...placeOf(response.headers), repeated: response.headers.get('idempotency-replayed') === 'true' };
    } catch (error) {
      throw new Unreachable(this.url, error instanceof Error ? String((error.cause as Error | undefined)?.message ?? error.message) : String(error));
    }
  }
}

function refusesClock({ status, body }: Answer): boolean {
  const { code, details } = (body ?? {}) as { readonly code?: string; readonly details?: { readonly header?: string; readonly rule?: string } };
  return status === 400 && code === 'header-invalid' && details?.rule === 'realClock';
}

const isBehind = ({ body }: Answer): boolean => (body as { readonly code?: string } | null)?.code === 'view-behind';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function placeOf(headers: Headers): { revision?: string; position?: string } {
  const [revision, position] = [headers.get('etag'), headers.get('pingjia-position')];
  return { ...(revision === null ? {} : { revision }), ...(position === null ? {} : { position }) };
}
