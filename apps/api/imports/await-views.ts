import type { EventReader, ViewReader } from '#kernel';
import { problem } from '#platform';

/** How long an import waits for a view that comes no nearer, in milliseconds. */
const patienceMs = 30_000;

type Awaited = Pick<ViewReader<unknown>, 'state' | 'reached'>;

/**
 * Waits until views have all that is recorded, as long as they come nearer: behind a whole province they are for minutes.
 * @throws Problem `view-behind` where one stands still, or is being built anew
 */
export async function awaitViews(log: Pick<EventReader, 'end'>, views: readonly Awaited[], standsStillMs = patienceMs): Promise<void> {
  const end = await log.end();
  for (const view of views) {
    for (let before = -1; !(await view.reached(end, standsStillMs)); ) {
      const { position } = await view.state();
      if (position <= before) throw problem('view-behind', { position: String(end) });
      before = position;
    }
  }
}
