import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog, openSqliteLogReader } from '#adapters/sqlite';
import { canonicalJson, isWrongRevision, maxPage, type Json, type NewEvent, type StoredEvent, type StreamName } from '#kernel';
import { compiled } from '../compiled.js';
import { ratePerSecond } from '../in-flight.js';

/** What a log holds, whatever its order: how many events, and the sum of what each says. */
export type Recorded = { readonly events: number; readonly sum: string };

/** Bits of a digest that are summed up. */
const sumBits = 128;
const width = 64;
/** As many appends say how fast they are. */
const mostAppends = 100_000;

async function* pagesOf(folder: string): AsyncGenerator<readonly StoredEvent[]> {
  const log = await openSqliteLogReader({ folder: join(folder, 'log'), hashing: nodeHashing });
  try {
    for (let after = 0; ; ) {
      const page = await log.readAll(after, maxPage);
      if (page.length > 0) yield page;
      if (page.length < maxPage) return;
      after = page.at(-1)?.position ?? after;
    }
  } finally {
    await log.close();
  }
}

/** All events of a log but its founding, by stream, revision, type and data: two logs of the same sum hold the same facts, recorded in whatever order and at whatever time. */
export async function recordedIn(folder: string): Promise<Recorded> {
  let [events, sum] = [0, 0n];
  for await (const page of pagesOf(folder)) {
    for (const { stream, revision, type, data } of page) {
      if (stream === 'log-main') continue;
      events++;
      sum = BigInt.asUintN(sumBits, sum + BigInt(`0x${createHash('sha256').update(`${stream}@${revision} ${type} ${canonicalJson(data)}`).digest('hex')}`));
    }
  }
  return { events, sum: sum.toString(16) };
}

type Append = { readonly stream: StreamName; readonly first: number; readonly events: readonly NewEvent[] };

/** Events a second when the appends of a log are made again on an empty one, 64 under way, and nothing else is done. */
export async function appendRate(folder: string, copy: string): Promise<number> {
  const raw = await openSqliteLog({ folder: copy, hashing: nodeHashing });
  let [appends, events, seconds] = [0, 0, 0];
  for await (const page of pagesOf(folder)) {
    const wanted = appendsIn(page);
    const rate = await ratePerSecond(wanted.length, width, async (index) => {
      const { stream, first, events: of } = wanted[index] as Append;
      if (isWrongRevision(await raw.append(stream, first === 0 ? 'none' : first - 1, of))) throw new Error(`${stream}@${first} is not the copy's next`);
    });
    seconds += wanted.length / rate;
    events += wanted.reduce((sum, one) => sum + one.events.length, 0);
    appends += wanted.length;
    if (appends >= mostAppends) break;
  }
  await raw.close();
  return events / seconds;
}

/** An append each for what one command wrote; a stream that a page has twice is left to its first. */
function appendsIn(page: readonly StoredEvent[]): readonly Append[] {
  const found = new Map<StreamName, Append & { readonly command: string }>();
  for (const { stream, revision, id, type, data, metadata } of page) {
    const event: NewEvent = { id, type, data: data as Json, metadata };
    const before = found.get(stream);
    if (before === undefined && revision === 0) found.set(stream, { stream, first: revision, events: [event], command: metadata.commandId });
    else if (before?.command === metadata.commandId) found.set(stream, { ...before, events: [...before.events, event] });
  }
  return [...found.values()];
}

/** Views that `npm run check:views` finds fault with: 0 or 1, as it says by its exit code. */
export async function viewsChecked(folder: string): Promise<number> {
  const child = spawn(process.execPath, [compiled('apps/auditor/check-views.js')], { env: { ...process.env, DATA_DIR: folder }, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0 ? 0 : 1;
}
