import { dayOf, maxListLimit, type Instant } from '#kernel';
import type { Node } from '#platform';
import { digests, isSendingTime, noticeDecider, noticeOf, onePerUnit, recipientId, whatIsDue, type ContactBook, type DueRow, type DueRows, type NoticeJob, type Nudged, type Recipient, type ToIssue } from '#reminders';
import { addWorkingDays } from '#rules';
import type { CampaignRow, NoticeRow } from '#views';
import { remindersActor, rulesOfCampaign } from './campaign-rules.js';
import { inBatches, pagesOf } from './pages.js';
import { reach } from './reach.js';

export type Sweeping = {
  readonly node: Pick<Node, 'commands' | 'views' | 'calendar'>;
  readonly rows: DueRows;
  readonly contacts: ContactBook;
  /** False: only what waits is named. */
  readonly issuing?: boolean;
};
/** `jobs`: what the queue is to carry now, issued just now or left from before. */
export type Swept = { readonly issued: number; readonly refused: number; readonly jobs: readonly NoticeJob[] };

/**
 * Asks the views what is due and records it, a notice a recipient a campaign a day; then names every notice that waits to be sent, so
 * that a queue that was lost is as full again. Outside the sending windows nothing is issued. Two sweeps at once issue
 * each notice once: the stream takes one first event.
 */
export async function sweep(sweeping: Sweeping, at: Instant): Promise<Swept> {
  const { node } = sweeping;
  const issued: NoticeJob[] = [];
  let refused = 0;
  if (sweeping.issuing !== false && isSendingTime(at, node.calendar())) {
    for (const campaign of await openCampaigns(node)) {
      await inBatches(await toIssue(sweeping, campaign, at), async ({ id, data }) => {
        const outcome = await node.commands.handle(noticeDecider, id, { type: 'IssueNotice', data, commandId: 'issue', by: remindersActor, at });
        if (outcome.kind === 'recorded' && !outcome.repeated) issued.push({ noticeId: id, attempt: 1, runAt: data.notBefore });
        else refused++;
      });
    }
  }
  // Those of just now the view may not show yet.
  const named = new Set(issued.map(({ noticeId }) => noticeId));
  return { issued: issued.length, refused, jobs: [...issued, ...(await unsent(node, at)).filter(({ noticeId }) => !named.has(noticeId))] };
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

/** Notices that are issued and neither sent nor over; what waits for a person is not among them. */
async function unsent({ views }: Sweeping['node'], at: Instant): Promise<readonly NoticeJob[]> {
  const waiting = await allOf((cursor) => views.notices.list({ where: { status: ['issued', 'sending', 'failed', 'inDoubt'] }, limit: maxListLimit, ...cursor }));
  return waiting.flatMap(([noticeId, row]) => (isRepeatable(row) ? [{ noticeId, attempt: row.attempts + 1, runAt: laterOf(row.state?.issued?.notBefore, at) }] : []));
}

const isRepeatable = ({ status, state }: NoticeRow): boolean => status !== 'inDoubt' || state?.attempts.at(-1)?.idempotent === true;
const laterOf = (notBefore: Instant | undefined, at: Instant): Instant => (notBefore !== undefined && notBefore > at ? notBefore : at);

async function allOf<Row>(page: Parameters<typeof pagesOf<Row>>[0]): Promise<readonly (readonly [string, Row])[]> {
  const all: (readonly [string, Row])[] = [];
  for await (const rows of pagesOf(page)) all.push(...rows);
  return all;
}
