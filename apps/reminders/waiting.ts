import { maxListLimit, type DeepReadonly, type Instant } from '#kernel';
import type { Node } from '#platform';
import { isRepeatable, nextSendingTime, noticeStatusOf, waitingStatuses, type NoticeJob, type NoticeState, type NoticeStatus } from '#reminders';
import type { Calendar } from '#rules';
import { pagesOf } from './pages.js';

/** How far a look at what waits goes. */
export type Looking = {
  readonly at: Instant;
  /** Room for so many, at the least one page is looked at. */
  readonly room: number;
  /** Where an earlier look left off; absent: from the start. */
  readonly after?: string;
};
/** `next`: where to look on; absent: there was nothing further. */
export type Waiting = { readonly jobs: readonly NoticeJob[]; readonly next?: string };

/** What is due later than this is left to a later look: the queue holds what is sent next. In milliseconds. */
const aheadMs = 120_000;

/** Notices that are issued and neither sent nor over, as many as there is room for; what waits for a person is not among them. */
export async function waiting({ views, calendar }: Pick<Node, 'views' | 'calendar'>, { at, room, after }: Looking): Promise<Waiting> {
  const until = new Date(Date.parse(at) + aheadMs).toISOString();
  const jobs: NoticeJob[] = [];
  let next = after;
  const limit = Math.max(1, Math.min(room, maxListLimit));
  const listed = async (cursor: { readonly cursor?: string }) => {
    const from = cursor.cursor ?? after;
    const page = await views.notices.list({ where: { status: waitingStatuses }, limit, ...(from === undefined ? {} : { cursor: from }) });
    next = page.next;
    return page;
  };
  for await (const rows of pagesOf(listed)) {
    for (const [noticeId, { state }] of rows) {
      const job = state === null ? undefined : jobOf([noticeId, state], { at, calendar: calendar() });
      if (job !== undefined && job.runAt <= until) jobs.push(job);
    }
    if (jobs.length + limit > room) break;
  }
  return { jobs, ...(next === undefined ? {} : { next }) };
}

/** What the queue carries for a notice, to run within a sending window; nothing for one that is over or waits for a person. */
export function jobOf([noticeId, state]: readonly [string, DeepReadonly<NoticeState>], { at, calendar }: { readonly at: Instant; readonly calendar: Calendar }): NoticeJob | undefined {
  const status = noticeStatusOf(state);
  if (!isWaiting(status) || (status === 'inDoubt' && !isRepeatable(state))) return undefined;
  const notBefore = state.issued?.notBefore ?? at;
  return { noticeId, attempt: state.attempts.length + 1, runAt: nextSendingTime(notBefore > at ? notBefore : at, calendar) };
}

const isWaiting = (status: NoticeStatus): boolean => (waitingStatuses as readonly NoticeStatus[]).includes(status);
