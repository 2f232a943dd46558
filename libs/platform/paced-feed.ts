import { setImmediate as nextTurn } from 'node:timers/promises';
import { followTypes, type EventFeed, type EventReader } from '#kernel';

/** A batch as large as this means that there is more: no pause then. */
const largeBatch = 200;

/** How long to gather what comes in before looking at it, in milliseconds. */
export type Breath = {
  readonly least: number;
  /** Grows to so much while the work itself is slow: at most a fifth of the time is then spent working. Default: `least`. */
  readonly most?: number;
};
const restPerWork = 4;

/**
 * A feed that gathers for a moment what comes in. To react to every single event by itself would take the disk and a core
 * from the commands that make them.
 */
async function* withPauses<T>(batches: AsyncIterable<T>, { least, most = least }: Breath, small: (batch: T) => boolean, signal: AbortSignal): AsyncIterable<T> {
  for await (const batch of batches) {
    const began = performance.now();
    yield batch;
    const worked = performance.now() - began;
    // Whoever is far behind reads page after page: without a turn between them nothing else of the thread would run.
    if (!small(batch)) await nextTurn();
    else if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, Math.min(most, Math.max(least, worked * restPerWork))));
  }
}

/** A log read as ever, followed at a pace. */
export const paced = (log: EventReader & EventFeed, breath: Breath): EventReader & EventFeed => ({
  read: (stream, from, limit) => log.read(stream, from, limit),
  readAll: (after, limit) => log.readAll(after, limit),
  ...(log.readAllWritten === undefined ? {} : { readAllWritten: log.readAllWritten.bind(log) }),
  head: (stream) => log.head(stream),
  end: () => log.end(),
  follow: (after, signal) => withPauses(log.follow(after, signal), breath, ({ length }) => length < largeBatch, signal),
  followTypes: (types, after, signal) =>
    withPauses(followTypes(log, types, after, signal), breath, ({ events, passedOver }) => events.length + passedOver < largeBatch, signal),
});
