import type { EventFeed, TypedBatch } from '../vocabulary/event-log.port.js';
import type { Position } from '../vocabulary/message.js';

/** Follows only events of some types: by the store's own way where it has one, otherwise by passing over what comes. */
export const followTypes = (feed: EventFeed, types: ReadonlySet<string>, after: Position, signal: AbortSignal): AsyncIterable<TypedBatch> =>
  feed.followTypes?.(types, after, signal) ?? passingOver(feed, types, after, signal);

async function* passingOver(feed: EventFeed, types: ReadonlySet<string>, after: Position, signal: AbortSignal): AsyncIterable<TypedBatch> {
  for await (const batch of feed.follow(after, signal)) {
    const events = batch.filter(({ type }) => types.has(type));
    const last = batch.at(-1);
    if (last !== undefined) yield { events, position: last.position, passedOver: batch.length - events.length };
  }
}
