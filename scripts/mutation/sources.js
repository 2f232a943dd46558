// Which file an import of ours means, and who depends on whom. Read from the sources by the runner and by its module hooks alike.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = process.cwd();
const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The TypeScript file that a specifier means, as an absolute path; undefined for packages and Node's own. */
export function fileOf(specifier, importer) {
  if (specifier.startsWith('#')) {
    const [alias, { source }] = Object.entries(imports).find(([name]) => name === specifier || (name.endsWith('*') && specifier.startsWith(name.slice(0, -1))));
    return path.join(root, source.replace('*', specifier.slice(alias.length - 1)));
  }
  if (!specifier.startsWith('.')) return undefined;
  const file = path.resolve(path.dirname(importer), specifier).replace(/\.js$/, '.ts');
  return file.endsWith('.ts') && existsSync(file) ? file : undefined;
}

/** Specs under the folders, as absolute paths, without those a pattern leaves out. */
export function specsUnder(folders, leftOut) {
  const all = folders.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(root, folder, name)));
  return all.filter((file) => file.endsWith('.spec.ts') && !leftOut.some((pattern) => new RegExp(pattern).test(file))).toSorted();
}

const known = new Map();
function importsOf(file) {
  if (!known.has(file)) {
    const named = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(([, specifier]) => fileOf(specifier, file));
    known.set(file, named.filter(Boolean));
  }
  return known.get(file);
}

/** The file and everything that imports it, directly or through others, as far as the entries reach. */
export function dependentsOf(file, entries) {
  const importers = new Map();
  const seen = new Set();
  const open = [...entries];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const imported of importsOf(next)) {
      importers.set(imported, [...(importers.get(imported) ?? []), next]);
      open.push(imported);
    }
  }
  const dependents = new Set([file]);
  for (const one of dependents) for (const importer of importers.get(one) ?? []) dependents.add(importer);
  return dependents;
}
