import { Agent, request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Chance } from '#kernel/testing';
import { evaluationOf } from '../../test/population/wishes.js';
import { quantile } from '../figure.js';
import { evaluatedYear, type Place } from './places.js';

/** Commands that flow while reads are measured. */
export const commandsPerSecond = 200;
const tickMs = 10;

export type Client = { readonly send: (method: 'GET' | 'POST', path: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<{ readonly status: number; readonly text: string; readonly ms: number }>; readonly close: () => void };

/** One that keeps its connections, without the cost of a richer one: what is measured is the server. */
export function clientOf(address: string): Client {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const send: Client['send'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const content = body === undefined ? undefined : JSON.stringify(body);
      const asked = request({ agent, hostname, port, path, method, headers: { ...headers, ...(content === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }) } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), ms: performance.now() - began }));
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(content);
    });
  return { send, close: () => agent.destroy() };
}

/** Sends 200 commands a second, each to another union, until it is stopped; resolves to how many were recorded. */
export function startFlow(client: Client, { population }: Place, chance: Chance): { readonly stop: () => Promise<number> } {
  let [sent, recorded] = [0, 0];
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  const one = async (number: number) => {
    const { id } = chance.of(population.unions);
    const body = { reportedOn: `${evaluatedYear}-07-10`, report: `第${number}次进展：各项工作按计划推进。` };
    const { status, text } = await client.send('POST', `/v1/evaluations/${evaluationOf(id, evaluatedYear)}/report-progress`, body, { 'pingjia-actor': `office=chair;body=union-${id}`, 'idempotency-key': `flow-${number}` });
    // What closed or withdrew in the simulated year takes no report: a no is an answer too, and costs as much.
    if (status >= 500) throw new Error(`${status} ${text}`);
    if (status < 300) recorded++;
  };
  const ended = (async () => {
    while (!stopped.signal.aborted) {
      const due = Math.floor(((performance.now() - began) / 1_000) * commandsPerSecond);
      for (; sent < due; sent++) {
        const task: Promise<void> = one(sent).finally(() => underWay.delete(task));
        underWay.add(task);
      }
      await new Promise((resolve) => setTimeout(resolve, tickMs));
    }
    await Promise.all(underWay);
    return recorded;
  })();
  return { stop: () => (stopped.abort(), ended) };
}

/** Milliseconds below which 99 and 50 of 100 answers came; `askerLate`: by how much this process itself came too late, 99 of 100 times or better. */
export type Waits = { readonly p99: number; readonly p50: number; readonly askerLate: number };

const nanosecondsPerMs = 1e6;
/** Node looks that often, in milliseconds; a delay of so much is none. */
const lookEveryMs = 1;

/**
 * How long answers take, one asked after another. The asker shares the machine, and a loop with whoever sends commands: what it loses by that
 * stands beside the answers, and is part of them. @throws Error for an answer that is none
 */
export async function waits(client: Client, samples: number, pathOf: (nth: number) => string): Promise<Waits> {
  const warmUp = Math.ceil(samples / 10);
  const times: number[] = [];
  const own = monitorEventLoopDelay({ resolution: lookEveryMs });
  for (let nth = -warmUp; nth < samples; nth++) {
    const path = pathOf(nth);
    if (nth === 0) own.enable();
    const { status, text, ms } = await client.send('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text.slice(0, 300)}`);
    if (nth >= 0) times.push(ms);
  }
  own.disable();
  return { p99: quantile(times, 0.99), p50: quantile(times, 0.5), askerLate: Math.max(0, own.percentile(99) / nanosecondsPerMs - lookEveryMs) };
}
