import { writeFile } from 'node:fs/promises';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLogReader } from '#adapters/sqlite';
import { views } from '#views';
import { record } from './history.js';

/** `node dist/test/histories/record.js LOG_FOLDER FILE WHAT`: makes a recorded history of a log. */
const [folder, file, what] = process.argv.slice(2);
if (folder === undefined || file === undefined || what === undefined) {
  console.error('usage: node dist/test/histories/record.js LOG_FOLDER FILE WHAT');
  process.exit(2);
}
const log = await openSqliteLogReader({ folder, hashing: nodeHashing });
const history = await record(what, log, views);
await writeFile(file, `${JSON.stringify(history, undefined, 1)}\n`);
await log.close();
console.log(`${history.events.length} events, ${Object.keys(history.views).length} views`);
