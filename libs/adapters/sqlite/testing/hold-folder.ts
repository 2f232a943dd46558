// A process that opens a folder's log and holds it until it is killed, or refuses. Argument: the folder.
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '../index.js';

try {
  const log = await openSqliteLog({ folder: process.argv[2] ?? '', hashing: nodeHashing });
  console.log(`open at ${await log.end()}`);
  // The writer thread keeps the process alive.
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
}
