import { StoreUnavailable, DamagedEvent } from '#kernel';
import { ConfigProblem } from './config.js';
import { log } from './logging.js';

/**
 * Runs a process: starts it, and on SIGTERM or SIGINT stops it in order. What the operator can mend (a variable, a locked
 * folder, a damaged log) is said in one line and ends with exit code 78, 75 or 74; anything else is a bug and throws.
 */
export async function run(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        stop().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ error }, 'did not stop in order');
            process.exit(1);
          },
        );
      });
    }
  } catch (error) {
    const code = exitCode(error);
    if (code === undefined) throw error;
    console.error(`pingjia: ${(error as Error).message}`);
    process.exit(code);
  }
}

/** Codes of sysexits: configuration, try again later, input/output. */
function exitCode(error: unknown): number | undefined {
  if (error instanceof ConfigProblem || (error as { code?: string }).code === 'EADDRINUSE') return 78;
  if (error instanceof StoreUnavailable) return 75;
  if (error instanceof DamagedEvent) return 74;
  return undefined;
}
