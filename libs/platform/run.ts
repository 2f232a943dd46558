import { setFlagsFromString } from 'node:v8';
import { StoreUnavailable } from '#kernel';
import { ConfigProblem } from './config-problem.js';
import { damageIn, isUnknownEvent } from './damage.js';
import { letHelpersGiveWay } from './helper-threads.js';
import { log } from './logging.js';

/** Codes of sysexits: data of a newer program, input/output, try again later, configuration. */
export const exitCodes = { unknownEvent: 65, damagedLog: 74, storeUnavailable: 75, configuration: 78 } as const;

/**
 * An old PC in a union's office has little memory. V8 lets garbage pile up to several times what lives before it collects the
 * old generation; with this it collects at a fifth more, for a few per cent of the time. Nurseries are small only in threads
 * that start later: that of the main thread stands already.
 */
function keepHeapLean(): void {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--max-semi-space-size=4');
}

/**
 * Runs a process: starts it, and on SIGTERM or SIGINT stops it in order. What the operator can mend (a variable, a locked
 * folder, a damaged log) is said in one line and ends with one of the {@link exitCodes}; anything else is a bug and throws.
 */
export async function run(start: () => Promise<() => Promise<void>>): Promise<void> {
  keepHeapLean();
  letHelpersGiveWay();
  // From the first moment: a supervisor may change its mind before the process listens.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  try {
    const stop = await start();
    void asked.then(stop).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'did not stop in order');
        process.exit(1);
      },
    );
  } catch (error) {
    const code = exitCode(error);
    if (code === undefined) throw error;
    console.error(`pingjia: ${(error as Error).message.replaceAll(/\s*\n\s*/g, ' ')}`);
    process.exit(code);
  }
}

function exitCode(error: unknown): number | undefined {
  if (error instanceof ConfigProblem || isPort(error)) return exitCodes.configuration;
  if (damageIn(error) !== undefined) return exitCodes.damagedLog;
  if (isUnknownEvent(error)) return exitCodes.unknownEvent;
  if (error instanceof StoreUnavailable) return exitCodes.storeUnavailable;
  return undefined;
}

/** The port is taken, or not ours to take. */
const isPort = (error: unknown): boolean => (error as { syscall?: string }).syscall === 'listen';
