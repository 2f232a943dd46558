// Module hooks of the specs: an alias means the sources, not dist/, and TypeScript is compiled as it is loaded. What Jest's
// global set-up has just compiled for worker threads and child processes is taken as it is.
import { transformFile } from '@swc/core';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const isOurs = (url) => url !== undefined && url.startsWith('file:') && url.endsWith('.ts') && !url.includes('/node_modules/');

export function resolve(specifier, context, next) {
  if (!isOurs(context.parentURL)) return next(specifier, context);
  // A module that is loaded once would hand the first file's functions to all.
  if (specifier === '@jest/globals') throw new Error('Specs use the global describe, it and expect.');
  const typed = specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier;
  return next(typed, { ...context, conditions: ['source', ...context.conditions] });
}

export async function load(url, context, next) {
  if (!isOurs(url)) return next(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: (await compiledBefore(file)) ?? (await transformFile(file, { sourceMaps: 'inline' })).code, shortCircuit: true };
}

async function compiledBefore(file) {
  const target = path.join(root, 'dist', path.relative(root, file)).replace(/\.ts$/, '.js');
  const [from, to] = await Promise.all([stat(file), stat(target).catch(() => undefined)]);
  if (to === undefined || to.mtimeMs <= from.mtimeMs) return undefined;
  return `${await readFile(target, 'utf8')}\n//# sourceMappingURL=${path.relative(path.dirname(file), target)}.map`;
}
