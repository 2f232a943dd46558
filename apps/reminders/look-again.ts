import { dayOf, type Instant, type Position } from '#kernel';
import type { Node } from '#platform';
import { answeringFor, noticeId, recipientId, stillDue, type Due, type DueRows, type NoticeState } from '#reminders';
import type { CampaignRow } from '#views';
import { rulesOfRows } from './campaign-rules.js';

/** What is still to be said, and whose round it is. */
export type Looked = { readonly due: readonly Due[]; readonly campaign: CampaignRow };
type Issued = NonNullable<NoticeState['issued']>;
type Asking = { readonly node: Pick<Node, 'commands' | 'views' | 'calendar'>; readonly rows: DueRows; readonly now: () => Instant };

/** How long a view may take to come as far as the notice, in milliseconds. */
const viewWaitMs = 10_000;

/**
 * Before a notice is sent: what of it is still due, by views that are at its last step or after it, which is at its issue or after
 * it; or why it is taken back.
 */
export async function lookAgain({ node, rows, now }: Asking, issued: Issued, position: Position): Promise<Looked | { readonly withdraw: 'nothingDue' | 'promised' | 'snoozed' | 'campaignClosed' | 'superseded' }> {
  const views = [node.views.evaluations, node.views.duties, node.views.nudges, node.views.campaigns];
  const came = await Promise.all(views.map((view) => view.reached(position, viewWaitMs)));
  if (came.includes(false)) throw new Error(`the views are behind position ${position}`);
  const campaign = await node.views.campaigns.get(issued.campaign);
  if (campaign === undefined) throw new Error(`no campaign ${issued.campaign}`);
  const owed = await rows.now([...new Set(issued.items.map(({ evaluation, duty }) => evaluation ?? duty ?? ''))]);
  const rules = await rulesOfRows(node.commands, campaign, owed);
  const named = new Set(issued.items.map(({ key }) => key));
  const answering = answeringFor(issued, owed.filter(({ key }) => named.has(key)), rules).map(recipientId);
  // Asked for in one turn they come from one snapshot.
  const said = new Map(await Promise.all(answering.map(async (id) => [id, await node.views.nudges.get(`${id}.${issued.campaign}`)] as const)));
  const newest = said.get(recipientId(issued.recipient))?.notices[0]?.notice;
  if (newest !== undefined && newest > noticeId(issued.recipient, issued.campaign, issued.day)) return { withdraw: 'superseded' };
  const checked = stillDue(issued, { rows: owed, rules, today: dayOf(now()), calendar: node.calendar(), nudged: (one) => said.get(recipientId(one)), campaignClosed: campaign.closed !== null });
  return 'withdraw' in checked ? checked : { ...checked, campaign };
}
