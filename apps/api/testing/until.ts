const patienceMs = 15_000;
const betweenLooksMs = 10;

/** Looks until something holds. @throws Error when it does not come to hold */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await holds()); ) {
    if (performance.now() > end) throw new Error(`did not come to hold within ${patienceMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
}
