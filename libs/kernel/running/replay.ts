import type { Catalogue } from '../vocabulary/catalogue.js';
import { maxPage, type EventReader } from '../vocabulary/event-log.port.js';
import type { Position, StoredEvent } from '../vocabulary/message.js';

/** How far a replay has come. */
export type Progress = { readonly done: number; readonly position: Position; readonly end: Position };

/** Runs through the log after a position, page by page, upcast. Acts on nothing: whoever calls decides what to fold. */
export async function replay(
  reader: EventReader,
  catalogue: Catalogue,
  each: (events: readonly StoredEvent[]) => void | Promise<void>,
  options: { readonly after?: Position; readonly until?: Position; readonly progress?: (progress: Progress) => void } = {},
): Promise<Position> {
  const end = options.until ?? (await reader.end());
  let position = options.after ?? 0;
  let done = 0;
  for (;;) {
    const page = await reader.readAll(position, maxPage);
    const within = page.filter((event) => event.position <= end);
    if (within.length === 0) return position;
    await each(within.map((event) => catalogue.upcast(event)));
    done += within.length;
    position = within.at(-1)?.position ?? position;
    options.progress?.({ done, position, end });
    if (within.length < page.length || page.length < maxPage) return position;
  }
}
