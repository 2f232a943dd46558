import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from '../scenarios/embedded-server.js';

/** How a server ended, and all it said on standard error. */
export type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly said: string };

/** The compiled standalone server as a process of its own. */
export type Server = {
  readonly url: string;
  readonly pid: number;
  /** Sends a signal to this process alone and waits until it is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<End>;
  /** Sends a signal and does not wait. */
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void;
  readonly ended: Promise<End>;
};

/** What the kernel refuses the server, and what it goes by. */
export type Limits = {
  /** No file grows beyond so many KiB. */
  readonly fileKib?: number;
  /** Requests say what time it is. */
  readonly scenarioClock?: boolean;
};

const folders: string[] = [];
const running = new Set<ChildProcess>();
/** Longer than the slowest start on a busy machine. */
const listenWithinMs = 120_000;

/** A folder that {@link tidy} removes; a copy of another where one is given. */
export function freshFolder(copyOf?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingjia-journey-'));
  folders.push(folder);
  if (copyOf !== undefined) cpSync(copyOf, folder, { recursive: true });
  return folder;
}

/** Ends whatever a failed test left running, and removes the folders. */
export async function tidy(): Promise<void> {
  await Promise.all([...running].map((child) => new Promise((resolve) => (child.once('close', resolve), child.kill('SIGKILL')))));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Starts a server on a folder and a free port, and waits until it listens. @throws when it ends before that */
export async function start(folder: string, limits: Limits = {}): Promise<Server> {
  const { child, ended } = launch(folder, limits);
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('{"listening"')) resolve((JSON.parse(line) as { listening: string }).listening);
    });
  });
  const signal = (name: 'SIGTERM' | 'SIGKILL') => void child.kill(name);
  const first = await Promise.race([listening, ended]);
  if (typeof first !== 'string') throw new Error(`the server ended before it listened: ${JSON.stringify(first)}`);
  return { url: first, pid: child.pid ?? 0, signal, ended, end: (name) => (signal(name), ended) };
}

/** Starts a server that is expected to refuse, and waits for its end. One that listens all the same is stopped: its end then has code 0. */
export async function refusal(folder: string): Promise<End> {
  const { child, ended } = launch(folder);
  child.stdout?.once('data', () => child.kill('SIGTERM'));
  return ended;
}

function launch(folder: string, { fileKib, scenarioClock = false }: Limits = {}): { readonly child: ChildProcess; readonly ended: Promise<End> } {
  const { EVENTSTORE_URL: _log, REDIS_URL: _queue, SHARED_DIR: _vault, NODE_OPTIONS: _options, ...env } = process.env;
  const program = [process.execPath, join(repository, 'dist/apps/standalone/main.js')];
  const [command = '', ...rest] = fileKib === undefined ? program : ['bash', '-c', `ulimit -f ${fileKib}; exec "$0" "$@"`, ...program];
  const child = spawn(command, rest, {
    env: { ...env, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn', REMINDERS: 'off', ...(scenarioClock ? { CLOCK: 'scenario' } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const late = setTimeout(() => child.kill('SIGKILL'), listenWithinMs);
  child.stdout?.once('data', () => clearTimeout(late));
  const ended = new Promise<End>((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(late);
      running.delete(child);
      resolve({ code, signal, said });
    });
  });
  return { child, ended };
}
