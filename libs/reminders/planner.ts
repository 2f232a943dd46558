import { addDays, dayOf, type Instant } from '#kernel';
import { isWorkingDay, type Calendar } from '#rules';
import type { ChannelQuota } from './channel.port.js';
import { minutesFrom, type QuotaState } from './quota.js';
import { instantOf, minuteOf } from './windows.js';

/** Messages that leave in one minute. */
export type PlannedMinute = { readonly at: Instant; readonly messages: number };
/** `lastAt`: when the last one leaves; `left`: how many find no room within {@link maxPlannedDays}. */
export type SendingPlan = { readonly minutes: readonly PlannedMinute[]; readonly lastAt: Instant | null; readonly left: number };

export type Planning = {
  readonly messages: number;
  /** Of these messages, those that may leave at these instants only, or later. */
  readonly later?: readonly Instant[];
  /** Of one address; null: as many as there are leave at once. */
  readonly quota: ChannelQuota | null;
  readonly at: Instant;
  readonly calendar: Calendar;
  /** What is taken today already. */
  readonly taken?: QuotaState['taken'];
};

/** The most days that are planned ahead. */
export const maxPlannedDays = 60;

/** Spreads the messages of one address over the minutes of the sending windows, the earliest first, never over its quota. */
export function planSending({ messages, later = [], quota, at, calendar, taken = {} }: Planning): SendingPlan {
  const minutes: PlannedMinute[] = [];
  const held = later.toSorted();
  let left = messages;
  const [perMinute, perDay] = quota === null ? [messages, messages] : quota.per === 'minute' ? [quota.count, Number.POSITIVE_INFINITY] : [quota.count, quota.count];
  for (let ahead = 0; ahead < maxPlannedDays && left > 0; ahead++) {
    const day = addDays(dayOf(at), ahead);
    if (!isWorkingDay(calendar, day)) continue;
    const there = ahead === 0 ? taken : {};
    let room = perDay - Object.values(there).reduce((sum, count) => sum + count, 0);
    for (const minute of minutesFrom(ahead === 0 ? minuteOf(at) : 0)) {
      const instant = instantOf(day, minute);
      while (held[0] !== undefined && held[0] <= endOf(instant)) held.shift();
      const leaving = Math.min(left - held.length, room, perMinute - (there[minute] ?? 0));
      if (leaving <= 0) continue;
      minutes.push({ at: instant, messages: leaving });
      left -= leaving;
      room -= leaving;
      if (left === 0) break;
    }
  }
  return { minutes, lastAt: minutes.at(-1)?.at ?? null, left };
}

/** What may leave within a minute leaves in it. */
const endOf = (minute: Instant): Instant => new Date(Date.parse(minute) + 59_999).toISOString();
