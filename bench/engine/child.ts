import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { compiled } from '../compiled.js';

export type Child = { readonly address: string; readonly startedInMs: number; readonly residentMb: () => Promise<number>; readonly peakMb: () => Promise<number>; /** Without a word, as a fault would. */ readonly kill: () => Promise<void>; readonly stop: () => Promise<void> };

/** Starts a compiled program that says `{"listening": …}` on its first line, and waits until it does. */
export async function start(program: string, env: NodeJS.ProcessEnv): Promise<Child> {
  const began = performance.now();
  const child = spawn(process.execPath, [compiled(program)], { env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{"listening"')) return (JSON.parse(line) as { listening: string }).listening;
    throw new Error(`${program} ended before it listened`);
  })();
  const address = await listening;
  const ended = (signal: NodeJS.Signals) => async () => void (child.kill(signal), await exited);
  return { address, startedInMs: performance.now() - began, residentMb: () => megabytes(child, 'VmRSS'), peakMb: () => megabytes(child, 'VmHWM'), kill: ended('SIGKILL'), stop: ended('SIGTERM') };
}

/** Resident memory as the kernel counts it, now or at its most, in MB. */
async function megabytes(child: ChildProcess, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1_000;
}
