import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '#adapters/sqlite';
import { isWrongRevision, type EventLog, type EventWriter, type StoredEvent } from '#kernel';
import { populationOf, type Population } from '../../test/population/population.js';
import { ratePerSecond } from '../in-flight.js';
import type { Workplace } from '../engine/workplace.js';
import { callUp, found, liveTheYear, type Simulated } from './simulation.js';

/** A folder with a campaign in the middle of its year, views caught up; nobody has it open. */
export type Place = { readonly folder: string; readonly population: Population; readonly unions: number };
/** What opening the evaluations took, and what appending the very same events takes without the domain; events a second. */
export type OpenRates = { readonly ours: number; readonly raw: number };

export const evaluatedYear = 2025;
const seed = 1;
/** One union in so many lives its whole year: enough that every list and number has something to show. */
const livingOneIn = 10;
const pageOfEvents = 1_000;
const width = 64;

export const placeName = (unions: number): string => `unions-${unions}`;

/** Makes the place through the real handlers, and measures the opening on its way; one that an earlier run made and kept is taken as it is. */
export async function placeOf(workplace: Workplace, unions: number, out: NodeJS.WriteStream): Promise<Place & { readonly opening: OpenRates }> {
  const population = populationOf({ unions, seed });
  const [folder, made] = [workplace.folder(placeName(unions)), workplace.folder(`${placeName(unions)}.json`)];
  const opening = existsSync(made) ? (JSON.parse(await readFile(made, 'utf8')) as OpenRates) : await makePlace(workplace, { population, unions, out });
  // Said last: one that was left half made is made anew.
  if (workplace.isKept) await writeFile(made, JSON.stringify(opening));
  return { folder, population, unions, opening };
}

async function makePlace(workplace: Workplace, { population, unions, out }: { readonly population: Population; readonly unions: number; readonly out: NodeJS.WriteStream }): Promise<OpenRates> {
  const name = placeName(unions);
  await rm(workplace.folder(name), { recursive: true, force: true });
  const before = await workplace.node(name);
  const simulated = (node: Simulated['node']): Simulated => ({ node, population, evaluatedYear, seed, out });
  await found(simulated(before.node));
  await caughtUp(before.node);
  const from = await before.node.log.end();
  await before.close();
  const copy = workplace.folder(`${name}-raw`);
  await cp(join(before.folder, 'log'), copy, { recursive: true });
  const { node, close } = await workplace.node(name);
  const seconds = await callUp(simulated(node));
  const ours = unions / seconds;
  await caughtUp(node);
  const raw = await rawRate(node.log, from, copy);
  await liveTheYear(simulated(node), (union) => union % livingOneIn === 0);
  await caughtUp(node);
  await close();
  await rm(copy, { recursive: true });
  return { ours, raw };
}

async function caughtUp({ log, views }: Simulated['node']): Promise<void> {
  const end = await log.end();
  for (const view of Object.values(views)) if (!(await view.reached(end, 1_800_000))) throw new Error('the views did not catch up');
}

/** Evaluations opened a second if all that there was to do were to append their events, one append each, 64 under way. */
async function rawRate(log: EventLog, from: number, copy: string): Promise<number> {
  const raw = await openSqliteLog({ folder: copy, hashing: nodeHashing });
  let [after, opened, seconds] = [from, 0, 0];
  for (;;) {
    const page = await log.readAll(after, pageOfEvents);
    if (page.length === 0) break;
    after = page.at(-1)?.position ?? after;
    const wanted = page.filter(({ type }) => type === 'EvaluationOpened');
    if (wanted.length === 0) continue;
    seconds += wanted.length / (await ratePerSecond(wanted.length, width, (index) => appendOne(raw, wanted[index] as StoredEvent)));
    opened += wanted.length;
  }
  await raw.close();
  return opened / seconds;
}

async function appendOne(raw: EventWriter, { stream, revision, id, type, data, metadata }: StoredEvent): Promise<void> {
  const answer = await raw.append(stream, revision === 0 ? 'none' : revision - 1, [{ id, type, data, metadata }]);
  if (isWrongRevision(answer)) throw new Error(`${stream}@${revision} is not the copy's next`);
}
