// A process to be killed: appends in 64 lanes, a stream each, and says what was acknowledged, a line each. Argument: the folder.
import { nodeHashing } from '#adapters/node-crypto';
import { isWrongRevision, type Revision } from '#kernel';
import { openSqliteLog } from '../index.js';
import { laneEvent, lanes, laneStream } from './lanes.js';

const log = await openSqliteLog({ folder: process.argv[2] ?? '', hashing: nodeHashing });

async function append(lane: number, revision: Revision): Promise<void> {
  const answer = await log.append(laneStream(lane), revision === 0 ? 'none' : revision - 1, [laneEvent(lane, revision)]);
  if (isWrongRevision(answer) || answer.revision !== revision) throw new Error(`lane ${lane}: ${JSON.stringify(answer)} at ${revision}`);
}

await Promise.all(
  Array.from({ length: lanes }, async (_, lane) => {
    const head = await log.head(laneStream(lane));
    // What the last life wrote last, once more: it must get its first answer.
    if (head !== 'none') await append(lane, head);
    for (let revision = head === 'none' ? 0 : head + 1; ; revision++) {
      await append(lane, revision);
      process.stdout.write(`${lane} ${revision}\n`);
    }
  }),
);
