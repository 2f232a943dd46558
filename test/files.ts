import { readdirSync, readFileSync } from 'node:fs';

/** A file of the project: its path from the root, and its text. */
export type ProjectFile = { readonly path: string; readonly text: string };

const root = new URL('../', import.meta.url);
const elsewhere = new Set(['node_modules', 'dist', 'data', '.git', 'coverage']);

/** Every file below the folders (or the root) whose name ends so, in the order of their paths. */
export function filesOf(folders: readonly string[], endings: readonly string[]): readonly ProjectFile[] {
  return folders
    .flatMap((folder) => pathsBelow(folder))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));
}

function pathsBelow(folder: string): readonly string[] {
  return readdirSync(new URL(folder === '' ? '.' : `${folder}/`, root), { withFileTypes: true }).flatMap((entry) => {
    if (elsewhere.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return pathsBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** `path:line` and the line, wherever a pattern is found. */
export const findings = (files: readonly ProjectFile[], pattern: RegExp): readonly string[] =>
  files.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : [])));
