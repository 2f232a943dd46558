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
import { evaluatedYear, placeOf, type Place } from './places.js';
import { campaign } from './simulation.js';

const small = 1_000;
const samples = { board: 500, list: 400, search: 300, asOf: 300 };
/** Filters as an officer sets them. */
const filters = ['status=belowThreshold', 'unionClass=privateFirm', 'late=true&on=2025-11-20', 'sort=-dueOn', 'sort=unionName&unionClass=jointUnion', 'step=plan', 'below=90&sort=endorsement', 'owes=submitSelfInspection&heldLate=false'];

/** The federation's figures at so many unions, with 200 commands a second flowing while reads are measured. */
export async function federation(unions: number, say: (line: string) => void): Promise<readonly Figure[]> {
  const workplace = await Workplace.make();
  try {
    say(`${small} unions …`);
    const little = await placeOf(workplace, small, process.stderr);
    const smallBoard = await onServer(little, async ({ client }) => waits(client, samples.board, () => boardOf(little)));
    say(`${unions} unions …`);
    const place = await placeOf(workplace, unions, process.stderr);
    const { ours, raw } = place.opening;
    const reads = await onServer(place, (served) => readFigures(served, place, smallBoard));
    say('rebuild …');
    const rebuild = await rebuildFigure(workplace, unions);
    return [...reads, against('open', 'evaluations/s', ours, raw, { atLeast: 0.4 }, { unions }), rebuild];
  } finally {
    await workplace.close();
  }
}

type Served = { readonly client: Client; readonly child: Child };

/** Asks a server of its own on the place, while commands flow. */
async function onServer<T>(place: Place, ask: (served: Served) => Promise<T>): Promise<T> {
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

async function readFigures({ client, child }: Served, place: Place, smallBoard: Waits): Promise<readonly Figure[]> {
  const chance = new Chance(3);
  const { tree, unions } = place.population;
  const anywhere = () => chance.of(tree.federations).id;
  const board = await waits(client, samples.board, () => boardOf(place));
  const list = await waits(client, samples.list, () => `/v1/campaigns/${campaign}/evaluations?federation=${anywhere()}&limit=50&${chance.of(filters)}`);
  const search = await waits(client, samples.search, () => `/v1/campaigns/${campaign}/evaluations?limit=50&search=${encodeURIComponent(chance.of([chance.of(words.brands), `${chance.of(words.places)}${chance.of(words.brands)}`]))}`);
  const then = new Date().toISOString();
  const one = await waits(client, samples.asOf, () => `/v1/evaluations/${evaluationOf(chance.of(unions).id, evaluatedYear)}?asOf=${then}`);
  const day = await waits(client, samples.asOf, () => `${boardOf(place)}&asOf=${evaluatedYear}-${chance.of(['03', '06', '09', '11'])}-15T16:00:00Z`);
  const beside = ({ p50, askerLate }: Waits) => ({ 'p50 (ms)': Number(p50.toFixed(1)), 'asker late, p99 (ms)': Number(askerLate.toFixed(1)) });
  return [
    within('board', 'ms', board.p99, 25, { ...beside(board), unions: place.unions }),
    { ...against('board.growth', 'ms', board.p99, smallBoard.p99, { atMost: 1.5 }, beside(smallBoard)), target: `≤ 1.5 × p99 at ${small} unions` },
    within('list', 'ms', list.p99, 60, beside(list)),
    within('search', 'ms', search.p99, 150, beside(search)),
    within('asof.union', 'ms', one.p99, 20, beside(one)),
    within('asof.board', 'ms', day.p99, 60, beside(day)),
    within('memory', 'MB', await child.residentMb(), 1_000, { unions: place.unions }),
  ];
}

/** All views from the log in one pass, against reading and parsing every row of it; nobody else has the folder open, as with `npm run rebuild`. */
async function rebuildFigure(workplace: Workplace, unions: number): Promise<Figure> {
  const folder = join(workplace.folder(`unions-${unions}`), 'log');
  const raw = readAndParseRate(join(folder, 'log.db'));
  const log = await openSqliteLogReader({ folder, hashing: nodeHashing });
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
