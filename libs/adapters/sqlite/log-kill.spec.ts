import { nodeHashing } from '#adapters/node-crypto';
import { maxPage, type StoredEvent } from '#kernel';
import { once } from 'node:events';
import { openSqliteLog } from './index.js';
import { program, start } from './testing/children.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';
import { lanes, laneStream } from './testing/lanes.js';

const lives = 20;

afterAll(tidy);

/** Starts a process that appends in 64 lanes, kills it after so many acknowledgements. Gives back those it could tell. */
async function liveAndDie(folder: string, acknowledgements: number): Promise<readonly (readonly [lane: number, revision: number])[]> {
  const child = start(process.execPath, [program('append-until-killed'), folder]);
  let said = '';
  let lines = 0;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    lines += text.split('\n').length - 1;
    if (lines >= acknowledgements) child.kill('SIGKILL');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return said.slice(0, said.lastIndexOf('\n')).split('\n').map((line) => line.split(' ').map(Number) as [number, number]);
}

async function everything(folder: string): Promise<readonly StoredEvent[]> {
  const log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.length, maxPage);
    events.push(...page);
    if (page.length < maxPage) break;
  }
  expect(log.verification).toMatchObject({ state: 'done', notes: [] });
  await log.close();
  return events;
}

describe(`a process that is killed with ${lanes} appends in flight, ${lives} times in a row`, () => {
  const folder = freshFolder();
  const acknowledged = new Set<string>();
  // Another moment of the group commit each time.
  it.each(Array.from({ length: lives }, (_, life) => [life + 1, 40 + ((life * 67) % 300)]))('lives and dies: %i, after %i acknowledgements', async (_, acknowledgements) => {
    for (const [lane, revision] of await liveAndDie(folder, acknowledgements)) acknowledged.add(`${laneStream(lane)}@${revision}`);
  });

  it('keeps every acknowledged event, none twice', async () => {
    const events = await everything(folder);
    const there = new Set(events.map(({ stream, revision }) => `${stream}@${revision}`));
    expect([...acknowledged].filter((event) => !there.has(event))).toEqual([]);
    expect(there.size).toBe(events.length);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
});
