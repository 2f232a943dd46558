import { maxListLimit, streamOf, type Instant, type PlainDate, type StoredEvent } from '#kernel';
import { recordedBy } from '#evaluation';
import { contactBook, textFor, type Language, type Node } from '#platform';
import { clockText, explain, levelsOf, noticeDecider, callDecider, onePerUnit, recipientId, whatIsDue, type Contact, type Due, type DueRow, type Explanation, type NoticeThatDay, type Nudged, type Recipient, type Today } from '#reminders';
import { reminderRulesOf, type WholeReminderRules } from '#rules';
import { nudgedBy, type OwedThing } from '#views';
import { foldedAsOf, wholeStream } from './as-of.js';
import type { CampaignAsked } from './campaign-asked.js';
import { noticeThatDay } from './notices-that-day.js';
import { rulesNamed } from './rules-of-rows.js';

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
  const { ruleSet } = thing.row;
  const rules: WholeReminderRules = reminderRulesOf(ruleSet === undefined ? campaign.rules : await rulesNamed(node, ruleSet));
  const row = standIn(thing, rules, { today: day, calendar: node.calendar() });
  const { federation: issuer } = campaign.opened;
  const book = contactBook(node.config.channels, (decider, id) => foldedAsOf(node, decider, { id, asOf: { at: asOf } }));
  const contacts = new Map<string, readonly Contact[]>();
  const nudged = new Map<string, Nudged | undefined>();
  const notices: NoticeThatDay[] = [];
  for (const { recipient } of levelsOf(row, issuer, rules.escalateAfter)) {
    const id = recipientId(recipient);
    contacts.set(id, await book.contactsOf(recipient));
    const told = await toldTo(explaining, recipient, contacts.get(id) ?? []);
    nudged.set(id, told.before);
    notices.push(...told.thatDay);
  }
  const calendar = node.calendar();
  return { toldAs: row, levels: explain({ row, owed, extended, day, at: asOf, issuer, rules, calendar, contactsOf: (recipient) => contacts.get(recipientId(recipient)) ?? [], nudged: (recipient) => nudged.get(recipientId(recipient)), notices }) };
}

/** The line that speaks for it in a digest: of one unit only the longest overdue is named, but for items. */
function standIn({ row, owed, beside }: OwedThing, rules: WholeReminderRules, today: Today): DueRow {
  if (!owed || row.state === 'item') return row;
  const due = whatIsDue(beside, rules, today);
  if (!due.some((one) => one.row.key === row.key)) return row;
  const sameOwner = ({ row: { owner, state } }: Due) => state !== 'item' && owner.kind === row.owner.kind && owner.id === row.owner.id;
  return onePerUnit(due).find(sameOwner)?.row ?? row;
}

/** Notices of that day as they stood, and what the earlier ones and the calls had come to. */
async function toldTo({ node, campaign, day, asOf }: Explaining, recipient: Recipient, contacts: readonly Contact[]): Promise<{ readonly before: Nudged | undefined; readonly thatDay: readonly NoticeThatDay[] }> {
  const limit = Math.min(maxLookedAt, maxListLimit);
  const { rows } = await node.views.notices.list({ where: { recipient: recipientId(recipient), campaign: campaign.id }, between: { day: { until: day } }, sort: { column: 'day', descending: true }, limit });
  const earlier = rows.filter(([, { kind, day: issued }]) => kind === 'call' || issued !== day);
  const events = await Promise.all(earlier.map(async ([id, { kind }]) => recordedBy(await wholeStream(node, streamOf(kind === 'call' ? callDecider.category : noticeDecider.category, id)), asOf)));
  const inOrder = events.flat().toSorted((one: StoredEvent, other: StoredEvent) => one.position - other.position);
  const issued = rows.filter(([, { kind, day: on }]) => kind === 'notice' && on === day);
  const thatDay = await Promise.all(issued.map(([id]) => noticeThatDay(node, id, { asOf, contacts })));
  return { before: nudgedBy(inOrder), thatDay: thatDay.filter((one) => one !== undefined) };
}

/** One level's answer with its words. */
export function describeExplanation(one: Explanation, language: Language) {
  const recipient = recipientId(one.recipient);
  const who = textFor(language, `recipientKind.${one.recipient.kind}`);
  if (one.told) return { recipient, level: one.level, told: true, named: one.named, because: null, notice: one.notice, channel: one.channel, sentAt: one.sentAt, until: null, since: null, text: textFor(language, one.named ? 'explained.told' : 'explained.counted', { who, channel: one.channel === null ? undefined : textFor(language, `channel.${one.channel}`), at: one.sentAt === null ? undefined : clockText(one.sentAt) }) };
  const { because, notice = null, until = null, since = null } = one;
  return { recipient, level: one.level, told: false, named: null, because, notice, channel: null, sentAt: null, until, since, text: textFor(language, 'explained.notTold', { who, why: textFor(language, `whyNot.${because}`, { until, since }) }) };
}
