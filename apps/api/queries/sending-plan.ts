import { dayOf, maxListLimit, type Instant } from '#kernel';
import { contactBook, type Node } from '#platform';
import {
  instantOf, minuteOf, nextDelivery, planSending, quotaDecider, quotaIdOf, recipientId, slotMessage, waitingStatuses,
  type Channel, type Contact, type NoticeState, type QuotaState, type Recipient, type SendingPlan,
} from '#reminders';

/** The most notices that are planned at once. */
export const maxPlanned = 20_000;

/** One message that waits, with the instant it leaves; null: no room within the days that are planned. */
export type PlannedNotice = { readonly notice: string; readonly recipient: string; readonly channel: string; readonly leavesAt: Instant | null };
/** Messages of one address of one channel. */
type Address = { readonly channel: Channel; readonly address: string; readonly messages: Message[] };
type Message = { readonly notice: string; readonly recipient: string; readonly slot: string; readonly earliest: Instant };
export type PlannedAddress = SendingPlan & { readonly channel: Channel; readonly messages: number; readonly notices: readonly PlannedNotice[] };
export type Planned = { readonly waiting: number; readonly more: boolean; readonly forAPerson: number; readonly addresses: readonly PlannedAddress[] };

/** When what waits leaves, by the rules that send it: the next contact of each recipient, the windows, the quotas and what is taken of them. */
export async function plannedSending(node: Node, at: Instant): Promise<Planned> {
  const channels = await node.channels();
  const contactsOf = remembering(contactBook(node.config.channels, async (decider, id) => (await node.commands.state(decider, id)).state));
  const byAddress = new Map<string, Address>();
  let [waiting, forAPerson] = [0, 0];
  let cursor: string | undefined;
  do {
    const page = await node.views.notices.list({ where: { status: waitingStatuses }, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    for (const [notice, { state, recipient }] of page.rows) {
      const next = state?.issued == null ? undefined : wayOf(state, await contactsOf(state.issued.recipient), { at, channels, calendar: node.calendar() });
      const channel = next === undefined ? undefined : channels.get(next.contact.channel);
      if (next === undefined || channel === undefined) {
        forAPerson++;
        continue;
      }
      waiting++;
      const address = channel.quotaAddressOf?.(next.contact.address) ?? next.contact.address;
      const key = `${channel.name} ${address}`;
      const there: Address = byAddress.get(key) ?? { channel, address, messages: [] };
      byAddress.set(key, there);
      there.messages.push({ notice, recipient, slot: slotMessage(notice, next.attempt), earliest: next.earliest });
    }
    cursor = page.next;
  } while (cursor !== undefined && waiting < maxPlanned);
  const addresses = await Promise.all([...byAddress.values()].map((address) => planned(node, address, at)));
  return { waiting, more: cursor !== undefined, forAPerson, addresses };
}

type Way = { readonly contact: Contact; readonly attempt: number; readonly earliest: Instant };

/** Over which contact it goes next, and not before when; undefined: it goes nowhere by itself. */
function wayOf(state: NoticeState, contacts: readonly Contact[], { at, channels, calendar }: { readonly at: Instant; readonly channels: ReadonlyMap<string, Channel>; readonly calendar: ReturnType<Node['calendar']> }): Way | undefined {
  const known = new Set(channels.keys());
  let [earliest, next] = [at, nextDelivery(state, contacts, { at, channels: known, calendar })];
  // What it waits for may be over outside the sending windows.
  for (let waits = 0; waits < 2 && next.kind === 'wait'; waits++) {
    earliest = next.until;
    next = nextDelivery(state, contacts, { at: earliest, channels: known, calendar });
  }
  return next.kind === 'claim' ? { contact: next.contact, attempt: next.attempt, earliest } : undefined;
}

async function planned({ commands, calendar, hashing }: Node, { channel, address, messages }: Address, at: Instant): Promise<PlannedAddress> {
  const today = dayOf(at);
  const { quota } = channel;
  const slots = quota === null ? quotaDecider.initial : ((await commands.state(quotaDecider, quotaIdOf(channel, address, { day: today, hashing }))).state as QuotaState);
  const taken = { ...slots.taken };
  const inOrder = messages
    .map((message) => {
      const minute = slots.minuteOf[message.slot];
      if (minute === undefined) return message;
      // It has its slot: it takes no other, unless it missed it.
      taken[minute] = (taken[minute] ?? 1) - 1;
      if (minute < minuteOf(at)) return message;
      return { ...message, earliest: [message.earliest, instantOf(today, minute)].toSorted()[1] as Instant };
    })
    .toSorted((one, other) => (one.earliest === other.earliest ? (one.notice < other.notice ? -1 : 1) : one.earliest < other.earliest ? -1 : 1));
  const plan = planSending({ messages: inOrder.length, later: inOrder.map(({ earliest }) => earliest).filter((earliest) => earliest > at), quota, at, calendar: calendar(), taken });
  const leaving = plan.minutes.flatMap((minute) => Array.from({ length: minute.messages }, () => minute.at));
  return { ...plan, channel, messages: inOrder.length, notices: inOrder.map(({ notice, recipient }, index) => ({ notice, recipient, channel: channel.name, leavesAt: leaving[index] ?? null })) };
}

/** A contact book that is asked once a recipient. */
function remembering(book: ReturnType<typeof contactBook>): (recipient: Recipient) => Promise<readonly Contact[]> {
  const known = new Map<string, Promise<readonly Contact[]>>();
  return (recipient) => {
    const id = recipientId(recipient);
    const there = known.get(id) ?? book.contactsOf(recipient);
    known.set(id, there);
    return there;
  };
}
