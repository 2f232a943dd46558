/** Commands and look-ups under way at once. */
const inFlight = 64;

type Page<Row> = { readonly rows: readonly (readonly [string, Row])[]; readonly next?: string };

/** Page after page of a view's list, each asked when the one before is done with. */
export async function* pagesOf<Row>(page: (cursor: { readonly cursor?: string }) => Promise<Page<Row>>): AsyncGenerator<Page<Row>['rows']> {
  for (let cursor: { readonly cursor?: string } = {}; ; ) {
    const { rows, next } = await page(cursor);
    yield rows;
    if (next === undefined) return;
    cursor = { cursor: next };
  }
}

/** Runs all of them, a bounded number at a time: as one is done the next begins. */
export async function sideBySide<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < all.length) await run(all[next++] as T);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, all.length) }, lane));
}
