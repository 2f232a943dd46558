import { Type } from 'typebox';
import { addDays, dayOf, eventType, isPlainDate, refuse, type Command, type EventOf, type Instant, type PlainDate, type Refusal, type Step } from '#kernel';
import { closed, day, rowKeys } from './notice-fields.js';
import type { NoticeState, NoticeView } from './notice-state.js';

/** 已知悉: the recipient has it, and perhaps says by when it will submit. `items`: the keys of what the notice was about; absent in answers recorded before it was kept. */
export const NoticeAcknowledged = eventType('NoticeAcknowledged', Type.Object({ acknowledgedOn: day, willSubmitBy: Type.Optional(day), items: Type.Optional(rowKeys) }, closed));
export type NoticeAcknowledged = EventOf<typeof NoticeAcknowledged>;
export const NoticeSnoozed = eventType('NoticeSnoozed', Type.Object({ until: day }, closed));
export type NoticeSnoozed = EventOf<typeof NoticeSnoozed>;

export type AcknowledgeNotice = Command<'AcknowledgeNotice', { readonly willSubmitBy?: PlainDate }>;
export type SnoozeNotice = Command<'SnoozeNotice', { readonly until: PlainDate }>;

/** How many days after an acknowledgement without a day what it was about is left in peace: a week, as between two weekly digests. */
export const quietDaysWithoutADay = 7;
/** The longest that a promise or a snooze keeps reminders away, in days. */
export const maxQuietDays = 30;

export type AnsweringRefusal = 'notice-not-issued' | 'notice-withdrawn' | 'notice-not-sent' | 'date-impossible' | 'quiet-out-of-range';

export const answering: Step<AcknowledgeNotice | SnoozeNotice, NoticeAcknowledged | NoticeSnoozed, NoticeState, object, AnsweringRefusal> = {
  decide: {
    AcknowledgeNotice: ({ data: { willSubmitBy }, at }, state) => {
      const no = aboutTheNotice(state) ?? (willSubmitBy === undefined ? undefined : aboutTheDay('willSubmitBy', willSubmitBy, at));
      if (no !== undefined) return no;
      const before = state.acknowledged;
      if (before !== null && (willSubmitBy === undefined || before.willSubmitBy === willSubmitBy)) return [];
      const items = state.issued?.items.map(({ key }) => key) ?? [];
      return [NoticeAcknowledged.of({ acknowledgedOn: dayOf(at), ...(willSubmitBy === undefined ? {} : { willSubmitBy }), ...(items.length === 0 ? {} : { items }) })];
    },
    SnoozeNotice: ({ data: { until }, at }, state) => {
      const no = aboutTheNotice(state) ?? aboutTheDay('until', until, at);
      if (no !== undefined) return no;
      return state.snoozedUntil === until ? [] : [NoticeSnoozed.of({ until })];
    },
  },
  evolve: {
    NoticeAcknowledged: (state, { data: { acknowledgedOn, willSubmitBy } }) => ({ ...state, acknowledged: { on: acknowledgedOn, ...(willSubmitBy === undefined ? {} : { willSubmitBy }) } }),
    NoticeSnoozed: (state, { data }) => ({ ...state, snoozedUntil: data.until }),
  },
};

/** Whoever answers proves that it arrived, whatever the channel said: an attempt is enough. */
function aboutTheNotice({ issued, withdrawn, attempts }: NoticeView): Refusal<AnsweringRefusal> | undefined {
  if (issued === null) return refuse('notice-not-issued');
  if (withdrawn) return refuse('notice-withdrawn');
  return attempts.length === 0 ? refuse('notice-not-sent') : undefined;
}

export function aboutTheDay(field: 'willSubmitBy' | 'until', date: PlainDate, at: Instant): Refusal<'date-impossible' | 'quiet-out-of-range'> | undefined {
  if (!isPlainDate(date)) return refuse('date-impossible', { field, date });
  const [first, last] = [dayOf(at), addDays(dayOf(at), maxQuietDays)];
  return date >= first && date <= last ? undefined : refuse('quiet-out-of-range', { date, first, last });
}
