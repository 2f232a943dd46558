import type { WrittenCell } from '#adapters/spreadsheets';
import { federationCells, federationColumns, registerCells, registerColumns } from '#intake';
import { maxListLimit } from '#kernel';
import { federationsBelow, type Language, type Node } from '#platform';
import { nameKey } from '#sheets';
import { headingOf } from './headings.js';
import { certificateIn, rowsOf } from './load-known.js';

/** The most federations one list is asked about. */
const mostInScope = 500;

/** Federations whose unions are written, the one they stand below first, with what a row calls each: its name, or its id where two bear one name, as names are read. */
type Below = ReadonlyMap<string, string>;

/** @throws Problem `scope-too-wide` */
export async function federationsWritten(node: Node, federation: string): Promise<Below> {
  const names = new Map<string, string>();
  for (const id of await federationsBelow(node.views, federation)) {
    const row = await node.views.federations.get(id);
    if (row !== undefined) names.set(id, row.name);
  }
  const seen = new Map<string, number>();
  for (const name of names.values()) seen.set(nameKey(name), (seen.get(nameKey(name)) ?? 0) + 1);
  return new Map([...names].map(([id, name]) => [id, seen.get(nameKey(name)) === 1 ? name : id]));
}

/** The federations below one, row by row, as they stand today and as the import reads them: those that have not ended, with superiors among those written. */
export async function* federationRows(node: Node, below: Below, language: Language): AsyncGenerator<readonly WrittenCell[]> {
  yield federationColumns.map((column) => headingOf(language, column));
  const [root] = below.keys();
  for (const id of below.keys()) {
    const row = id === root ? undefined : await node.views.federations.get(id);
    if (row === undefined || row.closedOn !== null) continue;
    const { name, line, kind, level, code, from, superiors } = row;
    yield federationCells({ id, name, line, kind: kind ?? null, level: level ?? null, code, from, superiors: superiors.flatMap((superior) => below.get(superior) ?? []) }, language === 'zh-CN');
  }
}

/** The unions below a federation, row by row, page by page: unions that have not ended, as the import reads them. */
export async function* registerRows(node: Node, below: Below, language: Language): AsyncGenerator<readonly WrittenCell[]> {
  yield registerColumns.map((column) => headingOf(language, column));
  const ids = [...below.keys()];
  for (let from = 0; from < ids.length; from += mostInScope) {
    for await (const [id, row] of rowsOf(node.views.unions, { scope: ids.slice(from, from + mostInScope), limit: maxListLimit })) {
      if (row.closedOn === null) yield registerCells({ ...row, id, certificate: certificateIn(row.state), superiorName: below.get(row.superior) ?? null }, language === 'zh-CN');
    }
  }
}
