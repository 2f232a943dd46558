import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decider, type DeepReadonly, type EventOf, type Hashing, type PlainDate } from '#kernel';
import type { Channel } from './channel.port.js';
import { closed } from './notice-fields.js';
import { sendingWindows } from './windows.js';

/** One of the messages of a robot or number: a notice's id and the number of the attempt. */
const message = Type.String({ minLength: 1, maxLength: 210 });
/** The most messages of one command. */
export const maxMessagesPerSlots = 500;
const minute = Type.Integer({ minimum: 0, maximum: 1_439 });

/** Minutes of the day (Asia/Shanghai) in which these messages leave. */
export const SlotsTaken = eventType(
  'SlotsTaken',
  Type.Object({ slots: Type.Array(Type.Object({ minute, messages: Type.Array(message, { minItems: 1, maxItems: maxMessagesPerSlots }) }, closed), { minItems: 1, maxItems: maxMessagesPerSlots }) }, closed),
);
export type SlotsTaken = EventOf<typeof SlotsTaken>;

/**
 * Plans messages of one address on one day, the earliest minutes first. A message has one slot, however often it is asked for; one that
 * was missed, earlier than `earliest`, is given up for a new one: whoever comes late does not send beside those whose minute it is.
 */
export type TakeSlots = Command<
  'TakeSlots',
  {
    readonly messages: readonly string[];
    /** Minute of the day before which none leaves. */
    readonly earliest: number;
    readonly perMinute: number;
    readonly perDay?: number;
  }
>;

/** Id of the stream of one address of one channel on one day; the address itself, perhaps a telephone number, stands in none. */
export const quotaId = (channel: string, address: { readonly sha256: string }, day: PlainDate): string => `${channel}_${address.sha256.slice(0, 15)}.${day.replaceAll('-', '')}`;

/** The same by a contact's address: names that lead to one robot share its quota. */
export const quotaIdOf = (channel: Pick<Channel, 'name' | 'quotaAddressOf'>, address: string, { day, hashing }: { readonly day: PlainDate; readonly hashing: Pick<Hashing, 'sha256'> }): string =>
  quotaId(channel.name, { sha256: hashing.sha256(channel.quotaAddressOf?.(address) ?? address) }, day);

/** One attempt at a notice, as slots are asked for it. */
export const slotMessage = (notice: string, attempt: number): string => `${notice}/${attempt}`;

/** Per minute of the day, how many messages leave; and the minute of each message. */
export type QuotaState = { taken: { [minute: number]: number }; minuteOf: { [message: string]: number } };

export const quotaRefusals = ['slots-empty', 'too-many-messages', 'quota-exhausted', 'quota-impossible'] as const;
export type QuotaRefusal = (typeof quotaRefusals)[number];

/** Category `quota`: one address of one channel on one day, `ROBOT.20251222`. Appended at the revision that was read: two senders cannot take one slot. */
export const quotaDecider: Decider<TakeSlots, SlotsTaken, QuotaState, object, QuotaRefusal> = {
  category: 'quota',
  initial: { taken: {}, minuteOf: {} },
  needs: () => ({}),
  decide: {
    TakeSlots: ({ data }, state) => {
      const { messages, perMinute, perDay = Number.POSITIVE_INFINITY } = data;
      if (messages.length === 0) return refuse('slots-empty');
      if (messages.length > maxMessagesPerSlots) return refuse('too-many-messages', { messages: messages.length, allowed: maxMessagesPerSlots });
      if (!(Number.isInteger(perMinute) && perMinute >= 1 && perDay >= 1)) return refuse('quota-impossible', { perMinute });
      const wanting = [...new Set(messages)].filter((one) => (state.minuteOf[one] ?? -1) < data.earliest);
      if (wanting.length === 0) return [];
      const slots = slotsFor(wanting, without(state, wanting), data);
      // Those that find no room today are asked for again tomorrow; none at all is a no.
      return slots.length === 0 ? refuse('quota-exhausted', { messages: wanting.length }) : [SlotsTaken.of({ slots })];
    },
  },
  evolve: {
    SlotsTaken: (state, { data: { slots } }) => {
      const taken = { ...without(state, slots.flatMap(({ messages }) => messages)).taken };
      const minuteOf = { ...state.minuteOf };
      for (const { minute: at, messages } of slots) {
        taken[at] = (taken[at] ?? 0) + messages.length;
        for (const one of messages) minuteOf[one] = at;
      }
      return { taken, minuteOf };
    },
  },
};

/** As if these messages had no slots: what was missed was not sent. */
function without(state: DeepReadonly<QuotaState>, messages: readonly string[]): DeepReadonly<Pick<QuotaState, 'taken'>> {
  const missed = messages.flatMap((one) => state.minuteOf[one] ?? []);
  if (missed.length === 0) return state;
  const taken = { ...state.taken };
  for (const at of missed) taken[at] = (taken[at] ?? 0) - 1;
  return { taken };
}

/** Whether at that minute the message still waits for its slot, or for there to be one that day. */
export function waitsForSlot(state: DeepReadonly<QuotaState>, message: string, room: Room): boolean {
  const slot = state.minuteOf[message];
  return slot !== undefined && slot >= room.earliest ? slot > room.earliest : slotsFor([message], without(state, [message]), room).length === 0;
}

type Room = Pick<TakeSlots['data'], 'earliest' | 'perMinute' | 'perDay'>;

function slotsFor(messages: readonly string[], { taken }: DeepReadonly<Pick<QuotaState, 'taken'>>, { earliest, perMinute, perDay = Number.POSITIVE_INFINITY }: Room): SlotsTaken['data']['slots'] {
  const waiting = messages.slice(0, Math.max(0, Math.min(messages.length, perDay - Object.values(taken).reduce((sum, count) => sum + count, 0))));
  const slots: SlotsTaken['data']['slots'] = [];
  for (const at of minutesFrom(earliest)) {
    if (waiting.length === 0) break;
    const leaving = waiting.splice(0, Math.max(0, perMinute - (taken[at] ?? 0)));
    if (leaving.length > 0) slots.push({ minute: at, messages: leaving });
  }
  return slots;
}

/** Minutes of the sending windows from one on. */
export function* minutesFrom(earliest: number): Generator<number> {
  for (const { from, until } of sendingWindows) for (let at = Math.max(from, earliest); at < until; at++) yield at;
}
