import { addDays, checkedQuery, cursorOf, isBetween, maxListLimit, searchTokens, type AnyView, type Column, type ListPage, type ListPlace, type ListQuery, type PlainDate, type ViewReader } from '#kernel';
import { problem } from './problem.js';

/** The most rows of a register that may have changed since the day that is asked about: each is looked at for each page. */
export const maxChangedSince = 10_000;

/** How a list of a view with the columns `beganOn` and `changedOn` answers as of a day. */
export type OnADay<Row> = {
  readonly view: AnyView;
  readonly reader: Pick<ViewReader<Row>, 'list'>;
  readonly on: PlainDate;
  /** The row as it was on that day; nothing where it was not there yet. */
  readonly was: (row: Row) => Row | undefined;
  /** The federations it reported to. */
  readonly above: (row: Row) => readonly string[];
};

type Rows<Row> = ListPage<Row>['rows'];

/**
 * A page of a list as of a day. A row that has not changed since holds today what it held then: the columns find it. One that
 * has is judged by its own history; these are few, and their number is limited. Both come in one order, so that a cursor is of the list.
 * @throws Problem `too-many-changed-since`; RangeError as the list does
 */
export async function listOnADay<Row>(asked: ListQuery, of: OnADay<Row>): Promise<ListPage<Row>> {
  const { reader, on, was } = of;
  const query = checkedQuery(of.view, asked);
  const unchanged = await reader.list({ ...asked, between: { ...asked.between, changedOn: { until: on }, beganOn: { until: on } } });
  const changed = (await changedSince(of)).filter(([, row]) => fits(row, asked, of.above));
  const placed = [...unchanged.rows, ...changed].map(([key, row]) => ({ key, row, place: placeOf(key, row, query.sort) }));
  const inOrder = placed
    .filter(({ place }) => query.after === undefined || compare(place, query.after) * (query.descending ? -1 : 1) > 0)
    .toSorted((one, other) => compare(one.place, other.place) * (query.descending ? -1 : 1));
  const page = inOrder.slice(0, query.limit);
  const [last] = page.slice(-1);
  const rows = page.flatMap(({ key, row }) => [[key, was(row) ?? row] as const]);
  return last !== undefined && (inOrder.length > page.length || unchanged.next !== undefined) ? { rows, next: cursorOf(query, last.place) } : { rows };
}

/** All rows that were there on a day and have changed since, as they were. @throws Problem `too-many-changed-since` */
export async function changedSince<Row>({ reader, on, was }: Pick<OnADay<Row>, 'reader' | 'on' | 'was'>, limit = maxChangedSince): Promise<Rows<Row>> {
  const found: (readonly [string, Row])[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await reader.list({ between: { changedOn: { from: addDays(on, 1) }, beganOn: { until: on } }, limit: maxListLimit, ...(cursor === undefined ? {} : { cursor }) });
    for (const [key, row] of page.rows) {
      const then = was(row);
      if (then !== undefined) found.push([key, then]);
    }
    if (found.length > limit) throw problem('too-many-changed-since', { on, limit });
    if (page.next === undefined) return found;
    cursor = page.next;
  }
}

function fits<Row>(row: Row, { where = {}, between = {}, scope, search }: ListQuery, above: (row: Row) => readonly string[]): boolean {
  const value = (column: string): Column => ((row as Record<string, unknown>)[column] as Column | undefined) ?? null;
  if (!Object.entries(where).every(([column, wanted]) => [wanted].flat().includes(value(column)))) return false;
  if (!Object.entries(between).every(([column, bounds]) => isBetween(value(column), bounds))) return false;
  if (scope !== undefined && !above(row).some((federation) => scope.includes(federation))) return false;
  return search === undefined || searchTokens(String(value(search.column))).join('').includes(searchTokens(search.text).join(''));
}

const placeOf = <Row>(key: string, row: Row, sort: string | undefined): ListPlace => ({ key, value: sort === undefined ? null : ((row as Record<string, unknown>)[sort] as Column) });

/** As stores order texts: by code point, which is the order of their UTF-8; then by key. */
function compare(one: ListPlace, other: ListPlace): number {
  return Buffer.compare(Buffer.from(String(one.value ?? '')), Buffer.from(String(other.value ?? ''))) || Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));
}
