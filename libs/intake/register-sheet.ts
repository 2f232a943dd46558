import { spanOf, type PartialDate } from '#kernel';
import type { KnownUnion } from './known-register.js';
import { classWords, industryWords } from './register-table.js';

/** Columns of a register as we write it: fields of the register's table, and what it has no column for. */
export const registerColumns = ['id', 'code', 'name', 'class', 'superior', 'staff', 'womenStaff', 'members', 'womenMembers', 'units', 'foundedOn', 'certificate', 'industry', 'otherIndustry'] as const;

type Written = Omit<KnownUnion, 'superior' | 'unitsListed' | 'revision' | 'closedOn'> & { readonly superiorName: string | null };

/** A union as a row of {@link registerColumns}. `inChinese`: words as offices write them; otherwise by their keys, which are read as well. */
export function registerCells(union: Written, inChinese: boolean): readonly (string | number | null)[] {
  const { id, name, superiorName, members, staff, units, industry, code, foundedOn, women, womenStaff, certificate } = union;
  const shown = (words: typeof classWords, key: string) => (inChinese ? words.find((word) => word.key === key)?.shown : undefined) ?? key;
  // An industry that the table has no word for would refuse the row when it is read again.
  const known = industry !== null && industryWords.some(({ key }) => key === industry);
  return [
    id,
    code,
    name,
    shown(classWords, union.class),
    superiorName,
    staff,
    womenStaff,
    members,
    women,
    union.class === 'jointUnion' ? units : null,
    foundedOn === null ? null : dateCell(foundedOn),
    certificate,
    known ? shown(industryWords, industry) : null,
    known ? null : industry,
  ];
}

/** A date as a cell says it: whole as it is, otherwise in Chinese, which leaves no doubt what is known of it. */
export function dateCell(date: PartialDate): string {
  const span = spanOf(date);
  if (span !== undefined && span.first === span.last) return date;
  const [, year, month, day] = /^(\d{4})?-*(\d{2})?-?(\d{2})?$/.exec(date) ?? [];
  return [year === undefined ? '' : `${year}年`, month === undefined ? '' : `${Number(month)}月`, day === undefined ? '' : `${Number(day)}日`].join('');
}
