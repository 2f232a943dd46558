/** Often enough, and the processor is left to whoever is waited for. */
const lookEveryMs = 5;

/** Resolves when the condition holds. Silence past the limit is an error: a loop without end would outlive its spec. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 25_000): Promise<void> {
  const limit = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`after ${withinMs} ms it still does not hold: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
