import { dayOf, maxListLimit, type Instant } from '#kernel';
import type { Node } from '#platform';
import { Digesting, isSendingTime, noticeDecider, noticeOf, onePerUnit, recipientId, whatIsDue, type ContactBook, type DueRow, type DueRows, type Nudged, type Recipient, type ToIssue } from '#reminders';
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
  let digesting: Digesting | undefined;
  for await (const page of duePages(rows, campaign, through)) {
    const due = onePerUnit(whatIsDue(page, rules, { today, calendar }));
    if (due.length === 0) continue;
    // Asked only where there is something to tell.
    digesting ??= new Digesting({ campaign, issuer: federation, today, calendar, rules, canReach: await reach(node, contacts), nudged: await nudgedIn(node, campaign) });
    digesting.add(due);
  }
  return digesting?.digests().map((digest) => noticeOf(digest, { at, calendar })) ?? [];
}

/** What each recipient was told and said, without the rows it was about. */
async function nudgedIn({ views }: Sweeping['node'], campaign: string): Promise<(recipient: Recipient) => Nudged | undefined> {
  const nudged = new Map<string, Nudged>();
  for await (const page of pagesOf((cursor) => views.nudges.list({ where: { campaign }, limit: maxListLimit, ...cursor }))) {
    for (const [, { recipient, notices: _about, ...row }] of page) nudged.set(recipient, row);
  }
  return (recipient) => nudged.get(recipientId(recipient));
}

/** Page after page of what is due, the next one asked for while one is looked at; an evaluation or duty is whole on one of them. */
async function* duePages(rows: DueRows, campaign: string, through: string): AsyncGenerator<readonly DueRow[]> {
  for (let asked: ReturnType<DueRows['due']> | undefined = rows.due(campaign, through); asked !== undefined; ) {
    const page: Awaited<ReturnType<DueRows['due']>> = await asked;
    asked = page.next === undefined ? undefined : rows.due(campaign, through, page.next);
    // Whoever stops looking leaves nobody to hear that the next page failed.
    asked?.catch(() => {});
    yield page.rows;
  }
}

async function allOf<Row>(page: Parameters<typeof pagesOf<Row>>[0]): Promise<readonly (readonly [string, Row])[]> {
  const all: (readonly [string, Row])[] = [];
  for await (const rows of pagesOf(page)) all.push(...rows);
  return all;
}
