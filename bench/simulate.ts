import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig } from '#platform';
import { populationOf } from '../test/population/population.js';
import { groupOf } from '#views';
import { AnotherSimulation, callUp, campaign, found, liveTheYear } from './federation/simulation.js';

const usage = 'usage: npm run simulate -- [--unions N] [--seed S] [--year Y] [--data DIR]\n  a whole campaign of N unions (default 1023), through the real handlers; DIR keeps it, and the same call resumes it';

const given = new Map<string, string>();
const args = process.argv.slice(2);
for (let i = 0; i < args.length; i += 2) {
  const [name = '', value] = [args[i]?.replace(/^--/, ''), args[i + 1]];
  if (!['unions', 'seed', 'year', 'data'].includes(name) || value === undefined) fail(usage);
  given.set(name, value);
}

const unions = whole('unions', 1_023, 1, 1_000_000);
const seed = whole('seed', 1, 0, 1_000_000);
const evaluatedYear = whole('year', 2025, 2000, 2100);
const kept = given.get('data');
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'pingjia-simulation-')));

const began = performance.now();
const node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'warn' }));
try {
  await node.opened;
  const population = populationOf({ unions, seed });
  const simulated = { node, population, evaluatedYear, seed, out: process.stderr };
  await found(simulated);
  await callUp(simulated);
  await liveTheYear(simulated);
  const end = await node.log.end();
  const caughtUp = await node.views.evaluations.reached(end, 600_000);
  const seconds = (performance.now() - began) / 1_000;
  const totals = await node.views.evaluations.totals(groupOf(campaign, population.tree.root));
  console.log(JSON.stringify({ unions, seed, federations: population.tree.federations.length, events: end, seconds: Math.round(seconds), eventsPerSecond: Math.round(end / seconds), viewsCaughtUp: caughtUp, should: totals['should'] ?? 0, held: totals['held'] ?? 0, belowThreshold: totals['belowThreshold'] ?? 0, megabytes: Math.round(process.memoryUsage.rss() / 1_000_000), ...(kept === undefined ? {} : { data: kept }) }));
} catch (error) {
  if (!(error instanceof AnotherSimulation)) throw error;
  console.error(`${folder} holds another simulation (${error.message}): resume it with the same --unions, --seed and --year, or name another folder`);
  process.exitCode = 2;
} finally {
  await node.close();
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}

function whole(name: string, otherwise: number, least: number, most: number): number {
  const text = given.get(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) fail(`--${name} is a whole number from ${least} to ${most}, not "${text}"\n${usage}`);
  return value;
}

function fail(why: string): never {
  console.error(why);
  process.exit(2);
}
