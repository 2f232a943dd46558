import { idPart, maxSearchCharacters, searchTokens, type Column, type ListQuery } from '#kernel';
import { problem, type FieldFault } from '#platform';
import { codePattern } from '#register';

/** The values a column may be asked for: a closed vocabulary, with the group of texts that has its words, ids, organisation codes, words of a place, versions of rule sets (`default.2`), or true and false (1 and 0). */
export type Asked = { readonly allowed: readonly string[]; readonly words: string } | 'id' | 'code' | 'word' | 'flag' | 'ruleSetVersion';

/** What a list lets its readers say in the query string. */
export type Listing = { readonly filters: Readonly<Record<string, Asked>>; readonly sorts: readonly string[]; readonly searched: string; /** Parameters beside those of a list, read by whoever asks. */ readonly beside?: readonly string[] };

const mostPerPage = 200;
/** `default.2`: id and version. */
export const ruleSetVersion = /^([a-z0-9][a-z0-9_]{0,31})[.]([1-9][0-9]{0,2})$/;
const mostCharacters = 200;

/** What a parameter asks for, or what is wrong with it. */
type Read = Partial<ListQuery> | Omit<FieldFault, 'field'>;

/**
 * Reads `?limit=&cursor=&sort=-column&search=&under=federation&<column>=a,b`. @throws Problem naming each parameter that is
 * unknown or wrong, with what is allowed
 */
export function listQueryOf(query: Readonly<Record<string, unknown>>, listing: Listing): ListQuery {
  const faults: FieldFault[] = [];
  const where: Record<string, Column | readonly Column[]> = {};
  let rest: Partial<ListQuery> = {};
  for (const [name, raw] of Object.entries(query)) {
    if (Array.isArray(raw)) {
      faults.push({ field: name, rule: 'repeated' });
      continue;
    }
    // Too long, or nothing at all: no value, which no reader takes.
    const value = typeof raw === 'string' && raw.length <= mostCharacters ? raw : '';
    if (listing.beside?.includes(name) === true) continue;
    const read = readerOf(name, listing)(value);
    if ('rule' in read) faults.push({ field: name, ...read });
    else if (read.where === undefined) rest = { ...rest, ...read };
    else Object.assign(where, read.where);
  }
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  return { limit: 50, ...rest, ...(Object.keys(where).length === 0 ? {} : { where }) };
}

function readerOf(name: string, { filters, sorts, searched, beside = [] }: Listing): (value: string) => Read {
  const asked = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (asked !== undefined) return (value) => filtered(name, value, asked);
  switch (name) {
    case 'limit':
      return limited;
    case 'cursor':
      return (value) => (value === '' ? { rule: 'text', details: { most: mostCharacters } } : { cursor: value });
    case 'under':
      return (value) => (idPart.test(value) ? { scope: [value] } : { rule: 'idPart' });
    case 'search':
      return (value) => (searchTokens(value).length > 0 && value.length <= maxSearchCharacters ? { search: { column: searched, text: value } } : { rule: 'search', details: { most: maxSearchCharacters } });
    case 'sort':
      return (value) => sorted(value, sorts);
    default:
      return () => ({ rule: 'unknown', details: { allowed: ['limit', 'sort', 'cursor', 'under', 'search', ...Object.keys(filters), ...beside] } });
  }
}

const limited = (value: string): Read =>
  /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= mostPerPage ? { limit: Number(value) } : { rule: 'whole', details: { least: 1, most: mostPerPage } };

function sorted(value: string, sorts: readonly string[]): Read {
  const column = value.replace(/^-/, '');
  return sorts.includes(column) ? { sort: { column, descending: value.startsWith('-') } } : { rule: 'oneOf', details: { allowed: sorts.flatMap((one) => [one, `-${one}`]) } };
}

/** So many joints of a code are looked for one by one; of more, all of them are taken to be alike. */
const mostJoints = 4;

/** A code is one however its letters are written and its parts joined; the column has it as it was recorded, in capitals or without. */
function spellings(code: string): readonly string[] {
  const parts = code.split(/[-_]/);
  const joined = parts.length - 1 > mostJoints ? [code, parts.join('-'), parts.join('_')] : parts.slice(1).reduce<readonly string[]>((all, part) => all.flatMap((one) => [`${one}-${part}`, `${one}_${part}`]), [parts[0] ?? '']);
  return joined.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]);
}

/** How columns say that a flag is not set: those that seldom have it set hold nothing then. */
const notSet: readonly Column[] = [0, null];

function filtered(name: string, value: string, asked: Asked): Read {
  const values = value.split(',');
  const where = { where: { [name]: values.length > 1 ? values : value } };
  if (asked === 'flag') return value === 'true' || value === 'false' ? { where: { [name]: value === 'true' ? 1 : notSet } } : { rule: 'flag' };
  if (asked === 'word') return values.every((one) => /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/.test(one)) ? where : { rule: 'word' };
  if (asked === 'id') return values.every((one) => idPart.test(one)) ? where : { rule: 'idPart' };
  if (asked === 'ruleSetVersion') return values.every((one) => ruleSetVersion.test(one)) ? where : { rule: 'ruleSetVersion' };
  if (asked === 'code') return values.every((one) => codePattern.test(one)) ? { where: { [name]: [...new Set(values.flatMap(spellings))] } } : { rule: 'code' };
  return values.every((one) => asked.allowed.includes(one)) ? where : { rule: 'oneOf', details: { allowed: asked.allowed }, words: asked.words };
}
