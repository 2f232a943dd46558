import { nameKey, type Fault } from '#sheets';
import { codeKey } from './known-register.js';

type Named = { readonly sheet: string; readonly row: number; readonly name?: string; readonly code?: string };

/**
 * Rows that tell of a union again which an earlier row told of: the first counts, the others are refused, naming it. Two that
 * bear one name are two unions only where each has a code of its own.
 */
export function twice<E extends Named>(entries: readonly E[]): ReadonlyMap<E, Fault> {
  const names = new Map<string, E>();
  const codes = new Map<string, E>();
  const faults = new Map<E, Fault>();
  for (const entry of entries) {
    const { name, code } = entry;
    const sameCode = code === undefined ? undefined : codes.get(codeKey(code));
    const sameName = name === undefined ? undefined : names.get(nameKey(name));
    const apart = sameName?.code !== undefined && code !== undefined && codeKey(sameName.code) !== codeKey(code);
    if (sameCode !== undefined) faults.set(entry, { code: 'same-code-twice', field: 'code', details: { sheet: sameCode.sheet, row: sameCode.row } });
    else if (sameName !== undefined && !apart) faults.set(entry, { code: 'same-union-twice', field: 'name', details: { sheet: sameName.sheet, row: sameName.row } });
    if (code !== undefined && sameCode === undefined) codes.set(codeKey(code), entry);
    if (name !== undefined && sameName === undefined) names.set(nameKey(name), entry);
  }
  return faults;
}
