import { eventually, get, record } from './asking.js';
import { callUp, foundDistrict, untilOpened } from './district.js';
import { eventsOf, faultsOfViews, viewsCaughtUp } from './recorded.js';
import { freshFolder, start, tidy } from './server.js';

afterAll(tidy);

const federation = (id: string, superiors: readonly string[]) => ({ path: '/v1/federations', body: { id, name: `${id}总工会`, line: 'territorial', superiors, level: 'town' }, key: id });
const union = (id: string) => ({ path: '/v1/unions', body: { id, name: `${id}厂工会`, class: 'privateFirm', superior: 'village' }, key: id });

const shouldOn = (board: unknown) => (board as { figures?: readonly { figure: string; n: number }[] }).figures?.find(({ figure }) => figure === 'should')?.n;

describe('a re-organisation in the middle of a round', () => {
  it('leaves earlier reports as they were; who is called up after it counts below the new superior', async () => {
    const folder = freshFolder();
    const { url, end } = await start(folder);
    await foundDistrict(url, []);
    for (const one of [federation('street', ['district']), federation('zone', ['district']), federation('village', ['street']), union('early'), union('late')]) await record(url, one);
    const board = async (of: string, unions: number) => (await eventually(() => get(url, `/v1/campaigns/district_2025/board?federation=${of}`), ({ body }) => shouldOn(body) === unions && (body as { name: string | null }).name !== null)).body as Record<string, unknown>;
    const move = { superiors: ['zone'], on: '2025-03-01', reason: '区划调整' };

    await record(url, callUp(['early']));
    await untilOpened(url, ['early']);
    const { children: _then, ...numbersBefore } = await board('street', 1);
    await record(url, { path: '/v1/federations/village/move-federation', body: move, key: 'move' });
    await record(url, callUp(['late']));
    await untilOpened(url, ['late']);

    await board('zone', 1);
    // Whom the board offers to look into goes by today's register; every number of its own stays.
    const { children: _now, ...numbers } = await board('street', 1);
    expect(numbers).toEqual(numbersBefore);
    await board('district', 2);
    await viewsCaughtUp(url, folder);
    await end('SIGTERM');
    const events = await eventsOf(folder);
    const paths = events.filter(({ type }) => type === 'UnitsCalledUp').map(({ data }) => (data as { units: readonly { path: readonly string[] }[] }).units[0]?.path);
    expect(paths).toEqual([['village', 'street', 'district'], ['village', 'zone', 'district']]);
    expect(await faultsOfViews(folder)).toEqual([]);
  });
});
