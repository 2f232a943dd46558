import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = { readonly address: string; readonly startedInMs: number; readonly residentMb: () => Promise<number>; readonly stop: () => Promise<void> };

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a compiled program that says `{"listening": …}` on its first line, and waits until it does. */
export async function start(program: string, env: NodeJS.ProcessEnv): Promise<Child> {
  const began = performance.now();
  const child = spawn(process.execPath, [`${root}${program}`], { env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{"listening"')) return (JSON.parse(line) as { listening: string }).listening;
    throw new Error(`${program} ended before it listened`);
  })();
  const address = await listening;
  return { address, startedInMs: performance.now() - began, residentMb: () => resident(child), stop: async () => void (child.kill('SIGTERM'), await exited) };
}

/** Resident memory as the kernel counts it, in MB. */
async function resident(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_000;
}
