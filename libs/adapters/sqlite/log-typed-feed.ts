import { parsed, type EventReader, type Position, type TypedBatch } from '#kernel';
import type { News } from './log-news.js';
import { scoutFrom, type LogScout } from './log-scout.js';

/** Events a follower gets at once: about 2 ms of reading. */
export const followPage = 250;

type Following = {
  readonly log: Required<Pick<EventReader, 'readAllWritten'>>;
  readonly news: News;
  readonly types: ReadonlySet<string>;
  readonly after: Position;
  readonly until: () => boolean;
  /** Asked where much lies ahead that is not known. Absent: all is read here. */
  readonly scout?: Pick<LogScout, 'look'> | undefined;
};

/**
 * Follows events of some types. What this process appended itself is passed over by what it knows of it, which costs next to
 * nothing; all else is read, by the scout when it is much, and its digest checked, so that no flipped byte makes an event one of another type.
 */
export async function* followTypes(following: Following, signal: AbortSignal): AsyncIterable<TypedBatch> {
  const { log, news, types, after, until } = following;
  let position = after;
  while (!until()) {
    const ahead = knownOthers(news, types, position) ?? (await lookAhead(following, position));
    if (until()) return;
    const batch = ahead ?? (await readTypes(log, types, position, untilKnownOther(news, types, position)));
    if (batch.position === position) await news.after(position, signal);
    else {
      ({ position } = batch);
      yield batch;
    }
  }
}

/** What the scout finds, where there is one and it is worth asking. */
function lookAhead({ scout, news, types }: Following, after: Position): Promise<TypedBatch | undefined> | undefined {
  return news.end - after > scoutFrom && news.typeAt(after + 1) === undefined ? scout?.look(types, after) : undefined;
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
