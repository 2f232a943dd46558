import { maxListLimit, streamOf, type Instant, type PlainDate, type StoredEvent } from '#kernel';
import { recordedBy } from '#evaluation';
import { contactBook, textFor, type Language, type Node } from '#platform';
import { explain, levelsOf, noticeDecider, noticeStatusOf, callDecider, onePerUnit, recipientId, whatIsDue, type Contact, type Due, type DueRow, type Explanation, type NoticeState, type NoticeThatDay, type Nudged, type Recipient, type Today } from '#reminders';
import { reminderRulesOf, type WholeReminderRules } from '#rules';
import { nudgedBy, type NoticeRow, type OwedThing } from '#views';
import { foldedAsOf, wholeStream } from './as-of.js';
import type { CampaignAsked } from './campaign-asked.js';

export type Explaining = {
  readonly node: Node;
  readonly campaign: CampaignAsked;
  readonly day: PlainDate;
  /** What was recorded until then counts: the end of the day's last sending window, or now. */
  readonly asOf: Instant;
};

/** How many of the last notices and calls of a recipient are read for what it had been told and had said. */
const maxLookedAt = 50;

/** Level by level, why somebody was told or not of one thing that was owed: by what was on record then. */
export async function explained(explaining: Explaining, thing: OwedThing): Promise<{ readonly toldAs: DueRow; readonly levels: readonly Explanation[] }> {
  const { node, campaign, day, asOf } = explaining;
  const { owed, extended } = thing;
  const rules: WholeReminderRules = reminderRulesOf(campaign.rules);
  const row = standIn(thing, rules, { today: day, calendar: node.calendar() });
  const { federation: issuer } = campaign.opened;
  const book = contactBook(node.config.channels, (decider, id) => foldedAsOf(node, decider, { id, asOf: { at: asOf } }));
  const contacts = new Map<string, readonly Contact[]>();
  const nudged = new Map<string, Nudged | undefined>();
  const notices: NoticeThatDay[] = [];
  for (const { recipient } of levelsOf(row, issuer, rules.escalateAfter)) {
    const id = recipientId(recipient);
    contacts.set(id, await book.contactsOf(recipient));
    const told = await toldTo(explaining, recipient);
    nudged.set(id, told.before);
    notices.push(...told.thatDay);
  }
  const calendar = node.calendar();
  return { toldAs: row, levels: explain({ row, owed, extended, day, issuer, rules, calendar, contactsOf: (recipient) => contacts.get(recipientId(recipient)) ?? [], nudged: (recipient) => nudged.get(recipientId(recipient)), notices }) };
}

/** The line that speaks for it in a digest: of one unit only the longest overdue is named, but for items. */
function standIn({ row, owed, beside }: OwedThing, rules: WholeReminderRules, today: Today): DueRow {
  if (!owed || row.state === 'item') return row;
  const due = whatIsDue(beside, rules, today);
  if (!due.some((one) => one.row.key === row.key)) return row;
  const sameOwner = ({ row: { owner, state } }: Due) => state !== 'item' && owner.kind === row.owner.kind && owner.id === row.owner.id;
  return onePerUnit(due).find(sameOwner)?.row ?? row;
}

/** Notices of that day as they stand, and what the earlier ones and the calls had come to. */
async function toldTo({ node, campaign, day, asOf }: Explaining, recipient: Recipient): Promise<{ readonly before: Nudged | undefined; readonly thatDay: readonly NoticeThatDay[] }> {
  const limit = Math.min(maxLookedAt, maxListLimit);
  const { rows } = await node.views.notices.list({ where: { recipient: recipientId(recipient), campaign: campaign.id }, between: { day: { until: day } }, sort: { column: 'day', descending: true }, limit });
  const earlier = rows.filter(([, { kind, day: issued }]) => kind === 'call' || issued !== day);
  const events = await Promise.all(earlier.map(async ([id, { kind }]) => recordedBy(await wholeStream(node, streamOf(kind === 'call' ? callDecider.category : noticeDecider.category, id)), asOf)));
  const inOrder = events.flat().toSorted((one: StoredEvent, other: StoredEvent) => one.position - other.position);
  return { before: nudgedBy(inOrder), thatDay: rows.flatMap(([id, row]) => (row.kind === 'notice' && row.day === day ? [ofThatDay(id, row)] : [])) };
}

function ofThatDay(notice: string, { recipient, channel, state }: NoticeRow): NoticeThatDay {
  const { issued } = state as NoticeState;
  return { notice, recipient, status: noticeStatusOf(state as NoticeState), channel, keys: issued?.items.map(({ key }) => key) ?? [], more: issued !== null && issued.due > issued.items.length };
}

/** One level's answer with its words. */
export function describeExplanation(one: Explanation, language: Language) {
  const recipient = recipientId(one.recipient);
  const who = textFor(language, `recipientKind.${one.recipient.kind}`);
  if (one.told) return { recipient, level: one.level, told: true, named: one.named, because: null, notice: one.notice, channel: one.channel, until: null, since: null, text: textFor(language, one.named ? 'explained.told' : 'explained.counted', { who, channel: one.channel === null ? undefined : textFor(language, `channel.${one.channel}`) }) };
  const { because, notice = null, until = null, since = null } = one;
  return { recipient, level: one.level, told: false, named: null, because, notice, channel: null, until, since, text: textFor(language, 'explained.notTold', { who, why: textFor(language, `whyNot.${because}`, { until, since }) }) };
}
