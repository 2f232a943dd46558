// PostgreSQL in memory, behind a socket in a folder of its own. Started by pglite.ts, compiled before it is loaded.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { parentPort, workerData } from 'node:worker_threads';
import type { PgliteThreadData } from './pglite.js';
import { wholePipelines } from './whole-pipelines.js';

const { socket, connections } = workerData as PgliteThreadData;
const db = await PGlite.create();
const server = new PGLiteSocketServer({ db: wholePipelines(db), path: socket, maxConnections: connections });
await server.start();
parentPort?.on('message', () => void stop());
parentPort?.postMessage('ready');

async function stop(): Promise<void> {
  await server.stop();
  await db.close();
  process.exit(0);
}
