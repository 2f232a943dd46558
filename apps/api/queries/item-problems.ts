import type { StoredEvent } from '#kernel';

/** What each item of rectification is about, in the words of whoever opened it. */
export type ItemProblems = ReadonlyMap<string, string>;

type Opened = { readonly item: string; readonly problem?: string };

/** Of an evaluation's whole history. */
export const problemsOf = (events: readonly Pick<StoredEvent, 'type' | 'data'>[]): ItemProblems =>
  new Map(events.flatMap(({ type, data }) => (type === 'ItemOpened' && (data as Opened).problem !== undefined ? [[(data as Opened).item, (data as Opened).problem ?? ''] as const] : [])));
