// Module hooks of the warm runner: they compile TypeScript, and give every file of ours the copy that its importer belongs to.
// A copy is named in the query: `?copy=2` is all of it anew, `?copy=2&of=7` what depends on the file number 7 on top of copy 2.
import { transformFile } from '@swc/core';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fileOf } from './sources.js';

let anew;

/** @param data.port says which files a copy holds anew, before the copy is asked for */
export async function initialize({ port }) {
  anew = new Map();
  port.on('message', ({ copy, files, done }) => {
    anew.set(copy, new Set(files));
    port.postMessage(done);
  });
}

export async function resolve(specifier, context, next) {
  const importer = context.parentURL === undefined ? undefined : new URL(context.parentURL);
  const copy = importer?.searchParams.get('copy');
  if (!copy) return next(specifier, context);
  const file = fileOf(specifier, fileURLToPath(importer));
  if (file === undefined) return next(specifier, { ...context, parentURL: pathToFileURL(fileURLToPath(importer)).href });
  return { url: urlOf(file, copy), shortCircuit: true, format: 'module' };
}

/** `2.7` is copy 7 on top of copy 2: what it does not hold anew is copy 2's. */
function urlOf(file, copy) {
  const [base] = copy.split('.');
  return `${pathToFileURL(file).href}?copy=${copy === base || anew.get(copy)?.has(file) ? copy : base}`;
}

const compiled = new Map();
export async function load(url, context, next) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : '';
  if (!file.endsWith('.ts')) return next(url, context);
  if (!compiled.has(file)) compiled.set(file, transformFile(file, { sourceMaps: false }));
  return { format: 'module', source: (await compiled.get(file)).code, shortCircuit: true };
}
