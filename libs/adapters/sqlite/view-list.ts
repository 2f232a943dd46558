import type { Bounds, CheckedQuery, Column } from '#kernel';

/** A question in SQL with its values. */
export type Sql = { readonly text: string; readonly values: readonly Column[] };

/**
 * The rows of a list and one more, which tells whether another page follows. Filter and order go over the narrow table;
 * the wide rows are fetched for the page alone.
 */
export function listSql(query: CheckedQuery): Sql {
  const { sort, descending, limit } = query;
  const value = sort === undefined ? 'NULL' : `"${sort}"`;
  const direction = descending ? ' DESC' : '';
  const conditions = [...query.where.map(([column, values]) => oneOf(column, values)), ...query.between.flatMap(([column, bounds]) => between(column, bounds)), ...scope(query), ...search(query), ...after(query)];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ text }) => text).join(' AND ')}`;
  const order = (table: string) => `${sort === undefined ? '' : `${table}sorted_by${direction}, `}${table}key${direction}`;
  return {
    text: `SELECT page.key, page.sorted_by AS value, rows.json, rows.digest FROM (SELECT id, key, ${value} AS sorted_by FROM list${where} ORDER BY ${order('')} LIMIT ${limit + 1}) AS page JOIN rows USING (id) ORDER BY ${order('page.')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

function oneOf(column: string, values: readonly Column[]): Sql {
  const there = values.filter((value) => value !== null);
  const orNothing = there.length < values.length ? ` OR "${column}" IS NULL` : '';
  return { text: `("${column}" IN (${marks(there)})${orNothing})`, values: there };
}

function between(column: string, { from, until }: Bounds): readonly Sql[] {
  const bounds = [...(from === undefined ? [] : [{ text: `"${column}" >= ?`, values: [from] }]), ...(until === undefined ? [] : [{ text: `"${column}" <= ?`, values: [until] }])];
  return bounds.length === 0 ? [{ text: `"${column}" IS NOT NULL`, values: [] }] : bounds;
}

const scope = ({ scope }: CheckedQuery): readonly Sql[] =>
  scope === undefined ? [] : [{ text: `id IN (SELECT id FROM groups WHERE federation IN (${marks(scope)}))`, values: scope }];

const search = ({ search }: CheckedQuery): readonly Sql[] =>
  search === undefined ? [] : [{ text: 'id IN (SELECT rowid FROM search WHERE search MATCH ?)', values: [`"${search.column}" : "${search.tokens.join(' ')}"`] }];

/** What comes after a place, where nothing < numbers < texts, as SQLite orders them. */
function after({ sort, descending, after }: CheckedQuery): readonly Sql[] {
  if (after === undefined) return [];
  const { value, key } = after;
  const beyond = descending ? '<' : '>';
  if (sort === undefined) return [{ text: `key ${beyond} ?`, values: [key] }];
  const column = `"${sort}"`;
  if (value === null) return [{ text: `(${descending ? '' : `${column} IS NOT NULL OR `}(${column} IS NULL AND key ${beyond} ?))`, values: [key] }];
  return [{ text: `((${column}, key) ${beyond} (?, ?)${descending ? ` OR ${column} IS NULL` : ''})`, values: [value, key] }];
}
