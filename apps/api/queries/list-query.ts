import { maxSearchCharacters, searchTokens, type Column, type ListQuery } from '#kernel';
import { problem, type FieldFault } from '#platform';

/** What a list lets its readers say in the query string. */
export type Listing = { readonly filters: readonly string[]; readonly sorts: readonly string[]; readonly searched: string };

const mostPerPage = 200;

/**
 * Reads `?limit=&cursor=&sort=-column&search=&under=federation&<column>=a,b`. @throws Problem naming each parameter that is
 * unknown or wrong, with what is allowed
 */
export function listQueryOf(query: Readonly<Record<string, unknown>>, listing: Listing): ListQuery {
  const faults: FieldFault[] = [];
  const where: Record<string, Column | readonly Column[]> = {};
  let rest: Partial<ListQuery> = {};
  for (const [name, raw] of Object.entries(query)) {
    const value = typeof raw === 'string' && raw.length <= 200 ? raw : undefined;
    const read = value === undefined || value === '' ? undefined : parameter(name, value, listing);
    if (read === undefined) faults.push(faultOf(name, listing));
    else if (read.where === undefined) rest = { ...rest, ...read };
    else Object.assign(where, read.where);
  }
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  return { limit: 50, ...rest, ...(Object.keys(where).length === 0 ? {} : { where }) };
}

function parameter(name: string, value: string, { filters, sorts, searched }: Listing): Partial<ListQuery> | undefined {
  switch (name) {
    case 'limit':
      return /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= mostPerPage ? { limit: Number(value) } : undefined;
    case 'cursor':
      return { cursor: value };
    case 'under':
      return { scope: [value] };
    case 'search':
      return searchTokens(value).length > 0 && value.length <= maxSearchCharacters ? { search: { column: searched, text: value } } : undefined;
    case 'sort': {
      const column = value.replace(/^-/, '');
      return sorts.includes(column) ? { sort: { column, descending: value.startsWith('-') } } : undefined;
    }
    default:
      return filters.includes(name) ? { where: { [name]: value.includes(',') ? value.split(',') : value } } : undefined;
  }
}

function faultOf(name: string, { filters, sorts }: Listing): FieldFault {
  if (name === 'limit') return { field: name, rule: 'whole', details: { least: 1, most: mostPerPage } };
  if (name === 'sort') return { field: name, rule: 'oneOf', details: { allowed: sorts.flatMap((column) => [column, `-${column}`]) } };
  if (name === 'search') return { field: name, rule: 'search', details: { most: maxSearchCharacters } };
  const known = ['cursor', 'under', 'search', ...filters];
  return known.includes(name) ? { field: name, rule: 'text', details: { most: 200 } } : { field: name, rule: 'unknown', details: { allowed: ['limit', 'sort', ...known] } };
}
