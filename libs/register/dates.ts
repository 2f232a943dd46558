import { certainlyAfter, dayOf, isPartialDate, refuse, type Instant, type PartialDate, type Refusal } from '#kernel';

export type DateRefusal = 'date-impossible' | 'date-in-future' | 'date-before-founding' | 'fact-after-end';
export const dateRefusals = ['date-impossible', 'date-in-future', 'date-before-founding', 'fact-after-end'] as const satisfies readonly DateRefusal[];

/** What a date is judged against: facts do not come before the founding, nor after the end. */
export type Lifetime = { readonly foundedOn?: PartialDate | undefined; readonly closedOn?: PartialDate | undefined };

/** One date of a command by the name of its field. */
export type DateOf = { readonly field: string; readonly date: PartialDate | undefined };

/** What is wrong with the dates of a fact, each by itself; nothing where it is certain for none. */
export function datesRefused(at: Instant, { foundedOn, closedOn }: Lifetime, dates: readonly DateOf[]): Refusal<DateRefusal> | undefined {
  const recordedOn = dayOf(at);
  for (const { field, date } of dates) {
    if (date === undefined) continue;
    if (!isPartialDate(date)) return refuse('date-impossible', { field, date });
    if (certainlyAfter(date, recordedOn)) return refuse('date-in-future', { field, date, recordedOn });
    if (foundedOn !== undefined && certainlyAfter(foundedOn, date)) return refuse('date-before-founding', { field, date, foundedOn });
    if (closedOn !== undefined && certainlyAfter(date, closedOn)) return refuse('fact-after-end', { field, date, closedOn });
  }
  return undefined;
}
