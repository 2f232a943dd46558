import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig, domainDeciders, type Node } from '#platform';
import { groupOf } from '#views';
import { ApiModule, serve } from '../../apps/api/index.js';
import { callUp, campaign, found } from '../../bench/federation/simulation.js';
import { populationOf } from '../population/population.js';
import { officerOf } from '../population/wishes.js';
import { patienceMs } from '#kernel/testing';

/** A federation that moves after the campaign was opened changes no board of it: neither where it left nor where it came. */
const population = populationOf({ unions: 200, seed: 11, holding: 130 });
const { root, federations } = population.tree;
const below = federations.filter(({ data }) => data.superiors.includes(root)).map(({ id }) => id);
const [moving = '', other = ''] = below;
let folder: string;
let node: Node;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingjia-moves-'));
  node = await openNode(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0', CLOCK: 'scenario' }));
  served = await serve(node, ApiModule);
  const simulated = { node, population, evaluatedYear: 2025, seed: 11 };
  await found(simulated);
  await callUp(simulated);
});
afterAll(async () => {
  await served?.close();
  await node?.close();
  await rm(folder, { recursive: true, force: true });
});

type Shown = { readonly children: readonly { readonly federation: string; readonly name: string | null; readonly figures: readonly unknown[] }[] };
const childrenOf = async (federation: string): Promise<Shown['children']> => {
  for (const view of [node.views.evaluations, node.views.federations]) expect(await view.reached(await node.log.end(), patienceMs)).toBe(true);
  const response = await fetch(`${served.address}/v1/campaigns/${campaign}/board?federation=${federation}`, { headers: { 'pingjia-clock': '2026-01-10T09:00:00+08:00' } });
  return ((await response.json()) as Shown).children;
};
const record = async (on: string, type: string, data: object): Promise<void> => {
  const [category, id] = [on.slice(0, on.indexOf('-')), on.slice(on.indexOf('-') + 1)];
  const decider = domainDeciders.find((one) => one.category === category);
  if (decider === undefined) throw new Error(`nobody decides "${category}"`);
  expect(await node.commands.handle(decider, id, { type, data, by: officerOf(root), at: '2025-06-02T01:00:00.000Z', commandId: `move-${type}-${on}` })).toMatchObject({ kind: 'recorded' });
};

it('keeps its children as the campaign was opened, name and all, wherever they moved since', async () => {
  expect(moving).not.toBe(other);
  const before = await childrenOf(root);
  expect(before.map(({ federation }) => federation)).toEqual(below.toSorted());
  expect(await childrenOf(other)).toEqual([]);
  await record('hierarchy-main', 'MoveFederation', { federation: moving, superiors: [other], on: '2025-06-01', reason: '合并管理' });
  await record(`federation-${moving}`, 'RenameFederation', { name: '更名后的工会', on: '2025-06-01' });
  // Somebody else reads it: nothing of the answers before is remembered.
  await served.close();
  served = await serve(node, ApiModule);
  expect((await node.views.federations.get(moving))?.superiors).toEqual([other]);
  expect(await childrenOf(root)).toEqual(before);
  expect(await childrenOf(other)).toEqual([]);
  expect((await node.views.evaluations.totals(groupOf(campaign, moving)))['evaluations']).toBeGreaterThan(0);
});
