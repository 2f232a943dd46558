import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '#adapters/sqlite';
import { isWrongRevision, type EventLog, type EventWriter, type StoredEvent } from '#kernel';
import { evaluation } from '#evaluation';
import type { Node } from '#platform';
import { inTurn, median, warmUps, type Figure } from '../figure.js';
import { ratePerSecond } from '../in-flight.js';
import type { Workplace } from './workplace.js';
import { commandsPerYear, found, liveTheYear, openEvaluations } from './population.js';

type Width = { readonly name: string; readonly width: number; readonly unions: number; readonly atLeast: number };
const widths: readonly Width[] = [
  { name: 'commands.64', width: 64, unions: 512, atLeast: 0.5 },
  { name: 'commands.1', width: 1, unions: 40, atLeast: 0.7 },
];
/** Ours and raw in turn, so that both meet the machine in the same mood. */
const rounds = warmUps + 5;

/**
 * Commands a second through everything, against appending the very same events to a copy of the log: the same table,
 * bytes and digests through the same writer thread, without the domain.
 */
export async function benchCommands(place: Workplace, wanted: (name: string) => boolean): Promise<readonly Figure[]> {
  const chosen = widths.filter(({ name }) => wanted(name));
  const streams = chosen.reduce((sum, { unions }) => sum + unions * rounds, 0);
  const prepared = await place.node('commands');
  await found(prepared.node);
  await openEvaluations(prepared.node, 0, streams);
  await prepared.close();
  const copy = place.folder('commands-raw');
  await cp(join(prepared.folder, 'log'), copy, { recursive: true });
  // Opened anew: every stream is loaded from the disk.
  const { node, close } = await place.node('commands');
  const raw = await openSqliteLog({ folder: copy, hashing: nodeHashing });
  const figures: Figure[] = [];
  let from = 0;
  for (const width of chosen) {
    figures.push(await figureOf(width, node, raw, from));
    from += width.unions * rounds;
  }
  await raw.close();
  await close();
  return figures;
}

async function figureOf({ name, width, unions, atLeast }: Width, node: Node, raw: EventWriter, first: number): Promise<Figure> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const catchUps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = first + round * unions;
    const before = await node.log.end();
    ours.push(commandsPerYear * (await ratePerSecond(unions, width, (index) => liveTheYear(node, evaluation, from + index))));
    catchUps.push(await catchUpMs(node));
    const years = byStream(await eventsAfter(node.log, before));
    theirs.push(commandsPerYear * (await ratePerSecond(years.length, width, (index) => appendYear(raw, years[index] ?? []))));
  }
  return inTurn(name, 'commands/s', { ours, baseline: theirs }, { atLeast }, { 'views caught up after (ms)': Math.round(median(catchUps)) });
}

async function catchUpMs(node: Node): Promise<number> {
  const began = performance.now();
  const end = await node.log.end();
  if (!(await node.views.evaluations.reached(end, 60_000))) throw new Error('the view did not catch up');
  return performance.now() - began;
}

async function eventsAfter(log: EventLog, position: number): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after = position; ; ) {
    const page = await log.readAll(after, 1_000);
    if (page.length === 0) return events;
    events.push(...page);
    after = page.at(-1)?.position ?? after;
  }
}

function byStream(events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known === undefined) streams.set(event.stream, [event]);
    else known.push(event);
  }
  return [...streams.values()];
}

async function appendYear(raw: EventWriter, events: readonly StoredEvent[]): Promise<void> {
  if (events.length !== commandsPerYear) throw new Error(`${events.length} events where ${commandsPerYear} commands were recorded`);
  for (const { stream, revision, id, type, data, metadata } of events) {
    const answer = await raw.append(stream, revision - 1, [{ id, type, data, metadata }]);
    if (isWrongRevision(answer)) throw new Error(`${stream}@${revision} is not the copy's next`);
  }
}
