import type { EventFeed, EventReader } from '#kernel';

/** A batch as large as this means that there is more: no pause then. */
const largeBatch = 200;

/**
 * A feed that gathers for a moment what comes in. To react to every single event by itself would take the disk and a core
 * from the commands that make them.
 */
export const pacedFollow = (feed: EventFeed, breathMs: number): EventFeed['follow'] =>
  async function* follow(after, signal) {
    for await (const batch of feed.follow(after, signal)) {
      yield batch;
      if (batch.length < largeBatch && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, breathMs));
    }
  };

/** A log read as ever, followed at a pace. */
export const paced = (log: EventReader & EventFeed, breathMs: number): EventReader & EventFeed => ({
  read: (stream, from, limit) => log.read(stream, from, limit),
  readAll: (after, limit) => log.readAll(after, limit),
  ...(log.readAllWritten === undefined ? {} : { readAllWritten: log.readAllWritten.bind(log) }),
  head: (stream) => log.head(stream),
  end: () => log.end(),
  follow: pacedFollow(log, breathMs),
});
