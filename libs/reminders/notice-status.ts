import { claimOf, doubtsOf, isDelivered, type NoticeView } from './notice-state.js';

/** How a notice stands: what lists filter by and boards count. `failed`: certainly not accepted so far, and tried again. */
export const noticeStatuses = ['issued', 'sending', 'delivered', 'failed', 'inDoubt', 'withdrawn', 'abandoned'] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];
/** Neither arrived nor over, as far as anybody knows. */
export const waitingStatuses = ['issued', 'sending', 'failed', 'inDoubt'] as const satisfies readonly NoticeStatus[];

export function noticeStatusOf(state: NoticeView): NoticeStatus {
  if (state.withdrawn) return 'withdrawn';
  if (isDelivered(state)) return 'delivered';
  if (state.abandoned) return 'abandoned';
  if (claimOf(state) !== undefined) return 'sending';
  if (doubtsOf(state).length > 0) return 'inDoubt';
  return state.attempts.length > 0 ? 'failed' : 'issued';
}
