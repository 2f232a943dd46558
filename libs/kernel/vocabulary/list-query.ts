import type { Bounds, ListQuery } from './view-store.port.js';
import type { AnyView, Column } from './view.js';

/** The most rows a page of a list holds. */
export const maxListLimit = 200;
/** The most groups whose totals are asked for at once. */
export const maxGroupsAtOnce = 500;

/** @throws RangeError when more groups are asked for at once than {@link maxGroupsAtOnce} */
export function assertGroups(groups: readonly string[]): void {
  if (groups.length > maxGroupsAtOnce) throw new RangeError(`totals of ${groups.length} groups at once, ${maxGroupsAtOnce} allowed`);
}

/** The most characters a search may look for. */
export const maxSearchCharacters = 100;

/** The place in a list after which the next page begins: the last row's sorting value and key. */
export type ListPlace = { readonly value: Column; readonly key: string };

/** A query whose columns exist, with its cursor and its search read. */
export type CheckedQuery = {
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly after: ListPlace | undefined;
  /** Characters to be found one after another. */
  readonly search: { readonly column: string; readonly tokens: readonly string[] } | undefined;
  readonly where: readonly (readonly [column: string, values: readonly Column[]])[];
  readonly between: readonly (readonly [column: string, bounds: Bounds])[];
  readonly scope: readonly string[] | undefined;
  readonly limit: number;
};

/** What every view store checks before it looks, so that all refuse alike. @throws RangeError */
export function checkedQuery(view: AnyView, query: ListQuery): CheckedQuery {
  const { limit, sort, search, scope } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxListLimit) throw new RangeError(`a page holds 1 to ${maxListLimit} rows, not ${limit}`);
  const where = Object.entries(query.where ?? {}).map(([column, value]) => [known(view, column), Array.isArray(value) ? (value as readonly Column[]) : [value as Column]] as const);
  if (sort !== undefined) known(view, sort.column);
  if (scope !== undefined && view.totals === undefined && view.scopes === undefined) throw new RangeError(`the view "${view.name}" does not say which federations its rows count for`);
  const descending = sort?.descending === true;
  return {
    sort: sort?.column,
    descending,
    after: query.cursor === undefined ? undefined : placeOf(query.cursor, sort?.column ?? '', descending),
    search: search === undefined ? undefined : { column: searchable(view, search.column), tokens: wanted(search.text) },
    where,
    between: Object.entries(query.between ?? {}).map(([column, bounds]) => [known(view, column), bounds] as const),
    scope,
    limit,
  };
}

function known(view: AnyView, column: string): string {
  if (!Object.hasOwn(view.columns, column)) throw new RangeError(`the view "${view.name}" has no column "${column}"`);
  return column;
}

function searchable(view: AnyView, column: string): string {
  if (!view.searched?.includes(column)) throw new RangeError(`the view "${view.name}" cannot be searched by "${column}"`);
  return column;
}

function wanted(text: string): readonly string[] {
  if (text.length > maxSearchCharacters) throw new RangeError(`a search may hold ${maxSearchCharacters} characters, this one has ${text.length}`);
  const tokens = searchTokens(text);
  if (tokens.length === 0) throw new RangeError('a search needs at least one letter or digit');
  return tokens;
}

/** A text as searches see it: its letters and digits, one a token, regardless of case and width. */
export const searchTokens = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]/gu) ?? [];

/** True where a value lies between bounds, as stores order values: numbers < texts (by code point). */
export function isBetween(value: Column, { from, until, orNone = false }: Bounds): boolean {
  if (value === null) return orNone;
  return (from === undefined || inOrder(from, value) <= 0) && (until === undefined || inOrder(value, until) <= 0);
}

function inOrder(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'number' || typeof other === 'number') return typeof one === 'number' ? -1 : 1;
  const [a, b] = [[...one], [...other]];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const by = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (by !== 0) return by;
  }
  return a.length - b.length;
}

/** The cursor of a page that ends here. It fits only lists of the same order. */
export function cursorOf({ sort, descending }: CheckedQuery, { value, key }: ListPlace): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort ?? '', descending, value, key]));
  return btoa(String.fromCodePoint(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function placeOf(cursor: string, sort: string, descending: boolean): ListPlace {
  const place = read(cursor);
  if (!Array.isArray(place) || place.length !== 4) throw new RangeError('the cursor is not one of this list');
  const [sortedBy, down, value, key] = place as unknown[];
  if (typeof key !== 'string' || (value !== null && typeof value !== 'string' && typeof value !== 'number')) throw new RangeError('the cursor is not one of this list');
  if (sortedBy !== sort || down !== descending) throw new RangeError('the cursor belongs to a list in another order');
  return { value, key };
}

function read(cursor: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.codePointAt(0) ?? 0);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
