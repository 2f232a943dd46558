import { dayOf, maxListLimit, type Instant } from '#kernel';
import type { Node } from '#platform';
import { digests, isSendingTime, noticeDecider, noticeOf, onePerUnit, recipientId, whatIsDue, type ContactBook, type DueRow, type DueRows, type Nudged, type Recipient, type ToIssue } from '#reminders';
import { addWorkingDays } from '#rules';
import type { CampaignRow } from '#views';
import { remindersActor, rulesOfCampaign } from './campaign-rules.js';
import { inBatches, pagesOf } from './pages.js';
import { reach } from './reach.js';

export type Sweeping = {
  readonly node: Pick<Node, 'commands' | 'views' | 'calendar' | 'log'>;
  readonly rows: DueRows;
  readonly contacts: ContactBook;
};
export type Swept = { readonly issued: number; readonly refused: number };

/** How long the view of notices may take to come as far as what was issued, in milliseconds. */
const viewWaitMs = 10_000;

/**
 * Asks the views what is due and records it, a notice a recipient a campaign a day. Outside the sending windows nothing is issued.
 * Two sweeps at once issue each notice once: the stream takes one first event. When it returns, the view shows what waits.
 */
export async function sweep(sweeping: Sweeping, at: Instant): Promise<Swept> {
  const { node } = sweeping;
  let [issued, refused] = [0, 0];
  if (!isSendingTime(at, node.calendar())) return { issued, refused };
  for (const campaign of await openCampaigns(node)) {
    await inBatches(await toIssue(sweeping, campaign, at), async ({ id, data }) => {
      const outcome = await node.commands.handle(noticeDecider, id, { type: 'IssueNotice', data, commandId: 'issue', by: remindersActor, at });
      if (outcome.kind === 'recorded' && !outcome.repeated) issued++;
      else refused++;
    });
  }
  if (issued > 0) await node.views.notices.reached(await node.log.end(), viewWaitMs);
  return { issued, refused };
}

async function openCampaigns({ views }: Sweeping['node']): Promise<readonly CampaignRow[]> {
  return (await allOf((cursor) => views.campaigns.list({ where: { closedOn: null }, limit: maxListLimit, ...cursor }))).map(([, row]) => row);
}

async function toIssue({ node, rows, contacts }: Sweeping, { campaign, federation, ruleSet }: CampaignRow, at: Instant): Promise<readonly ToIssue[]> {
  const [rules, calendar, today] = [await rulesOfCampaign(node.commands, ruleSet), node.calendar(), dayOf(at)];
  const through = addWorkingDays(calendar, today, Math.max(0, ...rules.before)).date;
  const due = onePerUnit(whatIsDue(await allDue(rows, campaign, through), rules, { today, calendar }));
  if (due.length === 0) return [];
  const nudged = new Map<string, Nudged>((await allOf((cursor) => node.views.nudges.list({ where: { campaign }, limit: maxListLimit, ...cursor }))).map(([, row]) => [row.recipient, row]));
  const asked = { campaign, issuer: federation, today, calendar, rules, canReach: await reach(node, contacts), nudged: (recipient: Recipient) => nudged.get(recipientId(recipient)) };
  return digests(due, asked).map((digest) => noticeOf(digest, { at, calendar }));
}

async function allDue(rows: DueRows, campaign: string, through: string): Promise<readonly DueRow[]> {
  const all: DueRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await rows.due(campaign, through, cursor);
    all.push(...page.rows);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}

async function allOf<Row>(page: Parameters<typeof pagesOf<Row>>[0]): Promise<readonly (readonly [string, Row])[]> {
  const all: (readonly [string, Row])[] = [];
  for await (const rows of pagesOf(page)) all.push(...rows);
  return all;
}
