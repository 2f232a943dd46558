import { dayOf, type Instant, type PlainDate } from '#kernel';
import { isWorkingDay, type Calendar, type WholeReminderRules } from '#rules';
import { answeredUpTo, type Nudged } from './digest.js';
import { daysLeft, isMomentPassed } from './due.js';
import type { DueRow } from './due-row.port.js';
import type { NoticeStatus } from './notice-status.js';
import { instantOf, isSendingTime, sendingWindows } from './windows.js';
import { levelsOf, recipientId, toldAt, type Contact, type Level, type Recipient } from './recipient.js';

/** Why somebody was not told on a day. */
export const whyNotCodes = ['nothingDue', 'extended', 'notDueYet', 'notWorked', 'notItsLevel', 'noContact', 'optedOut', 'snoozed', 'promised', 'acknowledged', 'toldBefore', 'quietHours', 'quota', 'waiting', 'failed', 'inDoubt', 'withdrawn', 'abandoned', 'notIssued'] as const;
export type WhyNot = (typeof whyNotCodes)[number];

/** Of one level: told, by which notice and channel, or why not. `until`, `since`: the day behind a reason. */
export type Explanation = { readonly recipient: Recipient; readonly level: Level['level'] } & (
  | { readonly told: true; readonly notice: string; readonly channel: string | null; readonly sentAt: Instant | null; /** False where the notice counts it among more than it refers to. */ readonly named: boolean }
  | { readonly told: false; readonly because: WhyNot; readonly notice?: string; readonly until?: PlainDate; readonly since?: PlainDate }
);

/** A notice of that day to one of the levels. */
export type NoticeThatDay = {
  readonly notice: string;
  readonly recipient: string;
  readonly status: NoticeStatus;
  readonly channel: string | null;
  readonly keys: readonly string[];
  /** It is about more than these. */
  readonly more?: boolean;
  /** When it was recorded that it arrived. */
  readonly sentAt?: Instant;
  /** Of one that is issued: it may not go out yet, or its slot has not come. */
  readonly waitsFor?: 'quietHours' | 'quota';
};

export type Question = {
  /** What is asked about: owed still, or as it was when it was owed. */
  readonly row: DueRow;
  /** Whether it is owed on that day, and whether its date was moved. */
  readonly owed: boolean;
  readonly extended: boolean;
  readonly day: PlainDate;
  /** What was recorded until then is known: of a past day its last sending window's end. */
  readonly at: Instant;
  readonly issuer: string;
  readonly rules: WholeReminderRules;
  readonly calendar: Calendar;
  readonly contactsOf: (recipient: Recipient) => readonly Contact[];
  /** As it stood before that day. */
  readonly nudged: (recipient: Recipient) => Nudged | undefined;
  readonly notices: readonly NoticeThatDay[];
};

/** Level by level: was somebody told of it that day, who, by which notice, or why not. The same rules as those that decide. */
export function explain(question: Question): readonly Explanation[] {
  const { row, issuer, rules, calendar, day } = question;
  const left = daysLeft(day, calendar)(row.dueOn);
  const levels = levelsOf(row, issuer, rules.escalateAfter);
  const reached = new Set(toldAt(levels, -left, (recipient) => question.contactsOf(recipient).some(({ optedOut }) => optedOut !== true)));
  return levels.map((level): Explanation => {
    const { recipient } = level;
    const common = { recipient, level: level.level };
    const toIt = question.notices.filter((one) => one.recipient === recipientId(recipient));
    const named = toIt.find(({ keys }) => keys.includes(row.key));
    const why = whyNot(question, { level, left, reached: reached.has(level), levels });
    // A digest has all its recipient is to know of, though it refers to the first so many.
    const about = named ?? (why.because === 'notIssued' || why.because === 'quietHours' || why.because === 'toldBefore' ? toIt.find(({ more }) => more === true) : undefined);
    if (about === undefined) return { ...common, told: false, ...why };
    const { notice, status, channel, sentAt = null, waitsFor = 'waiting' } = about;
    if (status === 'delivered') return { ...common, told: true, notice, channel, sentAt, named: about === named };
    return { ...common, told: false, because: status === 'issued' ? waitsFor : status === 'sending' ? 'waiting' : status, notice };
  });
}

type Asked = { readonly level: Level; readonly left: number; readonly reached: boolean; readonly levels: readonly Level[] };
type Reason = { readonly because: WhyNot; readonly until?: PlainDate; readonly since?: PlainDate };

function whyNot({ row, owed, extended, day, at, rules, calendar, contactsOf, nudged }: Question, { level, left, reached, levels }: Asked): Reason {
  if (!owed) return { because: 'nothingDue' };
  if (left > Math.max(0, ...rules.before)) return { because: extended ? 'extended' : 'notDueYet', until: row.dueOn };
  if (!isWorkingDay(calendar, day)) return { because: 'notWorked' };
  const contacts = contactsOf(level.recipient);
  if (contacts.length === 0) return { because: 'noContact' };
  if (contacts.every(({ optedOut }) => optedOut === true)) return { because: 'optedOut' };
  if (!reached) return { because: 'notItsLevel' };
  const before = nudged(level.recipient);
  if (before?.snoozedUntil !== undefined && before.snoozedUntil >= day) return { because: 'snoozed', until: before.snoozedUntil };
  const answered = answeredUpTo(level, levels, { key: row.key, nudged, day });
  if (answered !== undefined) return answered;
  const last = before?.toldOn === undefined ? {} : { last: daysLeft(before.toldOn, calendar)(row.dueOn) };
  if (before?.toldOn !== undefined && !isMomentPassed(rules, { left, ...last, after: level.after })) return { because: 'toldBefore', since: before.toldOn };
  return { because: isQuiet(day, at, calendar) ? 'quietHours' : 'notIssued' };
}

/** Before nine, at noon: what is due is issued when the next window of the day opens. */
export const isQuiet = (day: PlainDate, at: Instant, calendar: Calendar): boolean => dayOf(at) === day && at < instantOf(day, sendingWindows[1].until) && !isSendingTime(at, calendar);
