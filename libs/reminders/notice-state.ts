import type { DeepReadonly, Instant, PlainDate } from '#kernel';
import type { NoticeIssued } from './notice-issued.js';

/** What became of one attempt. `claimed` with its lease over is as good as in doubt: whoever held it may have sent it. */
export type AttemptStands = 'claimed' | 'delivered' | 'failed' | 'doubted';
export type Attempt = {
  channel: string;
  idempotent: boolean;
  leaseUntil: Instant;
  stands: AttemptStands;
  /** Of one that failed: whether it may be tried again, and when at the earliest. */
  again?: boolean;
  notBefore?: Instant;
};

/** What a notice's stream is folded into. */
export type NoticeState = {
  issued: NoticeIssued['data'] | null;
  /** In the order of their numbers, which begin with 1. */
  attempts: Attempt[];
  withdrawn: boolean;
  abandoned: boolean;
  acknowledged: { on: PlainDate; willSubmitBy?: PlainDate } | null;
  snoozedUntil: PlainDate | null;
};

export const initial: DeepReadonly<NoticeState> = { issued: null, attempts: [], withdrawn: false, abandoned: false, acknowledged: null, snoozedUntil: null };

export type NoticeView = DeepReadonly<NoticeState>;

export const attemptOf = ({ attempts }: NoticeView, attempt: number) => attempts[attempt - 1];
/** Told so by the channel, or by the recipient: whoever answers has it. */
export const isDelivered = ({ attempts, acknowledged }: NoticeView): boolean => acknowledged !== null || attempts.some(({ stands }) => stands === 'delivered');
/** Attempts of which nobody can say whether they arrived, by number: the operator's list. None once it is delivered. */
export const doubtsOf = (state: NoticeView): readonly number[] => (isDelivered(state) ? [] : state.attempts.flatMap(({ stands }, index) => (stands === 'doubted' ? [index + 1] : [])));
/** The attempt that is claimed and not yet told of, if there is one: there is never a second. */
export const claimOf = ({ attempts }: NoticeView): number | undefined => {
  const index = attempts.findIndex(({ stands }) => stands === 'claimed');
  return index === -1 ? undefined : index + 1;
};

export const withAttempt = (state: NoticeView, attempt: number, became: Pick<Attempt, 'stands' | 'again' | 'notBefore'>): NoticeView => ({
  ...state,
  attempts: state.attempts.map((one, index) => (index + 1 === attempt ? { ...one, ...became } : one)),
});
