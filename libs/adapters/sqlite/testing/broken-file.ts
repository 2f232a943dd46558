import { closeSync, openSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';

/** True where a process sees its own open files, as {@link breakFile} needs. */
export const filesAreSeen = process.platform === 'linux';

/**
 * Puts another file behind the descriptor through which this process has `path` open, so that the next operation on it
 * fails as a broken disk would make it: `'/dev/null', 'r+'` takes writes and fails to sync, the file itself opened for
 * reading fails to write. Nothing is simulated above the kernel.
 */
export function breakFile(path: string, instead: string, flags: 'r' | 'r+'): void {
  const whole = realpathSync(path);
  const found = readdirSync('/proc/self/fd').map(Number).filter((fd) => leadsTo(fd) === whole);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${path} is open ${found.length} times`);
  closeSync(found[0]);
  const fd = openSync(instead, flags);
  if (fd !== found[0]) throw new Error(`the lowest free descriptor is ${fd}, not ${found[0]}`);
}

function leadsTo(fd: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The listing's own descriptor is closed by now.
    return undefined;
  }
}
