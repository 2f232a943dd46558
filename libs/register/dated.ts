import { spanOf, type PartialDate, type PlainDate } from '#kernel';

/** A value and since when it holds; null: from the beginning, as far as anybody knows. */
export type Dated<T> = { readonly on: PartialDate | null; readonly value: T };

/**
 * The first day that a date can mean. A fact of which only year or month is known counts from there; one of which not even
 * the year is known counts from the beginning. Days compare as texts, and the beginning is before them all.
 */
export const startOf = (on: PartialDate | null | undefined): PlainDate => (on === null || on === undefined ? beginningOfTime : (spanOf(on)?.first ?? beginningOfTime));
export const beginningOfTime: PlainDate = '';

/** With one more value: after all that begin no later, so that of two values of one day the one recorded last holds. */
export function withValue<T>(history: readonly Dated<T>[], on: PartialDate | null, value: T): readonly Dated<T>[] {
  const start = startOf(on);
  const later = history.findIndex((entry) => startOf(entry.on) > start);
  return later === -1 ? [...history, { on, value }] : [...history.slice(0, later), { on, value }, ...history.slice(later)];
}

/** What holds on a day; absent: what holds now, which is the last, since no fact lies in the future. */
export const valuesUntil = <T>(history: readonly Dated<T>[], day?: PlainDate): readonly Dated<T>[] => (day === undefined ? history : history.filter(({ on }) => startOf(on) <= day));
export const valueOn = <T>(history: readonly Dated<T>[], day?: PlainDate): T | undefined => valuesUntil(history, day).at(-1)?.value;

/** Fields of which each change names only those that it changes; null takes one away. */
export type Patch<P> = { readonly [K in keyof P]?: P[K] | null };

/** All fields as they are on a day. */
export function patchedOn<P extends object>(history: readonly Dated<Patch<P>>[], day?: PlainDate): Patch<P> {
  return Object.assign({}, ...valuesUntil(history, day).map(({ value }) => value)) as Patch<P>;
}

/** A time in which something holds; without an end it still does. */
export type Spell = { readonly from?: PartialDate | null | undefined; readonly until?: PartialDate | null | undefined };

/** True where a spell holds on a day: from its first day, and no more on the day of its end. Absent: now. */
export const holdsOn = ({ from, until }: Spell, day?: PlainDate): boolean =>
  day === undefined ? until === undefined || until === null : startOf(from) <= day && (until === undefined || until === null || startOf(until) > day);
