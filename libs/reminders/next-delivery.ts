import type { Instant } from '#kernel';
import type { Calendar } from '#rules';
import type { Contact } from './recipient.js';
import type { abandonmentReasons } from './issuing.js';
import { attemptOf, claimOf, doubtsOf, isDelivered, type NoticeView } from './notice-state.js';
import { maxDeliveryAttempts } from './notice-fields.js';
import { nextSendingTime } from './windows.js';

/** The most attempts on one channel; then the next one is tried, at the end the operator's list. */
export const maxAttemptsPerChannel = 5;
/** Minutes until a channel is asked again after its first, second, … failure, where it did not say itself; after one of unknown end, from the end of its claim. */
const backoffMinutes = [1, 5, 15, 30] as const;

/** A failure: when, how many there have been on its channel, and how long the channel asked for, in milliseconds. */
export type Failure = { readonly at: Instant; readonly failures: number; readonly afterMs?: number | undefined };

/** When a channel that failed may be asked again: within a sending window, for whoever may not be disturbed at first may not be later. */
export function retryAt({ at, failures, afterMs }: Failure, calendar: Calendar): Instant {
  const minutes = backoffMinutes[Math.min(failures, backoffMinutes.length) - 1] ?? backoffMinutes[0];
  return nextSendingTime(new Date(Date.parse(at) + (afterMs ?? minutes * 60_000)).toISOString(), calendar);
}

/** What to do with a notice now. */
export type NextDelivery =
  | { readonly kind: 'claim'; readonly contact: Contact; readonly attempt: number }
  /** Somebody is at it, the channel asked for patience, or it is not the hour to disturb anybody. */
  | { readonly kind: 'wait'; readonly until: Instant }
  /** Whoever claimed it is gone, and it may have arrived. */
  | { readonly kind: 'doubt'; readonly attempt: number }
  | { readonly kind: 'abandon'; readonly reason: (typeof abandonmentReasons)[number] }
  /** It is over, or waits for a person. */
  | { readonly kind: 'nothing' };

export type DeliveringAt = { readonly at: Instant; readonly channels: ReadonlySet<string>; readonly calendar: Calendar };

/**
 * Decides by what is on record, the contacts in their order and the channels that this process has. Nothing is claimed outside the
 * sending windows, however often it was tried before and whatever it waited for.
 */
export function nextDelivery(state: NoticeView, contacts: readonly Contact[], asked: DeliveringAt): NextDelivery {
  const next = decided(state, contacts, asked);
  if (next.kind !== 'claim') return next;
  const until = nextSendingTime(asked.at, asked.calendar);
  return until > asked.at ? { kind: 'wait', until } : next;
}

function decided(state: NoticeView, contacts: readonly Contact[], { at, channels, calendar }: DeliveringAt): NextDelivery {
  if (state.issued === null || state.withdrawn || state.abandoned || isDelivered(state)) return { kind: 'nothing' };
  if (at < state.issued.notBefore) return { kind: 'wait', until: state.issued.notBefore };
  const open = openAttempt(state);
  if (open !== undefined) return afterOpen(state, open, { at, contacts, calendar });
  const known = contacts.filter(({ channel }) => channels.has(channel));
  const left = known.filter(({ optedOut, channel }) => optedOut !== true && mayTry(state, channel));
  const [contact] = left;
  if (contact === undefined || state.attempts.length >= maxDeliveryAttempts) return { kind: 'abandon', reason: whyNone(state, known) };
  const until = state.attempts.filter(({ channel }) => channel === contact.channel).at(-1)?.notBefore;
  return until !== undefined && until > at ? { kind: 'wait', until } : { kind: 'claim', contact, attempt: state.attempts.length + 1 };
}

/** The attempt whose end nobody told: claimed, or in doubt. */
const openAttempt = (state: NoticeView): number | undefined => claimOf(state) ?? doubtsOf(state).at(-1);

function afterOpen(state: NoticeView, attempt: number, { at, contacts, calendar }: Pick<DeliveringAt, 'at' | 'calendar'> & { readonly contacts: readonly Contact[] }): NextDelivery {
  const one = attemptOf(state, attempt);
  if (one === undefined) return { kind: 'nothing' };
  if (one.stands === 'claimed' && at < one.leaseUntil) return { kind: 'wait', until: one.leaseUntil };
  const contact = contacts.find(({ channel }) => channel === one.channel);
  if (contact === undefined || !isRepeatable(state)) return one.stands === 'claimed' ? { kind: 'doubt', attempt } : { kind: 'nothing' };
  // Whose sender is gone is taken up at once; a channel that gave no clear answer is left alone first, as one that failed.
  const until = one.stands === 'claimed' ? at : retryAt({ at: one.leaseUntil, failures: triedOn(state, one.channel) }, calendar);
  return until > at ? { kind: 'wait', until } : { kind: 'claim', contact, attempt: state.attempts.length + 1 };
}

/** Whether an attempt of unknown end is made again: where a repeated key shows once, and not for ever. Else it waits for a person: another channel could tell somebody twice. */
export function isRepeatable(state: NoticeView): boolean {
  const open = openAttempt(state);
  const one = open === undefined ? undefined : attemptOf(state, open);
  return one !== undefined && one.idempotent && triedOn(state, one.channel) < maxAttemptsPerChannel;
}

const triedOn = ({ attempts }: NoticeView, channel: string): number => attempts.filter((one) => one.channel === channel).length;

function mayTry({ attempts }: NoticeView, channel: string): boolean {
  const failed = attempts.filter((one) => one.channel === channel);
  return failed.length < maxAttemptsPerChannel && failed.every(({ again }) => again !== false);
}

function whyNone({ attempts }: NoticeView, known: readonly Contact[]): (typeof abandonmentReasons)[number] {
  if (known.length === 0) return 'noContact';
  if (attempts.length === 0) return 'optedOut';
  return attempts.some(({ again }) => again !== false) ? 'attemptsExhausted' : 'refused';
}
