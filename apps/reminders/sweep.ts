import { dayOf, maxListLimit, type Instant } from '#kernel';
import type { Node } from '#platform';
import { digests, isSendingTime, noticeDecider, noticeOf, onePerUnit, recipientId, whatIsDue, type ContactBook, type DueRow, type DueRows, type NoticeJob, type Nudged, type Recipient, type ToIssue } from '#reminders';
import { addWorkingDays } from '#rules';
import type { CampaignRow, NoticeRow } from '#views';
import { remindersActor, rulesOfCampaign } from './campaign-rules.js';

export type Sweeping = {
  readonly node: Pick<Node, 'commands' | 'views' | 'calendar'>;
  readonly rows: DueRows;
  readonly contacts: ContactBook;
  /** False: only what waits is named. */
  readonly issuing?: boolean;
};
/** `jobs`: what the queue is to carry now, issued just now or left from before. */
export type Swept = { readonly issued: number; readonly refused: number; readonly jobs: readonly NoticeJob[] };

/** Commands and look-ups under way at once. */
const inFlight = 64;

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
  const reached = await reachable(due.map(({ row }) => row), contacts);
  const asked = { campaign, issuer: federation, today, calendar, rules, canReach: (recipient: Recipient) => reached.has(recipientId(recipient)), nudged: (recipient: Recipient) => nudged.get(recipientId(recipient)) };
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

/** Who among all that these rows may be told to has a contact. */
async function reachable(rows: readonly DueRow[], contacts: ContactBook): Promise<ReadonlySet<string>> {
  const asked = new Map<string, Recipient>();
  const ask = (recipient: Recipient) => asked.set(recipientId(recipient), recipient);
  for (const { owner, superiors } of rows) {
    if (owner.kind === 'union') for (const kind of ['chair', 'party'] as const) ask({ kind, id: owner.id });
    for (const id of owner.kind === 'union' ? superiors : [owner.id, ...superiors]) ask({ kind: 'federation', id });
  }
  const found = new Set<string>();
  await inBatches([...asked], async ([id, recipient]) => {
    if ((await contacts.contactsOf(recipient)).some(({ optedOut }) => optedOut !== true)) found.add(id);
  });
  return found;
}

/** Notices that are issued and neither sent nor over; what waits for a person is not among them. */
async function unsent({ views }: Sweeping['node'], at: Instant): Promise<readonly NoticeJob[]> {
  const waiting = await allOf((cursor) => views.notices.list({ where: { status: ['issued', 'sending', 'failed', 'inDoubt'] }, limit: maxListLimit, ...cursor }));
  return waiting.flatMap(([noticeId, row]) => (isRepeatable(row) ? [{ noticeId, attempt: row.attempts + 1, runAt: laterOf(row.state?.issued?.notBefore, at) }] : []));
}

const isRepeatable = ({ status, state }: NoticeRow): boolean => status !== 'inDoubt' || state?.attempts.at(-1)?.idempotent === true;
const laterOf = (notBefore: Instant | undefined, at: Instant): Instant => (notBefore !== undefined && notBefore > at ? notBefore : at);

type Page<Row> = { readonly rows: readonly (readonly [string, Row])[]; readonly next?: string };

async function allOf<Row>(page: (cursor: { readonly cursor?: string }) => Promise<Page<Row>>): Promise<readonly (readonly [string, Row])[]> {
  const all: (readonly [string, Row])[] = [];
  for (let cursor: { readonly cursor?: string } = {}; ; ) {
    const { rows, next } = await page(cursor);
    all.push(...rows);
    if (next === undefined) return all;
    cursor = { cursor: next };
  }
}

async function inBatches<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += inFlight) await Promise.all(all.slice(from, from + inFlight).map(run));
}
