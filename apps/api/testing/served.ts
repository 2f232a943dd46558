import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log, openNode, readConfig, type Node } from '#platform';
import { ApiModule } from '../api.module.js';
import { serve } from '../serve.js';
import { patienceMs, until } from '#kernel/testing';

/** An answer as a client sees it. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Body };
/** JSON of an answer; specs say which fields they expect. */
// eslint-disable-next-line typescript/no-explicit-any -- what came over the wire has the shape the spec asserts
export type Body = any;
export type Sent = Readonly<Record<string, string>>;

/** Who acts and when, unless a request says otherwise. */
export const usual: Sent = { 'pingjia-actor': 'office=officer;body=federation-bureau', 'pingjia-clock': '2010-03-02T09:00:00+08:00', 'accept-language': 'en' };

const superiorsSteps = /\/(open-evaluation|file-|return-|receive-original|recommend-|decline-|record-visit|give-|open-notice|decide-|grant-|recheck-|confirm-|carry-over-|close-|withdraw-evaluation|extend-|change-|approve-exemption|correct-|resolve-|spot-check|migrate-)/;
/** Who acts at an address, unless a request says otherwise: the superior does its own steps, the union's chair the union's. */
function usualAt(path: string): Sent {
  const union = /^\/v1\/evaluations\/([a-z0-9][a-z0-9_]*)\.\d+\.\d+\//.exec(path)?.[1];
  return union === undefined || superiorsSteps.test(path) ? usual : { ...usual, 'pingjia-actor': `office=chair;body=union-${union}` };
}

/** The HTTP API in this process on an empty log of its own, as one talks to it. */
export class ServedApi {
  private constructor(
    readonly url: string,
    readonly node: Node,
    readonly close: () => Promise<void>,
  ) {}

  /** `changed` stands in for parts of the node: for faults that no request can cause. */
  static async start({ env = {}, changed = (node) => node }: { readonly env?: NodeJS.ProcessEnv; readonly changed?: (node: Node) => Node } = {}): Promise<ServedApi> {
    log.level = 'silent';
    const folder = await mkdtemp(join(tmpdir(), 'pingjia-api-'));
    const node = await openNode(readConfig({ PORT: '0', DATA_DIR: folder, CLOCK: 'scenario', LOG_LEVEL: 'silent', ...env }));
    const served = await serve(changed(node), ApiModule);
    // The views of a new log are built in a thread beside: what is asked before that is the affair of the specs that start so.
    await until(async () => (await node.health()).ready);
    return new ServedApi(served.address, node, async () => {
      await served.close();
      await node.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Reads. A view that is behind what is recorded is asked again, as a client would; one that waits for what is not recorded is not. */
  async get(path: string, headers: Sent = {}): Promise<Answer> {
    const position = headers['pingjia-position'];
    const recorded = position !== undefined && Number(position) <= (await this.node.log.end());
    const until = performance.now() + patienceMs;
    for (;;) {
      const answer = await this.#send(path, { headers: { ...usual, ...headers } });
      if (!recorded || answer.body?.code !== 'view-behind' || performance.now() > until) return answer;
    }
  }

  post(path: string, body: unknown, headers: Sent = {}): Promise<Answer> {
    return this.postBytes(path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  postBytes(path: string, body: string | Buffer | undefined, headers: Sent = {}): Promise<Answer> {
    return this.#send(path, { method: 'POST', headers: { ...usualAt(path), ...headers }, ...(body === undefined ? {} : { body }) });
  }

  send(method: string, path: string, headers: Sent = {}): Promise<Answer> {
    return this.#send(path, { method, headers: { ...usual, ...headers } });
  }

  /** A request exactly as written: `fetch` would tidy the address and refuse the headers. */
  asWritten(method: string, path: string, headers: Readonly<Record<string, string | readonly string[]>> = {}, body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(this.url, { method, path, headers: { ...usual, ...headers } as Record<string, string | string[]> }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: new Headers(response.headers as Record<string, string>), body: parsed(text) }));
      });
      asked.on('error', reject).end(body);
    });
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.url + path, init);
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  }
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return text;
  }
}

/**
 * Asks for something that cannot be had, and gives the problem: a whole one by RFC 9457, in words, telling nothing of the
 * inside, with nothing recorded on the way.
 */
export async function problemOf(api: ServedApi, asked: () => Promise<Answer>): Promise<Body> {
  const before = await api.node.log.end();
  const { status, headers, body } = await asked();
  expect(await api.node.log.end()).toBe(before);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, type: `/problems/${body.code}`, code: expect.stringMatching(/^[a-z0-9-]+$/), title: expect.any(String), detail: expect.any(String), instance: expect.any(String) });
  expect(`${body.title}${body.detail}`).not.toMatch(/problem\.|undefined|\{[\w:.]+\}|\[object/);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.[jt]s:\d|SQLITE|FST_|\bat \w+ \(/);
  for (const fault of body.errors ?? []) expect(fault).toMatchObject({ field: expect.stringMatching(/^(\/|$|\w)/), rule: expect.any(String), message: expect.not.stringMatching(/^field\./) });
  return body;
}
