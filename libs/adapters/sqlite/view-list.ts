import type { Bounds, CheckedQuery, Column } from '#kernel';
import { holdsInSql } from './view-search.js';

/** A question in SQL with its values. */
export type Sql = { readonly text: string; readonly values: readonly Column[] };

/** Of so many rows at the most a condition leads the way: they are looked up and sorted. Of more, rows are looked through in the list's order. */
export const leadingRows = 10_000;

/** One condition of a list: as it finds its rows by itself, and as it judges a row that was found otherwise. */
type Condition = Sql & { readonly judging: Sql; readonly table: 'list' | 'groups' | 'search'; /** One value of a column: an index has its rows by key. */ readonly oneValue?: boolean; /** A range of a column: an index has its rows in the order of that column. */ readonly ranged?: string };

/** How many rows each condition lets through, counted to one more than may lead. */
export function countsSql(query: CheckedQuery, most: number): Sql | undefined {
  const conditions = conditionsOf(query);
  if (conditions.length === 0) return undefined;
  const counts = conditions.map(({ text, table }, index) => `(SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${inTable(text, table)} LIMIT ${most + 1})) AS "${index}"`);
  return { text: `SELECT ${counts.join(', ')}`, values: conditions.flatMap(({ values }) => values) };
}

/** Counted where its rows are named: the outer half of "id IN (SELECT …)" is left out. */
const inTable = (text: string, table: Condition['table']): string => (table === 'list' ? text : text.slice(text.indexOf('WHERE ') + 6, -1));

/**
 * The rows of a list and one more, which tells whether another page follows. Filter and order go over the narrow table;
 * the wide rows are fetched for the page alone. `wide`: conditions that let too many rows through to lead the way.
 */
export function listSql(query: CheckedQuery, wide: ReadonlySet<number> = new Set()): Sql {
  const { sort, descending, limit } = query;
  const value = sort === undefined ? 'NULL' : `"${sort}"`;
  const direction = descending ? ' DESC' : '';
  const all = conditionsOf(query);
  // Where nothing leads the way, a campaign's rows are looked through, not those of all years; in the order of a column that is asked for within bounds, those within.
  const walked = all.every((_, index) => wide.has(index)) ? all.findIndex(({ oneValue, ranged }) => (sort === undefined ? oneValue === true : ranged === sort)) : -1;
  const conditions = [...all.map((condition, index) => (wide.has(index) && index !== walked ? condition.judging : condition)), ...after(query)];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ text }) => text).join(' AND ')}`;
  const order = (table: string) => `${sort === undefined ? '' : `${table}sorted_by${direction}, `}${table}key${direction}`;
  return {
    text: `SELECT page.key, page.sorted_by AS value, rows.json, rows.digest FROM (SELECT id, key, ${value} AS sorted_by FROM list${where} ORDER BY ${order('')} LIMIT ${limit + 1}) AS page JOIN rows USING (id) ORDER BY ${order('page.')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

const conditionsOf = (query: CheckedQuery): readonly Condition[] => [
  ...query.where.map(([column, values]) => ({ ...ofList(oneOf(column, values)), oneValue: values.length === 1 && values[0] !== null })),
  ...query.between.map(([column, bounds]) => ({ ...ofList(between(column, bounds)), ...(bounds.orNone === true ? {} : { ranged: column }) })),
  ...scope(query),
  ...search(query),
];

/** A plus sign before a column keeps SQLite from looking it up in an index. */
const ofList = ({ text, values }: Sql): Condition => ({ text, values, judging: { text: text.replaceAll(/"\w+"(?= (?:IN|IS|>=|<=))/g, '+$&'), values }, table: 'list' });

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

function oneOf(column: string, values: readonly Column[]): Sql {
  const there = values.filter((value) => value !== null);
  const orNothing = there.length < values.length ? ` OR "${column}" IS NULL` : '';
  return { text: `("${column}" IN (${marks(there)})${orNothing})`, values: there };
}

function between(column: string, { orNone = false, ...bounds }: Bounds): Sql {
  const { text, values } = within(column, bounds);
  return orNone ? { text: `((${text}) OR "${column}" IS NULL)`, values } : { text, values };
}

function within(column: string, { from, until }: Omit<Bounds, 'orNone'>): Sql {
  const bounds = [...(from === undefined ? [] : [{ text: `"${column}" >= ?`, value: from }]), ...(until === undefined ? [] : [{ text: `"${column}" <= ?`, value: until }])];
  return bounds.length === 0 ? { text: `"${column}" IS NOT NULL`, values: [] } : { text: bounds.map(({ text }) => text).join(' AND '), values: bounds.map(({ value }) => value) };
}

function scope({ scope }: CheckedQuery): readonly Condition[] {
  if (scope === undefined) return [];
  const federations = `federation IN (${marks(scope)})`;
  return [{ text: `id IN (SELECT id FROM groups WHERE ${federations})`, judging: { text: `EXISTS (SELECT 1 FROM groups WHERE ${federations} AND groups.id = list.id)`, values: scope }, values: scope, table: 'groups' }];
}

function search({ search }: CheckedQuery): readonly Condition[] {
  if (search === undefined) return [];
  return [
    {
      text: 'id IN (SELECT rowid FROM search WHERE search MATCH ?)',
      judging: { text: `${holdsInSql}("${search.column}", ?)`, values: [search.tokens.join('')] },
      values: [`"${search.column}" : "${search.tokens.join(' ')}"`],
      table: 'search',
    },
  ];
}

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
