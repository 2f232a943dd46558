import { randomUUID } from 'node:crypto';
import { canonicalJson, dayOf, type Command, type Instant, type Outcome } from '#kernel';
import { textFor, type Language, type Node } from '#platform';
import { federationDecider, type FederationState } from '#register';
import {
  attemptOf,
  claimOf,
  contentOf,
  formsOf,
  minuteOf,
  nextDelivery,
  noticeDecider,
  quotaDecider,
  quotaIdOf,
  recipientId,
  renderDigest,
  retryAt,
  slotMessage,
  type Channel,
  type Contact,
  type ContactBook,
  type DueRows,
  type NoticeState,
  type OutgoingNotice,
  type QuotaState,
} from '#reminders';
import { groupOf } from '#views';
import { remindersActor } from './campaign-rules.js';
import { lookAgain, type Looked } from './look-again.js';

export type Delivering = {
  readonly node: Pick<Node, 'commands' | 'views' | 'calendar' | 'log' | 'hashing' | 'links'>;
  readonly rows: DueRows;
  readonly contacts: ContactBook;
  readonly channels: ReadonlyMap<string, Channel>;
  /** The clock is read once an effect: an answer may take a minute. */
  readonly now: () => Instant;
  readonly signal: AbortSignal;
};
/** What came of it; `waits`: the sweep asks again. */
export type Delivered = 'delivered' | 'failed' | 'inDoubt' | 'withdrawn' | 'abandoned' | 'waits' | 'nothing';

/** How long an attempt is claimed, in minutes; channels answer well within it. */
const leaseMinutes = 5;

/**
 * Sends one notice, or records why not: looks again at what is due, at or after the position of issue; claims; sends; records. Nothing
 * is sent but by a claim on record, so that two workers, or one that comes back from the dead, send it once.
 */
export async function deliver(delivering: Delivering, noticeId: string): Promise<Delivered> {
  const { node, contacts, channels, now } = delivering;
  const folded = await node.commands.state(noticeDecider, noticeId);
  const state = folded.state as NoticeState;
  if (state.issued === null) return 'nothing';
  const known = await contacts.contactsOf(state.issued.recipient);
  const next = nextDelivery(state, known, { at: now(), channels: new Set(channels.keys()), calendar: node.calendar() });
  const give = (type: string, data: object, commandId: string) => handle(delivering, noticeId, { type, data, commandId });
  if (next.kind === 'nothing') return 'nothing';
  if (next.kind === 'wait') return 'waits';
  if (next.kind === 'doubt') return (await give('DoubtDelivery', { attempt: next.attempt, because: 'leaseOver' }, `doubt${next.attempt}`), 'inDoubt');
  if (next.kind === 'abandon') return (await give('AbandonNotice', { reason: next.reason }, 'abandon'), 'abandoned');
  const channel = channels.get(next.contact.channel) as Channel;
  const again = await lookAgain(delivering, state.issued, folded.position);
  if ('withdraw' in again) {
    const claim = claimOf(state);
    // Whoever claimed it is gone, and it may have arrived: it is not taken back, and not said again, for there is nothing to say.
    if (claim !== undefined) return (await give('DoubtDelivery', { attempt: claim, because: 'leaseOver' }, `doubt${claim}`), 'inDoubt');
    return (await give('WithdrawNotice', { reason: again.withdraw }, 'withdraw')).kind === 'refused' ? 'nothing' : 'withdrawn';
  }
  if (!(await hasSlot(delivering, { channel, contact: next.contact, message: slotMessage(noticeId, next.attempt) }))) return 'waits';
  return attempt(delivering, { noticeId, channel, contact: next.contact, issued: state.issued, ...again });
}

type Issued = NonNullable<NoticeState['issued']>;

type Slot = { readonly channel: Channel; readonly contact: Contact; readonly message: string };

/** A slot of the robot's or number's quota for this very minute, not for one that was missed; without a quota there is always one. */
async function hasSlot({ node, now }: Delivering, { channel, contact, message }: Slot): Promise<boolean> {
  if (channel.quota === null) return true;
  const at = now();
  const id = quotaIdOf(channel, contact.address, { day: dayOf(at), hashing: node.hashing });
  const { per, count } = channel.quota;
  const data = { messages: [message], earliest: minuteOf(at), ...(per === 'minute' ? { perMinute: count } : { perMinute: count, perDay: count }) };
  const outcome = await node.commands.handle(quotaDecider, id, { type: 'TakeSlots', data, commandId: `slot ${message} ${at}`, by: remindersActor, at });
  if (outcome.kind === 'refused' || outcome.kind === 'contended') return false;
  const { minuteOf: planned } = (await node.commands.state(quotaDecider, id)).state as QuotaState;
  return planned[message] === minuteOf(at);
}

type Attempting = Looked & { readonly noticeId: string; readonly channel: Channel; readonly contact: Contact; readonly issued: Issued };

async function attempt(delivering: Delivering, attempting: Attempting): Promise<Delivered> {
  const { node, now, signal } = delivering;
  const { noticeId, channel, contact, due } = attempting;
  const language = contact.language ?? (await languageOfIssuer(node, attempting.issued)) ?? 'zh-CN';
  const message = await messageOf(delivering, attempting, language);
  const at = now();
  const leaseUntil = new Date(Date.parse(at) + leaseMinutes * 60_000).toISOString();
  const claim = { channel: channel.name, idempotent: channel.idempotent, items: due.map(({ row }) => row.key), textDigest: node.hashing.sha256(bodyOf(message, channel)), leaseUntil };
  // An id of its own: a claim that somebody else made is nobody else's.
  const claimed = await handle(delivering, noticeId, { type: 'ClaimDelivery', data: claim, commandId: `claim ${randomUUID()}` });
  if (claimed.kind !== 'recorded' || claimed.repeated) return 'waits';
  const [attempted] = claimed.events;
  if (attempted === undefined) return 'waits';
  const number = (attempted.data as { readonly attempt: number }).attempt;
  const result = await channel.send({ ...message, noticeId, attempt: number, idempotencyKey: `${noticeId}.${channel.name}`, recipient: { id: recipientId(attempting.issued.recipient), address: contact.address }, language }, signal);
  if (result.kind === 'delivered') {
    await handle(delivering, noticeId, { type: 'ConfirmDelivery', data: { attempt: number, ...(result.receipt === undefined ? {} : { receipt: result.receipt.slice(0, 200) }) }, commandId: `confirm${number}` });
    return 'delivered';
  }
  if (result.kind === 'unknown') {
    await handle(delivering, noticeId, { type: 'DoubtDelivery', data: { attempt: number, because: 'unknown' }, commandId: `doubt${number}` });
    return 'inDoubt';
  }
  const { state } = await node.commands.state(noticeDecider, noticeId);
  const failures = (state as NoticeState).attempts.filter((one) => one.channel === channel.name).length;
  const again = result.retry === 'later' ? { notBefore: retryAt({ at: now(), failures, afterMs: result.afterMs }, node.calendar()) } : {};
  await handle(delivering, noticeId, { type: 'FailDelivery', data: { attempt: number, retry: result.retry, code: result.code, ...again }, commandId: `fail${number}` });
  return attemptOf(state as NoticeState, number) === undefined ? 'nothing' : 'failed';
}

/** The language of the federation whose campaign it is: for whoever has not said what they read. */
const languageOfIssuer = async ({ commands }: Delivering['node'], { federation }: Issued) => ((await commands.state(federationDecider, federation)).state as FederationState | undefined)?.language;

async function messageOf({ node, now, contacts }: Delivering, { noticeId, channel, issued, due, campaign }: Attempting, language: Language): Promise<Pick<OutgoingNotice, 'subject' | 'text' | 'markdown' | 'html' | 'parameters'>> {
  const { recipient, federation, nth, grade } = issued;
  const [body, issuer] = await Promise.all([recipient.kind === 'federation' ? node.views.federations.get(recipient.id) : undefined, node.views.federations.get(federation)]);
  const totals = recipient.kind === 'federation' ? await node.views.evaluations.totals(groupOf(issued.campaign, recipient.id)) : undefined;
  const [links, telephone] = await Promise.all([node.links.of(noticeId), contacts.telephoneOf(federation)]);
  const name = recipient.kind === 'federation' ? (body?.name ?? recipient.id) : (due[0]?.row.unit.name ?? recipient.id);
  const content = contentOf({
    due,
    inAll: issued.due - (issued.items.length - due.length),
    ...(issued.beyond === undefined ? {} : { beyond: issued.beyond }),
    at: now(),
    calendar: node.calendar(),
    grade,
    nth,
    recipient: { ...recipient, name },
    evaluatedYear: campaign.evaluatedYear,
    ...(totals === undefined ? {} : { figures: { should: totals['should'] ?? 0, held: totals['held'] ?? 0 } }),
    ...(links === undefined ? {} : { links }),
    ...(issuer === undefined ? {} : { contact: { body: issuer.name, ...(telephone === undefined ? {} : { telephone }) } }),
  });
  return renderDigest(content, { say: (key, details) => textFor(language, key, details), byteLimit: channel.byteLimit, forms: formsOf(channel) });
}

/** What its digest is taken of: a message may be longer than a text of an event. */
function bodyOf(message: Pick<OutgoingNotice, Channel['form']>, { form }: Channel): string {
  return form === 'parameters' ? canonicalJson(message.parameters) : message[form];
}

/** A refusal is an answer; an outage throws and the job comes again. */
async function handle({ node, now }: Delivering, noticeId: string, command: Pick<Command, 'type' | 'data' | 'commandId'>): Promise<Outcome> {
  const outcome = await node.commands.handle(noticeDecider, noticeId, { ...command, by: remindersActor, at: now() });
  if (outcome.kind === 'contended') throw new Error(`${outcome.stream} is contended`);
  return outcome;
}
