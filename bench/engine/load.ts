import { join } from 'node:path';
import Database from 'better-sqlite3';
import { evaluation } from '#evaluation';
import { load, streamOf } from '#kernel';
import { against, median, type Figure } from '../figure.js';
import { ratePerSecond } from '../in-flight.js';
import { evaluationOf, found, openEvaluations, record, reportProgress } from './population.js';
import type { Workplace } from './workplace.js';

const streams = 100;
const eventsPerStream = 50;
const rounds = 5;

/** p50 to load and fold a stream of 50 events that is in no cache, against reading and parsing all its columns. */
export async function benchLoad(place: Workplace): Promise<Figure> {
  const { node, folder, close } = await place.node('load');
  await found(node);
  await openEvaluations(node, 0, streams);
  await ratePerSecond(streams, 16, async (index) => {
    for (let times = 1; times < eventsPerStream; times++) await record(node, evaluation, evaluationOf(index), reportProgress(index, times));
  });
  const db = new Database(join(folder, 'log', 'log.db'), { readonly: true });
  const select = db.prepare('SELECT * FROM events WHERE stream = ? ORDER BY revision');
  const [ours, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < streams; index++) {
      const stream = streamOf('evaluation', evaluationOf(index));
      ours.push(await timed(() => load(evaluation, stream, node.log, node.catalogue)));
      raw.push(await timed(() => readAndParse(select.all(stream) as { data: string; metadata: string }[])));
    }
  }
  db.close();
  await close();
  return against('load.50', 'µs', median(ours), median(raw), { atMost: 2 });
}

async function timed(task: () => unknown): Promise<number> {
  const began = performance.now();
  await task();
  return (performance.now() - began) * 1_000;
}

function readAndParse(rows: readonly { data: string; metadata: string }[]): void {
  if (rows.length !== eventsPerStream) throw new Error(`${rows.length} events where ${eventsPerStream} were written`);
  for (const { data, metadata } of rows) {
    JSON.parse(data);
    JSON.parse(metadata);
  }
}
