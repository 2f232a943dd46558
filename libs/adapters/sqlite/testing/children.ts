import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { threadEntry } from '../log-threads.js';

/** A compiled program of this folder. */
export const program = (name: string): string => threadEntry(import.meta.url, name);

/** Without the options of the test runner. */
const env = { ...process.env, NODE_OPTIONS: '' };

/** Starts a command with its output piped. */
export const start = (command: string, args: readonly string[]): ChildProcess => spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });

/** Resolves with what a process has said once the pattern occurs in it. */
export async function says(child: ChildProcess, pattern: RegExp): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (pattern.test(said)) return said;
  }
  throw new Error(`it ended without ${pattern}: ${said}`);
}

/** Runs a command to its end. */
export async function run(command: string, args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(command, args);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error));
  const [code] = (await Promise.race([once(child, 'close'), failed])) as [number | null];
  return { code, out, err };
}
