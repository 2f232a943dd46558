import { createPostgresBackend, withBackend, type Queue, type Worker as BullWorker } from 'bullmq';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { QueueUnavailable } from '#reminders';
import type { Backend } from './backend.js';

export type PgliteThreadData = { readonly socket: string; readonly connections: number };

/** Two queues and two workers hold four pools of two and as many listeners. */
const connections = 32;
/** Of one queue or worker. PGlite answers one question at a time anyway. */
const poolSize = 2;

/**
 * BullMQ's PostgreSQL backend over PGlite: PostgreSQL compiled to WebAssembly, in memory, in a thread. It takes seconds to start
 * and some 700 MB, so it is started when it is first needed. Its socket stands in a folder only this user may enter.
 */
export async function openPglite(): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'pingjia-queue-'));
  const thread = new Worker(threadEntry(), { workerData: { socket: join(folder, '.s.PGSQL.5432'), connections } satisfies PgliteThreadData });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      thread.once('message', () => resolve());
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new QueueUnavailable(`the embedded queue did not start: ${(error as Error).message}`);
  }
  thread.on('error', () => {});
  const connection = { host: folder, port: 5432, user: 'postgres', database: 'postgres', max: poolSize, migrate: true, schema: 'public' };
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    classes: { Queue: PgQueue as unknown as typeof Queue, Worker: PgWorker as unknown as typeof BullWorker },
    asking: connection,
    working: connection,
    close: async () => {
      thread.postMessage('stop');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The compiled entry; called from source (specs), the one built into `dist/`. */
function threadEntry(): string {
  const beside = fileURLToPath(new URL('./pglite-thread.js', import.meta.url));
  const libs = beside.lastIndexOf('/libs/');
  return import.meta.url.endsWith('.ts') ? `${beside.slice(0, libs)}/dist${beside.slice(libs)}` : beside;
}
