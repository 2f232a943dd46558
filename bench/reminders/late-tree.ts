import { readRuleSet, shippedRuleSet } from '#adapters/rule-files';
import { campaignDecider } from '#campaign';
import { evaluation } from '#evaluation';
import type { Actor, AnyDecider } from '#kernel';
import { ruleSetDigest, type Node } from '#platform';
import { federationDecider, unionDecider } from '#register';
import { ruleSetKey, rulesDecider } from '#rules';
import { record } from '../engine/population.js';
import type { Workplace } from '../engine/workplace.js';
import { ratePerSecond } from '../in-flight.js';

/** So many unions that have done nothing, in a city of districts and streets: so many federations in all. */
export type LateTree = { readonly unions: number; readonly federations: number };

export const campaign = 'late_2025';
const root = 'city';
/** A city has some forty districts. */
const streetsPerDistrict = 50;
const width = 64;
const by: Actor = { kind: 'process', office: 'bench', bodyId: 'log-main', assurance: 'unverified' };
const at = '2025-02-10T02:00:00.000Z';

/** Their plans were due on 31 March. On this Tuesday, five working days later, streets hear of it. */
export const early = '2025-04-08T02:00:00.000Z';
/** By this Tuesday districts and the city hear of it too. */
export const late = '2025-06-10T02:00:00.000Z';

export const streetOf = (index: number): string => `s${index}`;
/** How many streets a tree has: what is neither city nor district. */
export function streetsOf({ federations }: Pick<LateTree, 'federations'>): number {
  const districts = Math.max(1, Math.round((federations - 1) / (streetsPerDistrict + 1)));
  return Math.max(1, federations - 1 - districts);
}
const districtOf = (street: number): string => `d${Math.floor(street / streetsPerDistrict)}`;

/** Founds the tree, the campaign and an evaluation a union, through the real handlers; returns when the views show it. */
export async function growLate(node: Node, tree: LateTree): Promise<void> {
  const ruleSet = readRuleSet(shippedRuleSet('default'));
  const tell = (decider: AnyDecider, id: string, type: string, data: object) => record(node, decider, id, { type, data, by, at, commandId: `late-${type}` });
  const streets = streetsOf(tree);
  await tell(federationDecider, root, 'RegisterFederation', { name: '市总工会', line: 'territorial', superiors: [], level: 'city' });
  for (let street = 0; street < streets; street += streetsPerDistrict) await tell(federationDecider, districtOf(street), 'RegisterFederation', { name: `${districtOf(street)}区总工会`, line: 'territorial', superiors: [root], level: 'district' });
  await ratePerSecond(streets, width, (street) => tell(federationDecider, streetOf(street), 'RegisterFederation', { name: `${streetOf(street)}街道总工会`, line: 'territorial', superiors: [districtOf(street)], level: 'town' }));
  await tell(rulesDecider, ruleSetKey(ruleSet), 'PublishRuleSet', { ruleSet, digest: ruleSetDigest(ruleSet) });
  await tell(campaignDecider, campaign, 'OpenCampaign', { ruleSet: { id: ruleSet.id, version: ruleSet.version }, evaluatedYear: 2025, federation: root, openedOn: '2025-02-10' });
  await ratePerSecond(tree.unions, width, async (index) => {
    const [union, street] = [`u${index}`, index % streets];
    await tell(unionDecider, union, 'RegisterUnion', { name: `第${index}公司工会`, class: 'privateFirm', superior: streetOf(street) });
    const superiors = [streetOf(street), districtOf(street), root];
    await tell(evaluation, `${union}.2025.1`, 'OpenEvaluation', { campaign, union, evaluatedYear: 2025, run: 1, ruleSet: { id: ruleSet.id, version: ruleSet.version }, superiors });
  });
  await caughtUp(node);
}

export async function caughtUp({ log, views }: Node): Promise<void> {
  const end = await log.end();
  for (const view of Object.values(views)) if (!(await view.reached(end, 600_000))) throw new Error('the views did not catch up');
}

/** A node on such a tree: grown by whoever asks first in a workplace. Opened anew, so that nothing is in a cache. */
export async function lateFolder(place: Workplace, tree: LateTree): ReturnType<Workplace['node']> {
  const name = `late-${tree.unions}-${tree.federations}`;
  const first = await place.node(name);
  if ((await first.node.log.head(`campaign-${campaign}`)) === 'none') await growLate(first.node, tree);
  await first.close();
  const opened = await place.node(name);
  await opened.node.opened;
  return opened;
}
