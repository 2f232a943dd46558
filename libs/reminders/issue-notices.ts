import type { Instant } from '#kernel';
import type { Calendar } from '#rules';
import { answeredUpTo, type Digest, type Nudged } from './digest.js';
import { onePerUnit, whatIsDue, type Due } from './due.js';
import type { DueRow } from './due-row.port.js';
import { maxCounted } from './notice-fields.js';
import { noticeId } from './notice.js';
import type { NoticeIssued } from './notice-issued.js';
import { levelsOf, recipientId, type Level, type Recipient } from './recipient.js';
import { rulesOfRow, type RulesOfRows } from './rules-of-rows.js';
import { nextSendingTime } from './windows.js';

/** One notice to be issued: the id of its stream and what it says. */
export type ToIssue = { readonly id: string; readonly data: NoticeIssued['data'] };

/** A digest as a notice: its references, not its words. `at` is the moment of the sweep; it is not sent outside a sending window. */
export const noticeOf = ({ recipient, campaign, federation, day, grade, nth, counted, items, due, beyond }: Digest, { at, calendar }: { readonly at: Instant; readonly calendar: Calendar }): ToIssue => ({
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
    ...(beyond === undefined ? {} : { beyond: { ...beyond } }),
  },
});

export type Recheck = {
  /** What the evaluations and duties it refers to owe now. */
  readonly rows: readonly DueRow[];
  readonly rules: RulesOfRows;
  readonly today: string;
  readonly calendar: Calendar;
  /** What those whose answers count ({@link answeringFor}) had been told and had said. */
  readonly nudged: (recipient: Recipient) => Nudged | undefined;
  readonly campaignClosed: boolean;
};

type Told = Pick<NoticeIssued['data'], 'recipient' | 'federation'>;

/** Whose answers speak for a recipient about these rows: its own, and those of the levels below it, each once. */
export function answeringFor(told: Told, rows: readonly DueRow[], rules: RulesOfRows): readonly Recipient[] {
  const all = [told.recipient, ...rows.flatMap((row) => levelsUpTo(told, row, rules).map(({ recipient }) => recipient))];
  return [...new Map(all.map((one) => [recipientId(one), one])).values()];
}

/** The levels of a row, the recipient's as the last; of a row that has moved away from below it, the recipient's alone. */
function levelsUpTo({ recipient, federation }: Told, row: DueRow, rules: RulesOfRows): readonly Level[] {
  const { escalateAfter } = rulesOfRow(row, rules);
  const levels = levelsOf(row, federation, escalateAfter);
  const place = levels.findIndex((one) => recipientId(one.recipient) === recipientId(recipient));
  return [...levels.slice(0, Math.max(0, place)), levels[place] ?? { recipient, level: 'superior', after: escalateAfter.superior }];
}

/**
 * What of a notice is still to be said when its time has come: what was done, extended beyond the first reminder, exempted, or promised
 * by the recipient or a level below it since it was issued is left out. Nothing left: why.
 */
export function stillDue(notice: Told & Pick<NoticeIssued['data'], 'items'>, { rows, rules, today, calendar, nudged, campaignClosed }: Recheck): { readonly due: readonly Due[] } | { readonly withdraw: 'nothingDue' | 'promised' | 'snoozed' | 'campaignClosed' } {
  if (campaignClosed) return { withdraw: 'campaignClosed' };
  const snoozedUntil = nudged(notice.recipient)?.snoozedUntil;
  if (snoozedUntil !== undefined && snoozedUntil >= today) return { withdraw: 'snoozed' };
  const named = new Set(notice.items.map(({ key }) => key));
  const due = onePerUnit(whatIsDue(rows.filter(({ key }) => named.has(key)), rules, { today, calendar }));
  if (due.length === 0) return { withdraw: 'nothingDue' };
  const left = due.filter(({ row }) => {
    const levels = levelsUpTo(notice, row, rules);
    return answeredUpTo(levels[levels.length - 1] as Level, levels, { key: row.key, nudged, day: today }) === undefined;
  });
  return left.length === 0 ? { withdraw: 'promised' } : { due: left };
}
