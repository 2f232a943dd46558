import { setTimeout as pause } from 'node:timers/promises';
import type { AllStreamResolvedEvent, EventStoreDBClient } from '@eventstore/db-client';
import type { Hashing, Position, StoredEvent } from '#kernel';
import { isForGood, readFailure } from './failures.js';
import type { Pages } from './pages.js';
import { SilenceWatch } from './silence.js';
import { fromStore, positionOf } from './stored-form.js';
import { Subscribed } from './subscribed.js';

export type FeedSource = {
  readonly client: EventStoreDBClient;
  readonly pages: Pages;
  readonly hashing: Hashing;
  readonly interrupted: ((error: unknown, retryInMs: number) => void) | undefined;
  /** How long a subscription may say nothing before the log's end is compared, in milliseconds. Default 10,000. */
  readonly silenceMs?: number | undefined;
};

const defaultSilenceMs = 10_000;

const firstRetryMs = 50;
const longestRetryMs = 5_000;

/**
 * Our events after a position, first what is there, then what comes, until the signal aborts. A subscription of the
 * client's ends with the first interruption for good: another one takes over behind the last event that was handed out.
 * So it does when one says nothing for twice {@link FeedSource.silenceMs} although there is more.
 * @throws DamagedEvent; RangeError where no event stands at the position; LogCutShort when the log ends before it.
 */
export async function* feed(source: FeedSource, after: Position, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
  let position = after;
  let retryMs = firstRetryMs;
  const silenceMs = source.silenceMs ?? defaultSilenceMs;
  while (!signal.aborted) {
    let subscribed: Subscribed | undefined;
    try {
      await assertReaches(source.pages, position);
      subscribed = new Subscribed(source.client, position, signal);
      const watch = new SilenceWatch(source.pages, source.hashing);
      for (let arrived = await subscribed.next(silenceMs); arrived !== undefined; arrived = await subscribed.next(silenceMs)) {
        if (arrived.length === 0) {
          await watch.check(position);
          continue;
        }
        retryMs = firstRetryMs;
        const { batch, reached } = ours(arrived, position, source.hashing);
        if (batch.length > 0) yield batch;
        position = reached;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isForGood(error)) throw readFailure(error);
      source.interrupted?.(error, retryMs);
      // Rejects only when aborted, which the loop sees.
      await pause(retryMs, undefined, { signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    } finally {
      subscribed?.end();
    }
  }
}

/** Our events among what arrived after a position, and how far it reaches. */
function ours(arrived: readonly AllStreamResolvedEvent[], after: Position, hashing: Hashing): { readonly batch: readonly StoredEvent[]; readonly reached: Position } {
  const batch: StoredEvent[] = [];
  let reached = after;
  for (const read of arrived) {
    const position = positionOf(read);
    // Whatever a server sends again is not handed out again.
    if (position <= reached) continue;
    const event = fromStore(read, hashing);
    if (event !== undefined) batch.push(event);
    reached = position;
  }
  return { batch, reached };
}

/** A subscription behind the log's end is accepted and stays silent for ever: a log that was cut short has to be named. */
async function assertReaches(pages: Pages, position: Position): Promise<void> {
  if (position === 0) return;
  const [last] = await pages.before('end', 1);
  const end = last === undefined ? 0 : positionOf(last);
  if (end < position) throw new LogCutShort(`the log ends at position ${end}, before ${position}: it was cut short, or is another one`);
}

/** The log ends before a position that was read from it. */
export class LogCutShort extends RangeError {
  override readonly name = 'LogCutShort';
}
