/** Often enough, and the processor is left to whoever is waited for. */
const lookEveryMs = 5;

/** How long a spec waits for what follows by itself, in milliseconds: a limit for what never comes. Below Jest's own, so that a spec that fails names what it waited for. */
export const patienceMs = 90_000;

type Waiting = {
  readonly withinMs?: number;
  /** What there is to see instead, for the message. */
  readonly saw?: () => unknown;
};

/** Resolves when the condition holds. Silence past the limit is an error: a loop without end would outlive its spec. */
export async function until(holds: () => boolean | Promise<boolean>, { withinMs = patienceMs, saw = () => undefined }: Waiting = {}): Promise<void> {
  const limit = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`after ${withinMs} ms it still does not hold: ${holds.toString()}${lastSeen(await saw())}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

const lastSeen = (seen: unknown): string => (seen === undefined ? '' : `; instead: ${JSON.stringify(seen).slice(0, 1_000)}`);
