import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server of our own on a folder of its own; `stop` ends it and removes the folder. */
export type EmbeddedServer = { readonly url: string; readonly stop: () => Promise<void> };

/** The server ended, or stayed silent, before it listened. `message` is the end of what it said on standard error. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed';
}

const signals = ['SIGINT', 'SIGTERM'] as const;
const readyWithinMs = 120_000;
const stopWithinMs = 10_000;
const mostSaid = 4_000;

/** The repository: the nearest folder above this file that has a package.json, compiled or not. */
export const repository: string = nearest(dirname(fileURLToPath(import.meta.url)));

function nearest(folder: string): string {
  return existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** What a shell expects of a program that Ctrl-C ended. */
const interrupted = 130;

/**
 * Starts the compiled standalone server on a free port with an empty log and the scenario's clock. When this process is
 * interrupted, the server is stopped and its folder removed first; `leaving` then says with which exit code to leave.
 * @throws ServerFailed
 */
export async function startEmbeddedServer(leaving: () => number = () => interrupted): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pingjia-scenario-'));
  // A group of its own, so that Ctrl-C reaches only the runner, which then stops the server in order.
  const child = spawn(process.execPath, [join(repository, 'dist/apps/standalone/main.js')], {
    env: { ...environment(), PORT: '0', DATA_DIR: folder, CLOCK: 'scenario', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = async () => {
    for (const signal of signals) process.removeListener(signal, leave);
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  const leave = () => void stop().then(() => process.exit(leaving()));
  for (const signal of signals) process.once(signal, leave);
  try {
    return { url: await listening(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stores and settings of a real installation are none of a scenario's business. */
function environment(): NodeJS.ProcessEnv {
  const { EVENTSTORE_URL: _log, REDIS_URL: _queue, SHARED_DIR: _vault, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => fail(`not ready within ${readyWithinMs} ms`), readyWithinMs);
    const fail = (why: string) => {
      clearTimeout(late);
      reject(new ServerFailed(`${why}\n${said}`.trim()));
    };
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-mostSaid)));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`exit ${code ?? signal}`));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = addressIn(line);
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
  });
}

function addressIn(line: string): string | undefined {
  try {
    const { listening } = JSON.parse(line) as { listening?: unknown };
    return typeof listening === 'string' ? listening : undefined;
  } catch {
    return undefined;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(late);
}
