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

/** Runs all of them, a bounded number at a time. */
export async function inBatches<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += inFlight) await Promise.all(all.slice(from, from + inFlight).map(run));
}
