import { recordedBy } from '#evaluation';
import { dayOf, type Instant, type PlainDate, type Position, type StoredEvent } from '#kernel';
import { problem } from './problem.js';
import type { Node } from './node.js';

/** A moment of the log: what was recorded by an instant, or up to a position, the event there (recorded at that instant) included. */
export type Moment = { readonly at: Instant; readonly position?: Position };

/** The events of one stream that were recorded by then. */
export const recordedUntil = <E extends Pick<StoredEvent, 'metadata' | 'position'>>(events: readonly E[], { at, position }: Moment): readonly E[] =>
  position === undefined ? recordedBy(events, at) : events.filter((event) => event.position <= position);

export const dayOfMoment = ({ at }: Moment): PlainDate => dayOf(at);
/** The last moment of a recording day. */
export const endOfDay = (day: PlainDate): Moment => ({ at: `${day}T15:59:59.999Z` });

/**
 * The moment at a position of the log: one that an event has, since gaps between two say nothing.
 * @throws Problem `query-invalid` naming the parameter: beyond the end of the log, or of no event
 */
export async function momentAt({ log }: Pick<Node, 'log'>, position: Position): Promise<Moment> {
  const end = await log.end();
  if (position > end) throw problem('query-invalid', {}, [{ field: 'asOfPosition', rule: 'logEnd', details: { end: String(end) } }]);
  const [event] = position < 1 ? [] : await log.readAll(position - 1, 1);
  if (event?.position !== position) throw problem('query-invalid', {}, [{ field: 'asOfPosition', rule: 'eventThere' }]);
  return { at: event.metadata.at, position };
}
