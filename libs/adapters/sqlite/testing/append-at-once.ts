// Appends to so many streams at once, then says "acknowledged N". Arguments: the folder, how many.
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '../index.js';
import { laneEvent, laneStream } from './lanes.js';

const [, , folder = '', count = '0'] = process.argv;
const log = await openSqliteLog({ folder, hashing: nodeHashing });
const answers = await Promise.all(Array.from({ length: Number(count) }, (_, lane) => log.append(laneStream(lane), 'none', [laneEvent(lane, 0)])));
process.stdout.write(`acknowledged ${answers.length}\n`);
await log.close();
