import { groupOf } from '#views';
import { campaign } from '../../bench/federation/simulation.js';
import { populationOf } from '../population/population.js';
import { officerOf } from '../population/wishes.js';
import { SimulatedYear } from './simulated-year.js';

/** A federation that moves after the campaign was opened changes no board of it: neither where it left nor where it came. */
const asked = { unions: 200, seed: 11, holding: 130 };
const { root, federations } = populationOf(asked).tree;
const below = federations.filter(({ data }) => data.superiors.includes(root)).map(({ id }) => id);
const [moving = '', other = ''] = below;
let year: SimulatedYear;

beforeAll(async () => void (year = await SimulatedYear.told(asked, 'calledUp')));
afterAll(() => year?.close());

type Shown = { readonly children: readonly { readonly federation: string; readonly name: string | null; readonly figures: readonly unknown[] }[] };
const childrenOf = async (federation: string): Promise<Shown['children']> => {
  await year.caughtUp();
  return ((await year.get(`/v1/campaigns/${campaign}/board?federation=${federation}`, { on: '2026-01-10' })).body as Shown).children;
};
const record = (on: string, type: string, data: object): Promise<void> => year.record(on, { type, data, by: officerOf(root), at: '2025-06-02T01:00:00.000Z', commandId: `move-${type}-${on}` });

it('keeps its children as the campaign was opened, name and all, wherever they moved since', async () => {
  expect(moving).not.toBe(other);
  const before = await childrenOf(root);
  expect(before.map(({ federation }) => federation)).toEqual(below.toSorted());
  expect(await childrenOf(other)).toEqual([]);
  await record('hierarchy-main', 'MoveFederation', { federation: moving, superiors: [other], on: '2025-06-01', reason: '合并管理' });
  await record(`federation-${moving}`, 'RenameFederation', { name: '更名后的工会', on: '2025-06-01' });
  // Somebody else reads it: nothing of the answers before is remembered.
  await year.servedAgain();
  expect((await year.node.views.federations.get(moving))?.superiors).toEqual([other]);
  expect(await childrenOf(root)).toEqual(before);
  expect(await childrenOf(other)).toEqual([]);
  expect((await year.node.views.evaluations.totals(groupOf(campaign, moving)))['evaluations']).toBeGreaterThan(0);
});
