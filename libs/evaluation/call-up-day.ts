import { dayOf, isPlainDate, refuse, type DeepReadonly, type Instant, type PlainDate, type Refusal } from '#kernel';
import { addWorkingDays, circularDaysOf, type RuleSet } from '#rules';
import type { Since } from './due.js';
import { unknownCalendar, type Facts } from './facts.js';

type Opening = { readonly at: Instant; readonly data: { readonly calledUpOn?: PlainDate } };

/** A make-up follows from the day on which it was asked for, and is held in the days that a circular gives for it. */
export function asMakeUp({ data, at }: Opening, foundedOn: string | undefined, { ruleSet, calendar = unknownCalendar }: { readonly ruleSet: DeepReadonly<RuleSet>; readonly calendar: DeepReadonly<Facts['calendar']> | undefined }): Since {
  const { calledUpOn = dayOf(at) } = data;
  const days = circularDaysOf(ruleSet).makeUp;
  return { foundedOn, calledUpOn, ...(days === undefined ? {} : { makeUpBy: addWorkingDays(calendar, calledUpOn, days).date }) };
}

/** A day that is none, or is still to come. */
export function callUpRefused({ data: { calledUpOn }, at }: Opening): Refusal<'date-impossible' | 'date-in-future'> | undefined {
  if (calledUpOn === undefined) return undefined;
  if (!isPlainDate(calledUpOn)) return refuse('date-impossible', { field: 'calledUpOn', date: calledUpOn });
  return calledUpOn > dayOf(at) ? refuse('date-in-future', { field: 'calledUpOn', date: calledUpOn, recordedOn: dayOf(at) }) : undefined;
}
