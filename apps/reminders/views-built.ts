import { setTimeout as passed } from 'node:timers/promises';
import { StoreUnavailable } from '#kernel';
import type { ViewReaders } from '#platform';

/** Between two looks at views that are being built, in milliseconds. */
const lookEveryMs = 500;

/**
 * Resolves when every view serves at its version of today: what is due is not asked of one that is being built. `waits` is told once,
 * where there is anything to wait for.
 * @throws what reading a view throws beside that it is being built; AbortError
 */
export async function viewsBuilt(views: ViewReaders, { signal, waits, everyMs = lookEveryMs }: { readonly signal: AbortSignal; readonly waits: () => void; readonly everyMs?: number }): Promise<void> {
  for (let told = false; !(await allServe(views)); told = true) {
    if (!told) waits();
    await passed(everyMs, undefined, { signal });
  }
}

async function allServe(views: ViewReaders): Promise<boolean> {
  const states = await Promise.all(Object.values(views).map((view) => view.state().catch(whereBuilding)));
  return states.every((state) => state?.frozen === false);
}

function whereBuilding(error: unknown): undefined {
  if (!(error instanceof StoreUnavailable) || error.trouble !== 'building') throw error;
}
