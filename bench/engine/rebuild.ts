import { join } from 'node:path';
import { SqliteViewStore } from '#adapters/sqlite';
import { identityOf, rebuildViews, ViewNews, type AnyView } from '#kernel';
import type { Node } from '#platform';
import { evaluationStatus } from '#views';
import { inTurn, warmUps, type Figure } from '../figure.js';
import { readAndParseRate } from '../read-and-parse.js';
import { ratePerSecond } from '../in-flight.js';
import { evaluation } from '#evaluation';
import { evaluationOf, found, holdAssembly, openEvaluations, record, reportProgress } from './population.js';
import type { Workplace } from './workplace.js';

const evaluations = 5_000;
const progressReports = 6;
const rounds = warmUps + 3;

/** Events a second into the status view and its totals from nothing, against reading and parsing every row of the log. */
export async function benchRebuild(place: Workplace): Promise<Figure> {
  const { node, folder, close } = await place.node('rebuild');
  await found(node);
  await openEvaluations(node, 0, evaluations);
  await ratePerSecond(evaluations, 64, async (index) => {
    for (let times = 1; times <= progressReports; times++) await record(node, evaluation, evaluationOf(index), reportProgress(index, times));
    await record(node, evaluation, evaluationOf(index), holdAssembly(index));
  });
  const [ours, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await rebuildRate(node, place.folder(`rebuilt-${round}`)));
    raw.push(readAndParseRate(join(folder, 'log', 'log.db')));
  }
  const events = await node.log.end();
  await close();
  return inTurn('rebuild', 'events/s', { ours, baseline: raw }, { atLeast: 0.6 }, { events });
}

async function rebuildRate(node: Node, folder: string): Promise<number> {
  const store = new SqliteViewStore(folder, new ViewNews());
  const view: AnyView = evaluationStatus;
  const writer = await store.writer(view, identityOf(view, 'bench', node.catalogue, node.hashing));
  const began = performance.now();
  const position = await rebuildViews([{ view, writer }], { log: node.log, catalogue: node.catalogue, signal: new AbortController().signal });
  const seconds = (performance.now() - began) / 1_000;
  await writer.close();
  await store.close();
  return position / seconds;
}
