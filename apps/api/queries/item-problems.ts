import { maxPage, streamOf, type EventReader, type StoredEvent } from '#kernel';

/** What each item of rectification is about, in the words of whoever opened it. */
export type ItemProblems = ReadonlyMap<string, string>;

type Opened = { readonly item: string; readonly problem?: string };

const opened = (events: readonly StoredEvent[]): readonly (readonly [string, string])[] =>
  events.flatMap(({ type, data }) => (type === 'ItemOpened' && (data as Opened).problem !== undefined ? [[(data as Opened).item, (data as Opened).problem ?? ''] as const] : []));

/** Of a page of an evaluation’s history: items are opened in it, or before it. */
export async function problemsOfPage(log: EventReader, id: string, page: readonly StoredEvent[]): Promise<ItemProblems> {
  const own = opened(page);
  const known = new Set(page.flatMap(({ type, data }) => (type === 'ItemOpened' ? [(data as Opened).item] : [])));
  const before = page[0]?.revision ?? 0;
  const spokenOf = page.some(({ data }) => typeof (data as Partial<Opened>).item === 'string' && !known.has((data as Opened).item));
  return new Map([...(spokenOf ? await openedBefore(log, id, before) : []), ...own]);
}

/** Of an evaluation's whole history. */
export const problemsOf = async (log: EventReader, id: string): Promise<ItemProblems> => new Map(await openedBefore(log, id, Number.MAX_SAFE_INTEGER));

async function openedBefore(log: EventReader, id: string, revision: number): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for (let from = 0; from < revision; from += maxPage) {
    const page = await log.read(streamOf('evaluation', id), from, maxPage);
    found.push(...opened(page));
    if (page.length < maxPage) break;
  }
  return found;
}
