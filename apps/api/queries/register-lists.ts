import { applyDecorators } from '@nestjs/common';
import { addDays, isPlainDate, type ListQuery, type PlainDate } from '#kernel';
import { problem, type FieldFault } from '#platform';
import { maxMembers } from '#register';
import { ApiQuery } from '../api-description.js';
import { listQueryOf, type Listing } from './list-query.js';

/** What lists of the register are asked beside what every list is. */
const beside = ['on', 'open', 'members', 'termOver'] as const;
/** Those of unions alone. */
const ofUnions: readonly string[] = ['members', 'termOver'];

export type RegisterList = { readonly query: ListQuery; /** The day asked about; absent: as it stands. */ readonly on: PlainDate | undefined; readonly under: string | undefined };

/** Documents what lists of the register are asked. */
export const ListOfTheRegister = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'limit', required: false, description: 'Rows of a page, 1 to 200; default 50.' }),
    ApiQuery({ name: 'cursor', required: false, description: '`next` of the page before.' }),
    ApiQuery({ name: 'search', required: false, description: 'Characters in a row in the name.' }),
    ApiQuery({ name: 'on', required: false, description: 'As it was on this day, for example 2010-03-01: who was there, under which name, below whom. Default: as it stands.' }),
    ApiQuery({ name: 'open', required: false, description: 'true: only what has not ended; false: only what has.' }),
  );

/**
 * Reads the query of a list of the register. Sizes and terms are those of today: neither they nor an order by size go with `on`. `today`: for terms that are over.
 * @throws Problem `query-invalid`
 */
export function registerListOf(raw: Readonly<Record<string, unknown>>, listing: Listing, today: PlainDate): RegisterList {
  const { scope, ...query } = listQueryOf(raw, { ...listing, beside: beside.filter((name) => !ofUnions.includes(name) || listing.sorts.includes('members')) });
  const faults: FieldFault[] = [];
  const { on, open, members, termOver } = raw as { readonly [name in (typeof beside)[number]]?: unknown };
  if (on !== undefined && (typeof on !== 'string' || !isPlainDate(on))) faults.push({ field: 'on', rule: 'date' });
  if (open !== undefined && open !== 'true' && open !== 'false') faults.push({ field: 'open', rule: 'flag' });
  const size = members === undefined ? undefined : rangeIn(members);
  if (members !== undefined && size === undefined) faults.push({ field: 'members', rule: 'range', details: { most: maxMembers } });
  if (termOver !== undefined && termOver !== 'true') faults.push({ field: 'termOver', rule: 'oneOf', details: { allowed: ['true'] } });
  if (on !== undefined && termOver !== undefined) faults.push({ field: 'termOver', rule: 'notWithOn' });
  if (on !== undefined && members !== undefined) faults.push({ field: 'members', rule: 'notWithOn' });
  if (on !== undefined && query.sort !== undefined && query.sort.column !== 'name') faults.push({ field: 'sort', rule: 'notWithOn' });
  if (faults.length > 0) throw problem('query-invalid', {}, faults);
  const between = { ...(size === undefined ? {} : { members: size }), ...(open === 'false' ? { closedOn: {} } : {}), ...(termOver === undefined ? {} : { termOverOn: { until: addDays(today, -1) } }) };
  const where = { ...query.where, ...(open === 'true' ? { closedOn: null } : {}) };
  return { query: { ...query, ...(Object.keys(where).length === 0 ? {} : { where }), ...(Object.keys(between).length === 0 ? {} : { between }) }, on: on as PlainDate | undefined, under: scope?.[0] };
}

/** `25..99`, `100..`, `..24`: both counted in. */
function rangeIn(text: unknown): { readonly from?: number; readonly until?: number } | undefined {
  const [, from, until] = (typeof text === 'string' ? /^(\d{1,8})?\.\.(\d{1,8})?$/.exec(text) : null) ?? [];
  if (from === undefined && until === undefined) return undefined;
  return { ...(from === undefined ? {} : { from: Number(from) }), ...(until === undefined ? {} : { until: Number(until) }) };
}
