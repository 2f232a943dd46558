import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';

const behind = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * The engine compiles, marks and sweeps in helper threads, as many as four, and they want cores most when a server has just started. On a machine of two
 * cores they keep the thread that answers waiting: they step back behind it. So that it does not wait for helpers that wait for it, it collects its
 * nursery, which is done several times a second, by itself. To be called before own threads are started: all that are there already are helpers.
 */
export function letHelpersGiveWay(): void {
  setFlagsFromString('--no-parallel-scavenge');
  for (const id of threads()) {
    try {
      if (id !== process.pid && getPriority(id) < behind) setPriority(id, behind);
    } catch {
      // It has just ended, or is not ours to ask.
    }
  }
}

/** Numbers of this process's threads, that of the main one the process's own; none where the system (other than Linux) does not tell. */
function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [];
  }
}
