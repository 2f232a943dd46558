import { dayOf, maxListLimit, type Instant } from '#kernel';
import type { Node } from '#platform';
import { Digesting, firstBefore, isSendingTime, noticeDecider, noticeOf, noticeStatusOf, onePerUnit, recipientId, whatIsDue, type ContactBook, type DueRow, type DueRows, type NoticeState, type Nudged, type Recipient, type ToIssue } from '#reminders';
import { addWorkingDays } from '#rules';
import type { CampaignRow } from '#views';
import { remindersActor, rulesOfCampaign } from './campaign-rules.js';
import { sideBySide, pagesOf } from './pages.js';
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
    const { notices, earlier } = await toIssue(sweeping, campaign, at);
    await sideBySide(notices, async ({ id, data }) => {
      const untold = await superseded(node, earlier(data.recipient), at);
      if (untold === undefined) return;
      const outcome = await node.commands.handle(noticeDecider, id, { type: 'IssueNotice', data: { ...data, nth: Math.max(1, data.nth - untold) }, commandId: 'issue', by: remindersActor, at });
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

async function toIssue({ node, rows, contacts }: Sweeping, { campaign, federation, ruleSet }: CampaignRow, at: Instant): Promise<ToTell> {
  const [rules, calendar, today] = [await rulesOfCampaign(node, { campaign, federation, ruleSet }), node.calendar(), dayOf(at)];
  const through = addWorkingDays(calendar, today, firstBefore(rules)).date;
  let digesting: Digesting | undefined;
  let told: Told = { nudged: () => undefined, earlier: () => [] };
  for await (const page of duePages(rows, campaign, through)) {
    const due = onePerUnit(whatIsDue(page, rules, { today, calendar }));
    if (due.length === 0) continue;
    // Asked only where there is something to tell.
    if (digesting === undefined) {
      told = await toldIn(node, campaign);
      digesting = new Digesting({ campaign, issuer: federation, today, calendar, rules, canReach: await reach(node, contacts), nudged: told.nudged });
    }
    digesting.add(due);
  }
  return { notices: digesting?.digests().map((digest) => noticeOf(digest, { at, calendar })) ?? [], earlier: told.earlier };
}

/**
 * Takes back what earlier notices to a recipient still wait: the newest says all. Before it is issued, for who sends claims in the same
 * stream: one of the two comes first. How many, which do not count as told; undefined: one of them went out today, or may have, and
 * there is one a day.
 */
async function superseded({ commands }: Sweeping['node'], earlier: readonly string[], at: Instant): Promise<number | undefined> {
  let untold = 0;
  for (const notice of earlier) {
    const status = noticeStatusOf((await commands.state(noticeDecider, notice)).state as NoticeState);
    if (status === 'issued' || status === 'failed') {
      const { kind } = await commands.handle(noticeDecider, notice, { type: 'WithdrawNotice', data: { reason: 'superseded' }, commandId: 'superseded', by: remindersActor, at });
      if (kind === 'recorded') untold++;
    }
    const { withdrawn, attempts } = (await commands.state(noticeDecider, notice)).state as NoticeState;
    // An attempt is claimed within a window, for minutes: its lease ends on the day on which it was made.
    if (!withdrawn && attempts.some(({ stands, leaseUntil }) => stands !== 'failed' && dayOf(leaseUntil) === dayOf(at))) return undefined;
  }
  return untold;
}

type Told = { readonly nudged: (recipient: Recipient) => Nudged | undefined; /** Ids of its last notices. */ readonly earlier: (recipient: Recipient) => readonly string[] };
type ToTell = Pick<Told, 'earlier'> & { readonly notices: readonly ToIssue[] };

/** What each recipient was told and said, without the rows it was about. */
async function toldIn({ views }: Sweeping['node'], campaign: string): Promise<Told> {
  const [nudged, earlier] = [new Map<string, Nudged>(), new Map<string, readonly string[]>()];
  for await (const page of pagesOf((cursor) => views.nudges.list({ where: { campaign }, limit: maxListLimit, ...cursor }))) {
    for (const [, { recipient, notices, ...row }] of page) {
      nudged.set(recipient, row);
      earlier.set(recipient, notices.map(({ notice }) => notice));
    }
  }
  return { nudged: (recipient) => nudged.get(recipientId(recipient)), earlier: (recipient) => earlier.get(recipientId(recipient)) ?? [] };
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
