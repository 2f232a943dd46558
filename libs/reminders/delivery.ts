import { Type } from 'typebox';
import { eventType, refuse, type Command, type Decision, type EventOf, type Instant, type Refusal, type Step } from '#kernel';
import { attemptNumber, channel, closed, instant, maxDeliveryAttempts, rowKeys } from './notice-fields.js';
import { attemptOf, claimOf, doubtsOf, isDelivered, withAttempt, type NoticeState, type NoticeView } from './notice-state.js';

/** The claim: from here on this attempt may have been sent. What it said is told by its digest. */
export const DeliveryAttempted = eventType(
  'DeliveryAttempted',
  Type.Object({ attempt: attemptNumber, channel, idempotent: Type.Boolean(), items: rowKeys, textDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }), leaseUntil: instant }, closed),
);
export const NoticeDelivered = eventType('NoticeDelivered', Type.Object({ attempt: attemptNumber, channel, receipt: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, closed));
/** Certainly not accepted. `code` is the channel's; its words go to the operator's log, for they may hold an address. */
export const NoticeFailed = eventType(
  'NoticeFailed',
  Type.Object({ attempt: attemptNumber, channel, retry: Type.Enum(['never', 'later']), code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }), notBefore: Type.Optional(instant) }, closed),
);
/** Nobody can say whether it arrived. */
export const DeliveryDoubted = eventType('DeliveryDoubted', Type.Object({ attempt: attemptNumber, channel, because: Type.Enum(['unknown', 'leaseOver']) }, closed));
/** A person found out. */
export const DeliverySettled = eventType('DeliverySettled', Type.Object({ attempt: attemptNumber, channel, arrived: Type.Boolean() }, closed));
export type DeliveryEvent = EventOf<typeof DeliveryAttempted> | EventOf<typeof NoticeDelivered> | EventOf<typeof NoticeFailed> | EventOf<typeof DeliveryDoubted> | EventOf<typeof DeliverySettled>;

export type ClaimDelivery = Command<'ClaimDelivery', { readonly channel: string; readonly idempotent: boolean; readonly items: readonly string[]; readonly textDigest: string; readonly leaseUntil: Instant }>;
export type ConfirmDelivery = Command<'ConfirmDelivery', { readonly attempt: number; readonly receipt?: string }>;
export type FailDelivery = Command<'FailDelivery', { readonly attempt: number; readonly retry: 'never' | 'later'; readonly code: string; readonly notBefore?: Instant }>;
export type DoubtDelivery = Command<'DoubtDelivery', { readonly attempt: number; readonly because: 'unknown' | 'leaseOver' }>;
export type SettleDelivery = Command<'SettleDelivery', { readonly attempt: number; readonly arrived: boolean }>;
export type DeliveryCommand = ClaimDelivery | ConfirmDelivery | FailDelivery | DoubtDelivery | SettleDelivery;

export const deliveryRefusals = [
  'notice-not-issued',
  'notice-withdrawn',
  'notice-delivered',
  'notice-abandoned',
  'notice-too-early',
  'delivery-claimed',
  'delivery-in-doubt',
  'attempts-exhausted',
  'item-not-in-notice',
  'lease-out-of-range',
  'attempt-unknown',
  'attempt-over',
  'nothing-in-doubt',
] as const;
export type DeliveryRefusal = (typeof deliveryRefusals)[number];

/** The longest that one attempt may be claimed, in minutes. */
export const maxLeaseMinutes = 15;

export const delivery: Step<DeliveryCommand, DeliveryEvent, NoticeState, object, DeliveryRefusal> = {
  decide: {
    ClaimDelivery: (command, state) => {
      const no = aboutTheNotice(command, state) ?? aboutAttempts(command, state) ?? aboutTheClaim(command, state);
      if (no !== undefined) return no;
      const { items, ...data } = command.data;
      return [DeliveryAttempted.of({ ...data, items: [...items], attempt: state.attempts.length + 1 })];
    },
    ConfirmDelivery: ({ data: { attempt, receipt } }, state) =>
      ending(state, attempt, 'delivered', (channel) => NoticeDelivered.of({ attempt, channel, ...(receipt === undefined ? {} : { receipt }) })),
    FailDelivery: ({ data: { attempt, ...told } }, state) => ending(state, attempt, 'failed', (channel) => NoticeFailed.of({ attempt, channel, ...told })),
    DoubtDelivery: ({ data: { attempt, because }, at }, state) => {
      const one = attemptOf(state, attempt);
      if (one === undefined) return refuse('attempt-unknown', { attempt });
      if (one.stands !== 'claimed') return [];
      if (because === 'leaseOver' && at < one.leaseUntil) return refuse('delivery-claimed', { attempt, leaseUntil: one.leaseUntil });
      return [DeliveryDoubted.of({ attempt, channel: one.channel, because })];
    },
    SettleDelivery: ({ data: { attempt, arrived } }, state) => {
      const one = attemptOf(state, attempt);
      if (one?.stands !== 'doubted') return refuse('nothing-in-doubt', { attempt });
      return [DeliverySettled.of({ attempt, channel: one.channel, arrived })];
    },
  },
  evolve: {
    DeliveryAttempted: (state, { data: { channel, idempotent, leaseUntil } }) => ({ ...sameKey(state, channel), attempts: [...sameKey(state, channel).attempts, { channel, idempotent, leaseUntil, stands: 'claimed' }] }),
    NoticeDelivered: (state, { data }) => withAttempt(state, data.attempt, { stands: 'delivered' }),
    NoticeFailed: (state, { data: { attempt, retry, notBefore } }) => withAttempt(state, attempt, { stands: 'failed', again: retry === 'later', ...(notBefore === undefined ? {} : { notBefore }) }),
    DeliveryDoubted: (state, { data }) => withAttempt(state, data.attempt, { stands: 'doubted' }),
    DeliverySettled: (state, { data }) => withAttempt(state, data.attempt, data.arrived ? { stands: 'delivered' } : { stands: 'failed', again: true }),
  },
};

/** An attempt that repeats the key of one whose end nobody knows takes that one's place as the claim; both may still be confirmed. */
const sameKey = (state: NoticeView, channel: string): NoticeView => ({ ...state, attempts: state.attempts.map((one) => (one.stands === 'claimed' && one.channel === channel ? { ...one, stands: 'doubted' } : one)) });

function aboutTheNotice({ data, at }: ClaimDelivery, state: NoticeView): Refusal<DeliveryRefusal> | undefined {
  const { issued, withdrawn, abandoned } = state;
  if (issued === null) return refuse('notice-not-issued');
  if (withdrawn) return refuse('notice-withdrawn');
  if (abandoned) return refuse('notice-abandoned');
  if (isDelivered(state)) return refuse('notice-delivered');
  if (at < issued.notBefore) return refuse('notice-too-early', { notBefore: issued.notBefore });
  const known = new Set(issued.items.map(({ key }) => key));
  const strange = data.items.filter((key) => !known.has(key));
  return strange.length === 0 ? undefined : refuse('item-not-in-notice', { items: strange.slice(0, 20) });
}

/** One attempt at a time; after one of unknown end only where a repetition of its key shows once. */
function aboutAttempts({ data, at }: ClaimDelivery, state: NoticeView): Refusal<DeliveryRefusal> | undefined {
  if (state.attempts.length >= maxDeliveryAttempts) return refuse('attempts-exhausted', { attempts: state.attempts.length });
  const claim = claimOf(state);
  const claimed = claim === undefined ? undefined : attemptOf(state, claim);
  if (claimed !== undefined && claim !== undefined && at < claimed.leaseUntil) return refuse('delivery-claimed', { attempt: claim, leaseUntil: claimed.leaseUntil });
  const open = [...doubtsOf(state), ...(claim === undefined ? [] : [claim])];
  const doubt = open.find((attempt) => {
    const one = attemptOf(state, attempt);
    return one?.idempotent !== true || one.channel !== data.channel || !data.idempotent;
  });
  return doubt === undefined ? undefined : refuse('delivery-in-doubt', { attempt: doubt });
}

function aboutTheClaim({ data, at }: ClaimDelivery, { issued }: NoticeView): Refusal<DeliveryRefusal> | undefined {
  const minutes = (Date.parse(data.leaseUntil) - Date.parse(at)) / 60_000;
  if (!(minutes > 0 && minutes <= maxLeaseMinutes)) return refuse('lease-out-of-range', { leaseUntil: data.leaseUntil, maxMinutes: maxLeaseMinutes });
  return issued === null || data.items.length > 0 ? undefined : refuse('item-not-in-notice', { items: [] });
}

/** How an attempt ended, told by whoever made it, be it late: a doubt is then none any more. */
function ending(state: NoticeView, attempt: number, stands: 'delivered' | 'failed', event: (channel: string) => DeliveryEvent): Decision<DeliveryEvent, DeliveryRefusal> {
  const one = attemptOf(state, attempt);
  if (one === undefined) return refuse('attempt-unknown', { attempt });
  if (one.stands === stands) return [];
  return one.stands === 'claimed' || one.stands === 'doubted' ? [event(one.channel)] : refuse('attempt-over', { attempt, stands: one.stands });
}
