// Appends so many events, each after the one before was acknowledged, and says "acknowledged N" after each, or why not.
// Arguments: the folder, how many.
import { nodeHashing } from '#adapters/node-crypto';
import { isWrongRevision } from '#kernel';
import { openSqliteLog } from '../index.js';
import { laneEvent, laneStream } from './lanes.js';

const [, , folder = '', count = '0'] = process.argv;
try {
  const log = await openSqliteLog({ folder, hashing: nodeHashing });
  const head = await log.head(laneStream(0));
  const first = head === 'none' ? 0 : head + 1;
  for (let revision = first; revision < first + Number(count); revision++) {
    const answer = await log.append(laneStream(0), revision === 0 ? 'none' : revision - 1, [laneEvent(0, revision)]);
    if (isWrongRevision(answer)) throw new Error('somebody else wrote');
    process.stdout.write(`acknowledged ${revision}\n`);
  }
  await log.close();
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exit(1);
}
