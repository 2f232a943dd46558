import { inTurn, warmUps, within, type Figure } from '../figure.js';
import { commandsPerYear, evaluationOf, found, openEvaluations, requestOfYear, unionNumber } from './population.js';
import { start } from './child.js';
import { postRate, type Turn } from './load-generator.js';
import type { Workplace } from './workplace.js';

const rounds = warmUps + 3;
const unionsPerRound = 512;
const connections = 64;
const memoryCommands = 100_000;

/** Each connection lives the years of unions of its own, command after command. */
const yearsFrom = (first: number): Turn => ({
  requests: Array.from({ length: commandsPerYear }, (_, nth) => {
    const { path, body } = requestOfYear(nth);
    return { pathOf: (union) => `/v1/evaluations/${evaluationOf(first + union)}/${path}`, body };
  }),
  actorOf: (union) => `office=chair;body=union-${unionNumber(first + union)}`,
});

/** Commands a second over HTTP, durable, against the same Nest route and body check answering a constant. */
export async function benchHttp(place: Workplace): Promise<Figure> {
  const { node, folder, close } = await place.node('http');
  await found(node);
  await openEvaluations(node, 0, rounds * unionsPerRound);
  await close();
  const ours = await start('apps/standalone/main.js', { DATA_DIR: folder });
  const constant = await start('bench/engine/constant-server.js', {});
  const rates: { readonly ours: number[]; readonly baseline: number[] } = { ours: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    rates.ours.push(await postRate(ours.address, unionsPerRound, connections, yearsFrom(round * unionsPerRound)));
    rates.baseline.push(await postRate(constant.address, unionsPerRound, connections, yearsFrom(0)));
  }
  await ours.stop();
  await constant.stop();
  return inTurn('http.64', 'commands/s', rates, { atLeast: 0.5 });
}

/** Resident memory after 100,000 commands over HTTP; then start to ready on the log they made. */
export async function benchMemoryAndReady(place: Workplace): Promise<readonly Figure[]> {
  const { node, folder, close } = await place.node('memory');
  await found(node);
  const streams = 2_000;
  await openEvaluations(node, 0, streams);
  await close();
  const server = await start('apps/standalone/main.js', { DATA_DIR: folder });
  await postRate(server.address, memoryCommands, connections, {
    requests: [{ pathOf: (number) => `/v1/evaluations/${evaluationOf(number % streams)}/report-progress`, body: JSON.stringify({ reportedOn: '2025-07-10', report: '各项工作按计划推进，会员意见已逐条回复。' }) }],
    actorOf: (number) => `office=chair;body=union-${unionNumber(number % streams)}`,
  });
  const memory = within('memory', 'MB', await server.residentMb(), 250, { commands: memoryCommands });
  await server.stop();
  const again = await start('apps/standalone/main.js', { DATA_DIR: folder });
  const began = performance.now();
  await untilReady(again.address);
  const readyMs = again.startedInMs + performance.now() - began;
  const events = await eventsOf(again.address);
  await again.stop();
  return [memory, within('ready', 's', readyMs / 1_000, 2, { events })];
}

async function untilReady(address: string): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const { status } = await fetch(`${address}/health/ready`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('not ready within a minute');
}

async function eventsOf(address: string): Promise<number> {
  const health = (await (await fetch(`${address}/health/ready`)).json()) as { views: { positions: Record<string, number> } };
  return Math.max(...Object.values(health.views.positions));
}
