import { join } from 'node:path';
import type { StoredEvent } from '#kernel';
import { repository } from '../scenarios/embedded-server.js';
import { run } from '../scenarios/run-scenario.js';
import { get } from './asking.js';
import { eventsOf, faultsOfViews, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

const patienceMs = 600_000;
afterAll(tidy);

type Figures = { readonly figures: readonly { readonly figure: string; readonly n: number; readonly m: number | null; readonly text: string }[] };
type Board = Figures & { readonly breakdowns: readonly { readonly by: string; readonly rows: readonly (Figures & { readonly key: string })[] }[]; readonly children: readonly (Figures & { readonly federation: string })[]; readonly direct: number };
const figure = ({ figures }: Figures, name: string) => figures.find((one) => one.figure === name) ?? { n: Number.NaN, m: null, text: '' };

describe('the Meilan case', () => {
  it('ends in 665 of 1,023 held, 65.0 %, and every number of its board is what a recount from the events gives', async () => {
    const folder = freshFolder();
    const server = await start(folder, { scenarioClock: true });
    const all: string[] = [];
    // In English: what a scenario expects holds in either language.
    const code = await run([join(repository, 'test/scenarios/meilan.yaml'), '--url', server.url, '--lang', 'en'], {}, { out: (text) => all.push(text), err: (text) => all.push(text) });
    expect({ code, told: code === 0 ? [] : all }).toEqual({ code: 0, told: [] });
    // The reminders of one morning, as the demo shows them: how many, one as it was sent, and who was told of one union.
    const lines = all.join('\n');
    for (const shown of ['Digests sent on 2026-02-24: 10, one a federation', '会员评家催办通知（第1次）', '未按时上报单位（共', 'lines left out here', 'union chair: not told, there is no contact', 'superior union: told at 9:00 (outbox) – 美兰区总工会']) expect(lines).toContain(shown);
    expect(lines).not.toMatch(/Digests sent on 2026-02-16/);
    const { text: page } = await pageAt(server.url, '/outbox?day=2026-02-24');
    expect(page.match(/<article>/g)).toHaveLength(10);
    expect(page).toContain('2026-02-24T01:00:00.000Z');
    await viewsCaughtUp(server.url, folder);
    const board = (await get(server.url, '/v1/campaigns/meilan2025/board?on=2026-02-15')).body as Board;
    expect(await faultsOfViews(folder)).toEqual([]);
    const counted = recount(await eventsOf(folder));
    expect(figure(board, 'coverage').text).toContain('65.0 % (665/1023)');
    for (const [name, n] of Object.entries(counted.figures)) expect({ [name]: figure(board, name).n }).toEqual({ [name]: n });
    const byClass = board.breakdowns.find(({ by }) => by === 'class')?.rows ?? [];
    expect(Object.fromEntries(byClass.map((row) => [row.key, [figure(row, 'held').n, figure(row, 'should').n]]))).toEqual(Object.fromEntries(counted.byClass));
    // In the seed's district no union has 1,000 members: a band without unions is not told.
    const bySize = board.breakdowns.find(({ by }) => by === 'size')?.rows ?? [];
    expect(bySize.map(({ key }) => key)).toEqual(['0-24', '25-199', '200-999']);
    expect(Object.fromEntries(bySize.map((row) => [row.key, [figure(row, 'held').n, figure(row, 'should').n]]))).toEqual(Object.fromEntries(counted.bySize));
    expect(bySize.reduce((all, row) => all + figure(row, 'should').n, 0)).toBe(1_023);
    const below = Object.fromEntries(board.children.map((child) => [child.federation, [figure(child, 'held').n, figure(child, 'should').n]]));
    const { meilan: direct, ...towns } = Object.fromEntries(counted.bySuperior);
    expect(below).toEqual(towns);
    expect(board.direct).toBe(direct?.[1]);
    await server.end('SIGTERM');
  }, patienceMs);
});

const pageAt = async (url: string, path: string) => {
  const response = await fetch(url + path);
  expect(response.status).toBe(200);
  return { text: await response.text() };
};

type Union = { readonly opened: { readonly unionClass: string; readonly superior: string; readonly units: number; readonly members: number }; readonly events: StoredEvent<string, Readonly<Record<string, never>>>[] };
type Counts = { readonly issued: number; readonly returned: number };

const bandOf = (members: number): string => (members < 25 ? '0-24' : members < 200 ? '25-199' : members < 1_000 ? '200-999' : '1000-');

/** Counts a district from its raw events, by code that shares nothing with the views. */
function recount(events: readonly StoredEvent[]) {
  const unions = new Map<string, Union>();
  for (const event of events) {
    if (event.type === 'EvaluationOpened') unions.set(event.stream, { opened: event.data as never, events: [] });
    unions.get(event.stream)?.events.push(event as never);
  }
  const all = [...unions.values()];
  const holding = all.filter(({ events: own }) => own.some(({ type }) => type === 'ResultPublished'));
  const boxes = holding.flatMap(({ events: own }) => {
    const last = own.findLast(({ type }) => type === 'ResultPublished')?.data['round'];
    return own.flatMap(({ type, data }) => (type === 'VoteTallied' && data['round'] === last ? [data['counts'] as unknown as Counts] : []));
  });
  const countOf = (type: string) => all.reduce((sum, { events: own }) => sum + own.filter((event) => event.type === type).length, 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    figures: {
      should: all.length,
      held: holding.length,
      notHeld: all.length - holding.length,
      shouldUnits: sum(all.map(({ opened }) => opened.units)),
      heldUnits: sum(holding.map(({ opened }) => opened.units)),
      results: holding.length,
      issued: sum(boxes.map(({ issued }) => issued)),
      returnRate: sum(boxes.map(({ returned }) => returned)),
      itemsConfirmed: countOf('ItemConfirmed'),
      itemsOpen: countOf('ItemOpened') - countOf('ItemCompleted'),
      entriesOnBehalf: all.reduce((n, { events: own }) => n + own.filter(({ metadata }) => metadata.by.onBehalfOf !== undefined).length, 0),
      belowThreshold: holding.filter(({ events: own }) => isBelow(own.findLast(({ type }) => type === 'ResultPublished')?.data)).length,
    },
    bySize: grouped(all, holding, ({ opened }) => bandOf(opened.members)),
    byClass: grouped(all, holding, ({ opened }) => opened.unionClass),
    bySuperior: grouped(all, holding, ({ opened }) => opened.superior),
  };
}

/** Held and should, by whatever a union has. */
function grouped(all: readonly Union[], holding: readonly Union[], keyOf: (union: Union) => string): ReadonlyMap<string, readonly [held: number, should: number]> {
  const count = (unions: readonly Union[], key: string) => unions.filter((union) => keyOf(union) === key).length;
  return new Map([...new Set(all.map(keyOf))].map((key) => [key, [count(holding, key), count(all, key)] as const]));
}

const isBelow = (published: unknown): boolean => (published as { readonly outcome: { readonly belowThreshold: boolean } }).outcome.belowThreshold;
