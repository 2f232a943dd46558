import { parsed, type EventReader, type Position, type TypedBatch } from '#kernel';
import type { News } from './log-news.js';

/** Events a follower gets at once: about 2 ms of reading. */
export const followPage = 250;

type Following = {
  readonly log: Required<Pick<EventReader, 'readAllWritten'>>;
  readonly news: News;
  readonly types: ReadonlySet<string>;
  readonly after: Position;
  readonly until: () => boolean;
};

/**
 * Follows events of some types. What this process appended itself is passed over by what it knows of it, which costs next to
 * nothing; all else is read and its digest checked, so that no flipped byte makes an event one of another type.
 */
export async function* followTypes({ log, news, types, after, until }: Following, signal: AbortSignal): AsyncIterable<TypedBatch> {
  let position = after;
  while (!until()) {
    const batch = knownOthers(news, types, position) ?? (await readTypes(log, types, position, untilKnownOther(news, types, position)));
    if (batch.position === position) await news.after(position, signal);
    else {
      ({ position } = batch);
      yield batch;
    }
  }
}

function knownOthers(news: News, types: ReadonlySet<string>, after: Position): TypedBatch | undefined {
  let position = after;
  for (let next = after + 1; next <= news.end; next++) {
    const type = news.typeAt(next);
    if (type === undefined || types.has(type)) break;
    position = next;
  }
  return position === after ? undefined : { events: [], position, passedOver: position - after };
}

/** How many events to read: up to the next that is known to be of another type, since what is known needs no reading. */
function untilKnownOther(news: News, types: ReadonlySet<string>, after: Position): number {
  for (let count = 1; count < followPage; count++) {
    const type = news.typeAt(after + 1 + count);
    if (type !== undefined && !types.has(type)) return count;
  }
  return followPage;
}

async function readTypes(log: Following['log'], types: ReadonlySet<string>, after: Position, limit: number): Promise<TypedBatch> {
  const page = await log.readAllWritten(after, limit);
  const events = page.filter(({ type }) => types.has(type)).map((written) => parsed(written.position, written));
  return { events, position: page.at(-1)?.position ?? after, passedOver: page.length - events.length };
}
