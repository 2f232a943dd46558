import { Type } from 'typebox';
import { eventType, refuse, type Command, type DeepReadonly, type EventOf, type Step } from '#kernel';
import { closed } from './notice-fields.js';
import { NoticeIssued } from './notice-issued.js';
import { claimOf, doubtsOf, isDelivered, type NoticeState } from './notice-state.js';

/** Why a notice was taken back before it was sent. */
export const withdrawalReasons = ['nothingDue', 'promised', 'snoozed', 'campaignClosed', 'superseded', 'byHand'] as const;
export const NoticeWithdrawn = eventType('NoticeWithdrawn', Type.Object({ reason: Type.Enum([...withdrawalReasons]) }, closed));
export type NoticeWithdrawn = EventOf<typeof NoticeWithdrawn>;

/** Why nobody tries any longer: it stands on the operator's list. */
export const abandonmentReasons = ['noContact', 'optedOut', 'refused', 'attemptsExhausted'] as const;
export const NoticeAbandoned = eventType('NoticeAbandoned', Type.Object({ reason: Type.Enum([...abandonmentReasons]) }, closed));
export type NoticeAbandoned = EventOf<typeof NoticeAbandoned>;

/** The sweep's decision on record. The stream's id is recipient, campaign and day: who comes second is refused. */
export type IssueNotice = Command<'IssueNotice', DeepReadonly<NoticeIssued['data']>>;
/** Nothing of it is due any more, or somebody takes it back. */
export type WithdrawNotice = Command<'WithdrawNotice', { readonly reason: (typeof withdrawalReasons)[number] }>;
export type AbandonNotice = Command<'AbandonNotice', { readonly reason: (typeof abandonmentReasons)[number] }>;

export type IssuingRefusal = 'notice-already-issued' | 'notice-not-issued' | 'notice-withdrawn' | 'notice-delivered' | 'delivery-claimed' | 'delivery-in-doubt';

export const issuing: Step<IssueNotice | WithdrawNotice | AbandonNotice, NoticeIssued | NoticeWithdrawn | NoticeAbandoned, NoticeState, object, IssuingRefusal> = {
  decide: {
    IssueNotice: ({ data }, { issued }) =>
      issued !== null ? refuse('notice-already-issued', { day: issued.day }) : [NoticeIssued.of({ ...data, recipient: { ...data.recipient }, counted: [...data.counted], items: data.items.map((item) => ({ ...item })) })],
    WithdrawNotice: ({ data }, state) => {
      if (state.issued === null) return refuse('notice-not-issued');
      if (state.withdrawn) return [];
      return unsent(state) ?? [NoticeWithdrawn.of({ reason: data.reason })];
    },
    AbandonNotice: ({ data }, state) => {
      if (state.issued === null) return refuse('notice-not-issued');
      if (state.withdrawn) return refuse('notice-withdrawn');
      if (state.abandoned) return [];
      return unsent(state) ?? [NoticeAbandoned.of({ reason: data.reason })];
    },
  },
  evolve: {
    NoticeIssued: (state, { data }) => ({ ...state, issued: data }),
    NoticeWithdrawn: (state) => ({ ...state, withdrawn: true }),
    NoticeAbandoned: (state) => ({ ...state, abandoned: true }),
  },
};

/** What was sent, or may have been, cannot be taken back. */
function unsent(state: DeepReadonly<NoticeState>) {
  if (isDelivered(state)) return refuse('notice-delivered');
  const claim = claimOf(state);
  if (claim !== undefined) return refuse('delivery-claimed', { attempt: claim, leaseUntil: state.attempts[claim - 1]?.leaseUntil ?? null });
  const [doubt] = doubtsOf(state);
  return doubt === undefined ? undefined : refuse('delivery-in-doubt', { attempt: doubt });
}
