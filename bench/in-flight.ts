/** Runs `count` tasks with at most `width` under way, and gives the tasks a second. */
export async function ratePerSecond(count: number, width: number, task: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
  return count / ((performance.now() - began) / 1_000);
}
