import { dayOf, type Instant, type PlainDate } from '#kernel';
import { addWorkingDays, type Calendar } from '#rules';
import type { Digest } from './digest.js';
import { countsOf, overdueIn, owedByFor, type DueCounts, type OwedBy } from './due-counts.js';
import type { Due, Grade } from './due.js';
import type { NoticeIssued } from './notice-issued.js';
import type { Recipient, RecipientKind } from './recipient.js';

/** One line of a message: whose, what, how long it is overdue, and who is to do it where that is not the unit. */
export type DigestLine = { readonly name: string; readonly units?: number; readonly step: string; readonly workingDaysLeft: number; readonly state: Due['row']['state']; readonly owedBy?: OwedBy };

/** All that a message says, as data: its words are made by templates, in the language of the reader. */
export type DigestContent = DueCounts & {
  readonly recipient: { readonly kind: RecipientKind; readonly name: string };
  readonly evaluatedYear: number;
  /** What it says was so at this moment. */
  readonly at: Instant;
  readonly grade: Exclude<Grade, 'circulate'>;
  readonly nth: number;
  /** Of a federation's board: how many should hold the evaluation and how many did. */
  readonly figures?: { readonly should: number; readonly held: number };
  /** The longest overdue first; a message names as many as fit. */
  readonly lines: readonly DigestLine[];
  /** How many there are in all. */
  readonly due: number;
  readonly submitBy: PlainDate;
  /** The last day of which the state's calendar is known, where days after it were counted. */
  readonly calendarEnds?: PlainDate;
  readonly links?: { readonly list: string; readonly acknowledge: string };
  /** Who may be asked: an office, never a name that would outlive its message. */
  readonly contact?: { readonly body: string; readonly telephone?: string };
};

/** Working days a message leaves for what is overdue. */
const graceDays = 4;

export type ContentOf = Pick<Digest, 'grade' | 'nth'> & {
  readonly due: readonly Due[];
  /** In all; more than `due` where a notice refers to its first lines only. */
  readonly inAll: number;
  /** What the figures count of the rest, as it was at the issue. */
  readonly beyond?: NoticeIssued['data']['beyond'];
  readonly at: Instant;
  readonly calendar: Calendar;
  readonly recipient: Recipient & DigestContent['recipient'];
} & Pick<DigestContent, 'evaluatedYear' | 'figures' | 'links' | 'contact'>;

/** What the message says of these rows. */
export function contentOf({ due, inAll, beyond, at, calendar, grade, nth, recipient, evaluatedYear, figures, links, contact }: ContentOf): DigestContent {
  const named = countsOf(due.map(({ workingDaysLeft, row }) => ({ workingDaysLeft, isItem: row.state === 'item', ...owedByFor(row, recipient) })));
  const counts = Object.fromEntries(Object.entries(named).map(([count, n]) => [count, n + (beyond?.[count as keyof DueCounts] ?? 0)])) as DueCounts;
  const last = addWorkingDays(calendar, dayOf(at), graceDays).date;
  // What is not overdue yet has a date of its own.
  const submitBy = overdueIn(counts) > 0 ? last : (due[0]?.row.dueOn ?? last);
  const countedTo = due.reduce((latest, { row: { dueOn } }) => (dueOn > latest ? dueOn : latest), submitBy > dayOf(at) ? submitBy : dayOf(at));
  return {
    recipient: { kind: recipient.kind, name: recipient.name },
    evaluatedYear,
    at,
    grade,
    nth,
    ...(figures === undefined ? {} : { figures }),
    ...counts,
    lines: due.map(({ row, workingDaysLeft }) => lineOf(row, workingDaysLeft, recipient)),
    due: inAll,
    submitBy,
    ...(countedTo > calendar.knownThrough ? { calendarEnds: calendar.knownThrough } : {}),
    ...(links === undefined ? {} : { links }),
    ...(contact === undefined ? {} : { contact }),
  };
}

/** One row as its recipient reads it. */
export function lineOf(row: Due['row'], workingDaysLeft: number, recipient: Recipient): DigestLine {
  const { unit, step, state } = row;
  return { name: unit.name, ...(unit.units === undefined ? {} : { units: unit.units }), step, workingDaysLeft, state, ...owedByFor(row, recipient) };
}
