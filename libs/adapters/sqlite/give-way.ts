import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** How far a thread steps back: behind those that answer people, or behind all others. */
const priorities = { behind: constants.priority.PRIORITY_BELOW_NORMAL, last: constants.priority.PRIORITY_LOW } as const;

/** Lets the other threads go first: where the system lets a thread of its own be asked for less (Linux), the calling one is. */
export function giveWay(how: keyof typeof priorities): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    // A whole process that was started behind others is not to be brought before them.
    if (getPriority(thread) < priorities[how]) setPriority(thread, priorities[how]);
  } catch {
    // Elsewhere all threads are alike.
  }
}
