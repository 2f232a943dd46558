import type { Vocabulary } from '#sheets';
import { betweenSuperiors, federationKindWords, levelWords, lineWords } from './federation-words.js';
import { classWords } from './register-table.js';
import { dateCell } from './register-sheet.js';

/** Columns of a list of federations as we write it: fields of the register's table. */
export const federationColumns = ['id', 'code', 'name', 'class', 'federationKind', 'line', 'level', 'superior', 'alsoBelow', 'foundedOn'] as const;

type Written = { readonly id: string; readonly name: string; readonly line: string; readonly kind: string | null; readonly level: string | null; readonly code: string | null; readonly from: string | null; /** By name, the first of its line first. */ readonly superiors: readonly string[] };

/** A federation as a row of {@link federationColumns}. `inChinese`: words as offices write them; otherwise by their keys, which are read as well. */
export function federationCells({ id, name, line, kind, level, code, from, superiors }: Written, inChinese: boolean): readonly (string | null)[] {
  const shown = (words: Vocabulary, key: string | null): string | null => (key === null ? null : ((inChinese ? words.find((word) => word.key === key)?.shown : undefined) ?? key));
  const [superior, ...also] = superiors;
  return [id, code, name, shown(classWords, 'federation'), shown(federationKindWords, kind), shown(lineWords, line), shown(levelWords, level), superior ?? null, also.length === 0 ? null : also.join(betweenSuperiors), from === null ? null : dateCell(from)];
}
