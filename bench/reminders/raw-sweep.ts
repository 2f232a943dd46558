import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '#adapters/sqlite';
import { isWrongRevision, type EventLog, type StoredEvent } from '#kernel';
import { evaluationStatus } from '#views';
import { ratePerSecond } from '../in-flight.js';

const width = 64;
const rowsPerPage = 200;

/** Seconds to read and parse every row of a campaign that has a date, in the order of dates and in pages, and nothing else. */
export function rawReadSeconds(views: string, campaign: string): { readonly seconds: number; readonly rows: number } {
  const file = readdirSync(views).find((name) => name.startsWith(`${evaluationStatus.name}.v`) && name.endsWith('.view.db'));
  if (file === undefined) throw new Error(`${views} holds no view of evaluations`);
  const db = new Database(join(views, file), { readonly: true });
  // Along the dates: the plus sign keeps SQLite from looking up the campaign and sorting it anew for each page.
  const select = db.prepare(
    'SELECT page.key, page.dueOn, rows.json FROM (SELECT id, key, "dueOn" FROM list WHERE +campaign = ? AND ("dueOn", key) > (?, ?) ORDER BY "dueOn", key LIMIT ?) AS page JOIN rows USING (id) ORDER BY page.dueOn, page.key',
  );
  const began = performance.now();
  let [rows, after] = [0, ['', '']];
  for (;;) {
    const page = select.all(campaign, ...after, rowsPerPage) as { readonly key: string; readonly dueOn: string; readonly json: string }[];
    for (const { json } of page) JSON.parse(json);
    rows += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < rowsPerPage) break;
    after = [last.dueOn, last.key];
  }
  const seconds = (performance.now() - began) / 1_000;
  db.close();
  return { seconds, rows };
}

/** Seconds to append the very same events to a copy of the log as it was before them, one append each, 64 under way. */
export async function rawAppendSeconds(log: EventLog, from: number, copy: string): Promise<{ readonly seconds: number; readonly events: number }> {
  const events: StoredEvent[] = [];
  for (let after = from; ; ) {
    const page = await log.readAll(after, 1_000);
    if (page.length === 0) break;
    events.push(...page);
    after = page.at(-1)?.position ?? after;
  }
  const raw = await openSqliteLog({ folder: copy, hashing: nodeHashing });
  const rate = await ratePerSecond(events.length, width, async (index) => {
    const { stream, revision, id, type, data, metadata } = events[index] as StoredEvent;
    const answer = await raw.append(stream, revision === 0 ? 'none' : revision - 1, [{ id, type, data, metadata }]);
    if (isWrongRevision(answer)) throw new Error(`${stream}@${revision} is not the copy's next`);
  });
  await raw.close();
  return { seconds: events.length / rate, events: events.length };
}
