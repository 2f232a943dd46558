// Reads ahead for whoever follows some types and is far behind. Started by log-scout.ts, compiled before it is loaded.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { nodeHashing } from '#adapters/node-crypto';
import type { Position, StoredEvent } from '#kernel';
import { parsed } from '#kernel';
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from './give-way.js';
import { openForReading } from './log-database.js';
import { LogNews, NoNews } from './log-news.js';
import { SqliteLogReader } from './log-reader.js';
import type { Scouted, Scouting } from './log-scout.js';
import { followPage } from './log-typed-feed.js';

/** The most events one question passes: the next of another follower waits no longer than that. */
const mostLookedAt = 20_000;
const pageEvents = 500;

if (parentPort === null) throw new Error('the scout runs in a thread');
const parent = parentPort;
giveWay('behind');
const reader = new SqliteLogReader(openForReading((workerData as { readonly folder: string }).folder), nodeHashing, new NoNews());
/** Types of events that were read and whole: the next follower passes over them without reading. */
const seen = new LogNews();
let turn = Promise.resolve();

parent.on('message', (question: Scouting | 'close') => {
  turn = turn.then(async () => {
    if (question === 'close') {
      await reader.close();
      parent.close();
    } else parent.postMessage(await answer(question));
  });
});

async function answer([number, types, after]: Scouting): Promise<Scouted> {
  try {
    const { events, position } = await look(new Set(types), after);
    return [number, position, events];
  } catch {
    // Whoever asked reads it again, meets the same, and says so where damage is known.
    return [number];
  }
}

async function look(types: ReadonlySet<string>, after: Position): Promise<{ readonly events: readonly StoredEvent[]; readonly position: Position }> {
  const events: StoredEvent[] = [];
  let position = after;
  while (position - after < mostLookedAt && events.length < followPage) {
    if (isOther(types, position + 1)) {
      position++;
      continue;
    }
    const page = await reader.readAllWritten(position, pageEvents);
    for (const written of page) {
      seen.appended(written.position, written.type);
      if (types.has(written.type)) events.push(parsed(written.position, written));
      ({ position } = written);
    }
    if (page.length < pageEvents) break;
  }
  return { events, position };
}

function isOther(types: ReadonlySet<string>, position: Position): boolean {
  const type = seen.typeAt(position);
  return type !== undefined && !types.has(type);
}
