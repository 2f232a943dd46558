import type { Instant } from '#kernel';
import type { Calendar } from '#rules';
import type { Digest, Nudged } from './digest.js';
import { onePerUnit, whatIsDue, type Due } from './due.js';
import type { DueRow } from './due-row.port.js';
import { maxCounted } from './notice-fields.js';
import { noticeId } from './notice.js';
import type { NoticeIssued } from './notice-issued.js';
import type { RulesOfRows } from './rules-of-rows.js';
import { nextSendingTime } from './windows.js';

/** One notice to be issued: the id of its stream and what it says. */
export type ToIssue = { readonly id: string; readonly data: NoticeIssued['data'] };

/** A digest as a notice: its references, not its words. `at` is the moment of the sweep; it is not sent outside a sending window. */
export const noticeOf = ({ recipient, campaign, federation, day, grade, nth, counted, items, due }: Digest, { at, calendar }: { readonly at: Instant; readonly calendar: Calendar }): ToIssue => ({
  id: noticeId(recipient, campaign, day),
  data: {
    recipient: { ...recipient },
    campaign,
    federation,
    day,
    notBefore: nextSendingTime(at, calendar),
    grade,
    nth,
    counted: counted.slice(0, maxCounted),
    items: items.map((item) => ({ ...item })),
    due,
  },
});

export type Recheck = {
  /** What the evaluations and duties it refers to owe now. */
  readonly rows: readonly DueRow[];
  readonly rules: RulesOfRows;
  readonly today: string;
  readonly calendar: Calendar;
  readonly nudged: Nudged | undefined;
  readonly campaignClosed: boolean;
};

/**
 * What of a notice is still to be said when its time has come: what was done, extended beyond the first reminder, exempted or promised
 * since it was issued is left out. Nothing left: why.
 */
export function stillDue({ items }: Pick<NoticeIssued['data'], 'items'>, { rows, rules, today, calendar, nudged, campaignClosed }: Recheck): { readonly due: readonly Due[] } | { readonly withdraw: 'nothingDue' | 'promised' | 'snoozed' | 'campaignClosed' } {
  if (campaignClosed) return { withdraw: 'campaignClosed' };
  if (nudged?.snoozedUntil !== undefined && nudged.snoozedUntil >= today) return { withdraw: 'snoozed' };
  const named = new Set(items.map(({ key }) => key));
  const due = onePerUnit(whatIsDue(rows.filter(({ key }) => named.has(key)), rules, { today, calendar }));
  if (due.length === 0) return { withdraw: 'nothingDue' };
  const left = due.filter(({ row }) => (nudged?.promised?.[row.key] ?? '') < today && (nudged?.acknowledged?.[row.key] ?? '') < today);
  return left.length === 0 ? { withdraw: 'promised' } : { due: left };
}
