import { dayOf, fold, nothingFolded, streamOf, type Instant, type StoredEvent } from '#kernel';
import { recordedBy } from '#evaluation';
import type { Node } from '#platform';
import { instantOf, isSendingTime, minuteOf, nextDelivery, noticeDecider, noticeStatusOf, quotaDecider, quotaIdOf, recipientId, sendingWindows, slotMessage, waitsForSlot, type Contact, type NoticeState, type NoticeThatDay, type QuotaState } from '#reminders';
import { foldedAsOf, wholeStream } from './as-of.js';

/** A notice as it stood by what was recorded until then; undefined where it was issued later. */
export async function noticeThatDay(node: Node, notice: string, { asOf, contacts }: { readonly asOf: Instant; readonly contacts: readonly Contact[] }): Promise<NoticeThatDay | undefined> {
  const events = recordedBy(await wholeStream(node, streamOf(noticeDecider.category, notice)), asOf);
  const state = fold(noticeDecider, nothingFolded(noticeDecider), events).state as NoticeState;
  const { issued, attempts } = state;
  if (issued === null) return undefined;
  const sentAt = events.find(arrived)?.metadata.at;
  const common = { notice, recipient: recipientId(issued.recipient), channel: attempts.at(-1)?.channel ?? null, keys: issued.items.map(({ key }) => key), more: issued.due > issued.items.length };
  const waitsFor = noticeStatusOf(state) === 'issued' ? await whatItWaitsFor(node, { notice, state, asOf, contacts }) : undefined;
  return { ...common, status: noticeStatusOf(state), ...(sentAt === undefined ? {} : { sentAt }), ...(waitsFor === undefined ? {} : { waitsFor }) };
}

/** Told by the channel, by a person, or by the recipient's own answer: the first of them. */
const arrived = ({ type, data }: StoredEvent): boolean => type === 'NoticeDelivered' || type === 'NoticeAcknowledged' || (type === 'DeliverySettled' && (data as { readonly arrived?: boolean }).arrived === true);

type Waiting = { readonly notice: string; readonly state: NoticeState; readonly asOf: Instant; readonly contacts: readonly Contact[] };

/** A slot of its channel's quota, else the hour; undefined: it could leave, and no worker has come to it. */
async function whatItWaitsFor(node: Node, { notice, state, asOf, contacts }: Waiting): Promise<'quota' | 'quietHours' | undefined> {
  const channels = await node.channels();
  const calendar = node.calendar();
  // The day's end belongs to its last minute: whether there was room in it is what is asked.
  const at = minuteOf(asOf) < sendingWindows[1].until ? asOf : instantOf(dayOf(asOf), sendingWindows[1].until - 1);
  const next = nextDelivery(state, contacts, { at, channels: new Set(channels.keys()), calendar });
  const channel = next.kind === 'claim' ? channels.get(next.contact.channel) : undefined;
  if (next.kind === 'claim' && channel !== undefined && channel.quota !== null) {
    const { quota } = channel;
    const id = quotaIdOf(channel, next.contact.address, { day: dayOf(asOf), hashing: node.hashing });
    const slots = (await foldedAsOf(node, quotaDecider, { id, asOf: { at: asOf } })) as QuotaState;
    if (waitsForSlot(slots, slotMessage(notice, next.attempt), { earliest: minuteOf(at), perMinute: quota.count, ...(quota.per === 'day' ? { perDay: quota.count } : {}) })) return 'quota';
  }
  return isSendingTime(asOf, calendar) ? undefined : 'quietHours';
}
