import { refuse, type Actor, type DeepReadonly, type Refusal } from '#kernel';
import { ruleSetKey } from '#rules';
import type { Facts } from './facts.js';

type Opening = { readonly by: Actor; readonly data: { readonly union: string; readonly campaign: string; readonly evaluatedYear: number; readonly ruleSet: { readonly id: string; readonly version: number } } };
type CampaignRefusal = 'own-union' | 'campaign-unknown' | 'campaign-of-another-year' | 'union-not-below' | 'not-of-campaign' | 'rule-set-tightened';

/** A campaign calls its units up itself; a person who opens an evaluation names a campaign that is open, of that year, above that union. */
export function campaignRefused({ by, data }: Opening, facts: DeepReadonly<Facts>): Refusal<CampaignRefusal> | undefined {
  const { campaign, union } = facts;
  if (by.bodyId === `union-${data.union}`) return refuse('own-union', { body: by.bodyId });
  if (campaign === undefined) return refuse('campaign-unknown', { campaign: data.campaign });
  if (campaign.evaluatedYear !== data.evaluatedYear) return refuse('campaign-of-another-year', { campaign: data.campaign, evaluatedYear: campaign.evaluatedYear });
  if (union?.path.includes(campaign.federation) !== true) return refuse('union-not-below', { units: [data.union], count: 1 });
  if (!isWithin(by.bodyId, campaign.federation, facts)) return refuse('not-of-campaign', { body: by.bodyId, federation: campaign.federation });
  return tightenedRefused(data.ruleSet, facts.held);
}

/** A stricter set that a federation above has adopted holds in the stead of the one that is named (下级从严的，依下级). */
export function tightenedRefused({ id, version }: { readonly id: string; readonly version: number }, held: DeepReadonly<Facts>['held']): Refusal<'rule-set-tightened'> | undefined {
  return held === undefined ? undefined : refuse('rule-set-tightened', { id, version, holds: ruleSetKey(held.ruleSet), by: held.by });
}

/** The campaign's own federation, or one between it and the union. */
const isWithin = (body: string, campaign: string, facts: DeepReadonly<Facts>): boolean =>
  body === `federation-${campaign}` || (facts.union?.path.some((above) => body === `federation-${above}`) === true && facts.federation?.path?.includes(campaign) === true);

/** The campaign's rule set, where the one that a person names is another. */
export function otherOfCampaign(ruleSet: Opening['data']['ruleSet'], campaign: DeepReadonly<Facts>['campaign']): { id: string; version: number } | undefined {
  return campaign?.ruleSet === undefined || ruleSetKey(campaign.ruleSet) === ruleSetKey(ruleSet) ? undefined : { id: campaign.ruleSet.id, version: campaign.ruleSet.version };
}
