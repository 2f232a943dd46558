import { isBetween, rowFromJson, scopesOf, searchTokens, type CheckedQuery, type Column, type View } from '#kernel';
import { DamagedView } from './view-damage.js';
import { rowDigest } from './view-digest.js';

/** A row as stored, when it is what was written. @throws DamagedView */
export function checkedRow<Row>(view: View<Row>, { key, json, digest }: { readonly key: string; readonly json: string; readonly digest: string }): Row {
  if (rowDigest(key, json) !== digest) throw new DamagedView(view.name, `row "${key}"`);
  return rowFromJson(view, json);
}

/** The narrow table led to this row: it must say the same as the row does. @throws DamagedView */
export function fitsQuery<Row>(view: View<Row>, query: CheckedQuery, { key, value, row }: { readonly key: string; readonly value: Column; readonly row: Row }): void {
  const { sort, where, between, scope, search } = query;
  const columnOf = (column: string): Column => view.columns[column]?.(row) ?? null;
  const fits =
    (sort === undefined || columnOf(sort) === value) &&
    where.every(([column, values]) => values.includes(columnOf(column))) &&
    between.every(([column, bounds]) => isBetween(columnOf(column), bounds)) &&
    (scope === undefined || scopesOf(view, row).some((group) => scope.includes(group))) &&
    (search === undefined || ` ${searchTokens(String(columnOf(search.column) ?? '')).join(' ')} `.includes(` ${search.tokens.join(' ')} `));
  if (!fits) throw new DamagedView(view.name, `the list's entry for "${key}"`);
}
