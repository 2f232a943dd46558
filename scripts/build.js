// Compiles apps, libs, test and bench into dist/ (swc, no type check: `npm run types` does that) and copies what is read
// beside the code at run time: texts, rule sets, scenarios. Only what is older than its source is made again.
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { makeTypeboxOneFile, withOneTypebox } from './one-file-typebox.js';

const roots = ['apps', 'libs', 'test', 'bench'];
const copied = new Set(['.yaml', '.yml', '.json', '.html', '.css', '.svg', '.sql', '.png', '.pdf']);
const began = Date.now();
const made = new Set();
/** What an older build made is made anew. */
const madeBy = Math.max(...(await Promise.all(['build.js', 'one-file-typebox.js'].map((script) => stat(join('scripts', script))))).map(({ mtimeMs }) => mtimeMs));
let compiled = 0;

async function build(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const target = join('dist', path);
    if (entry.isDirectory()) await build(path);
    else if (extname(path) === '.ts' && !path.endsWith('.spec.ts') && !path.endsWith('.d.ts')) await compile(path, target.replace(/\.ts$/, '.js'));
    else if (copied.has(extname(path))) await copy(path, target);
  }
}

async function compile(path, target) {
  made.add(target).add(`${target}.map`);
  if (await isFresh(path, target)) return;
  const { code, map } = await transformFile(path, { sourceFileName: relative(dirname(target), path) });
  await mkdir(dirname(target), { recursive: true });
  if (map) await writeFile(`${target}.map`, map);
  await writeFile(target, withOneTypebox(code));
  compiled++;
}

async function copy(path, target) {
  made.add(target);
  if (await isFresh(path, target)) return;
  await mkdir(dirname(target), { recursive: true });
  await cp(path, target);
}

async function isFresh(source, target) {
  const [from, to] = await Promise.all([stat(source), stat(target).catch(() => undefined)]);
  return to !== undefined && to.mtimeMs > Math.max(from.mtimeMs, madeBy);
}

/** What a source no longer stands behind must not be run by mistake. */
async function prune(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await prune(path);
    else if (!made.has(path)) await rm(path, { force: true });
  }
}

await makeTypeboxOneFile();
for (const root of roots) {
  if (await stat(root).catch(() => undefined)) await build(root);
  await prune(join('dist', root));
}
if (process.env.CI !== 'true') console.error(`built ${compiled} of ${made.size} files in ${Date.now() - began} ms`);
