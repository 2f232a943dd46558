import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLogReader, SqliteViewStore } from '#adapters/sqlite';
import { identityOf, rebuildViews, ViewNews } from '#kernel';
import { domainCatalogue } from '#platform';
import { views } from '#views';
import { Chance } from '#kernel/testing';
import { words } from '../../test/population/words.js';
import { evaluationOf } from '../../test/population/wishes.js';
import { start, type Child } from '../engine/child.js';
import { Workplace } from '../engine/workplace.js';
import { against, within, type Figure } from '../figure.js';
import { readAndParseRate } from '../read-and-parse.js';
import { clientOf, startFlow, waits, type Client, type Waits } from './flow.js';
import { evaluatedYear, placeName, placeOf, type Place } from './places.js';
import { campaign } from './simulation.js';

const small = 1_000;
const samples = { board: 500, list: 400, search: 300, asOf: 300 };
/** Filters as an officer sets them. */
const filters = ['status=belowThreshold', 'unionClass=privateFirm', 'late=true&on=2025-11-20', 'sort=-dueOn', 'sort=unionName&unionClass=jointUnion', 'step=plan', 'below=90&sort=endorsement', 'owes=submitSelfInspection&heldLate=false'];

/** `keep`: a folder where places are made once, for every later run; servers then run on copies of them. */
export type FederationCall = { readonly unions: number; readonly keep: string | undefined; readonly only: readonly string[] | undefined };

/** The federation's figures at so many unions, with 200 commands a second flowing while reads are measured. */
export async function federation({ unions, keep, only }: FederationCall, say: (line: string) => void): Promise<readonly Figure[]> {
  const workplace = await Workplace.make(keep);
  const isAsked = (name: string) => only === undefined || only.includes(name);
  try {
    say(`${small} unions …`);
    const little = await placeOf(workplace, small, process.stderr);
    const smallBoard = await onServer(workplace, little, async ({ client }) => waits(client, samples.board, () => boardOf(little)));
    say(`${unions} unions …`);
    const place = await placeOf(workplace, unions, process.stderr);
    const { ours, raw } = place.opening;
    const reads = await onServer(workplace, place, (served) => readFigures(served, { place, smallBoard, isAsked }));
    const open = against('open', 'evaluations/s', ours, raw, { atLeast: 0.4 }, { unions });
    if (!isAsked('rebuild')) return [...reads, open];
    say('rebuild …');
    return [...reads, open, await rebuildFigure(workplace, unions)];
  } finally {
    await workplace.close();
  }
}

type Served = { readonly client: Client; readonly child: Child };

/** Asks a server of its own on the place, while commands flow. What is written then is no part of a place that is kept. */
function onServer<T>(workplace: Workplace, place: Place, ask: (served: Served) => Promise<T>): Promise<T> {
  return workplace.isKept ? workplace.onCopy(placeName(place.unions), (folder) => onServerIn({ ...place, folder }, ask)) : onServerIn(place, ask);
}

async function onServerIn<T>(place: Place, ask: (served: Served) => Promise<T>): Promise<T> {
  const child = await start('apps/standalone/main.js', { DATA_DIR: place.folder });
  const [client, sender] = [clientOf(child.address), clientOf(child.address)];
  const flow = startFlow(sender, place, new Chance(2));
  try {
    return await ask({ client, child });
  } finally {
    await flow.stop();
    client.close();
    sender.close();
    await child.stop();
  }
}

const boardOf = ({ population }: Place): string => `/v1/campaigns/${campaign}/board?federation=${population.tree.root}`;

type Reads = { readonly place: Place; readonly smallBoard: Waits; readonly isAsked: (name: string) => boolean };

async function readFigures({ client, child }: Served, { place, smallBoard, isAsked }: Reads): Promise<readonly Figure[]> {
  const chance = new Chance(3);
  const { tree, unions } = place.population;
  const anywhere = () => chance.of(tree.federations).id;
  const then = new Date().toISOString();
  const beside = ({ p50, askerLate }: Waits) => ({ 'p50 (ms)': Number(p50.toFixed(1)), 'asker late, p99 (ms)': Number(askerLate.toFixed(1)) });
  const list = () => `/v1/campaigns/${campaign}/evaluations?federation=${anywhere()}&limit=50&${chance.of(filters)}`;
  const search = () => `/v1/campaigns/${campaign}/evaluations?limit=50&search=${encodeURIComponent(chance.of([chance.of(words.brands), `${chance.of(words.places)}${chance.of(words.brands)}`]))}`;
  const one = () => `/v1/evaluations/${evaluationOf(chance.of(unions).id, evaluatedYear)}?asOf=${then}`;
  const day = () => `${boardOf(place)}&asOf=${evaluatedYear}-${chance.of(['03', '06', '09', '11'])}-15T16:00:00Z`;
  const figures: Figure[] = [];
  const measure = async (name: string, { times, atMost, path }: { readonly times: number; readonly atMost: number; readonly path: () => string }) => {
    if (!isAsked(name)) return;
    const waited = await waits(client, times, path);
    figures.push(within(name, 'ms', waited.p99, atMost, { ...beside(waited), unions: place.unions }));
  };
  await measure('board', { times: samples.board, atMost: 25, path: () => boardOf(place) });
  const [board] = figures;
  if (board !== undefined) figures.push({ ...against('board.growth', 'ms', board.value, smallBoard.p99, { atMost: 1.5 }, beside(smallBoard)), target: `≤ 1.5 × p99 at ${small} unions` });
  await measure('list', { times: samples.list, atMost: 60, path: list });
  await measure('search', { times: samples.search, atMost: 150, path: search });
  await measure('asof.union', { times: samples.asOf, atMost: 20, path: one });
  await measure('asof.board', { times: samples.asOf, atMost: 60, path: day });
  return [...figures, within('memory', 'MB', await child.residentMb(), 1_000, { unions: place.unions })];
}

/** All views from the log in one pass, against reading and parsing every row of it; nobody else has the folder open, as with `npm run rebuild`. */
async function rebuildFigure(workplace: Workplace, unions: number): Promise<Figure> {
  const folder = join(workplace.folder(`unions-${unions}`), 'log');
  const raw = readAndParseRate(join(folder, 'log.db'));
  const log = await openSqliteLogReader({ folder, hashing: nodeHashing });
  await rm(workplace.folder('rebuilt'), { recursive: true, force: true });
  const store = new SqliteViewStore(workplace.folder('rebuilt'), new ViewNews());
  const missing = await Promise.all(views.map(async (view) => ({ view, writer: await store.writer(view, identityOf(view, 'bench', domainCatalogue, nodeHashing)) })));
  const began = performance.now();
  const events = await rebuildViews(missing, { log, catalogue: domainCatalogue, signal: new AbortController().signal });
  const rate = events / ((performance.now() - began) / 1_000);
  await Promise.all(missing.map(({ writer }) => writer.close()));
  await store.close();
  await log.close();
  return against('rebuild', 'events/s', rate, raw, { atLeast: 0.4 }, { events, views: views.length });
}
