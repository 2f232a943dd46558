// Compiles apps, libs, test and bench into dist/ (swc, no type check: `npm run types` does that)
// and copies what is read beside the code at run time: texts, rule sets, scenarios.
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

const roots = ['apps', 'libs', 'test', 'bench'];
const copied = new Set(['.yaml', '.yml', '.json', '.html', '.css', '.svg', '.sql']);
const began = Date.now();
let compiled = 0;

async function build(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const target = join('dist', path);
    if (entry.isDirectory()) await build(path);
    else if (extname(path) === '.ts' && !path.endsWith('.spec.ts') && !path.endsWith('.d.ts')) await compile(path, target.replace(/\.ts$/, '.js'));
    else if (copied.has(extname(path))) {
      await mkdir(dirname(target), { recursive: true });
      await cp(path, target);
    }
  }
}

async function compile(path, target) {
  const { code, map } = await transformFile(path, { sourceFileName: path });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
  if (map) await writeFile(`${target}.map`, map);
  compiled++;
}

for (const root of roots) await rm(join('dist', root), { recursive: true, force: true });
for (const root of roots) if (await stat(root).catch(() => undefined)) await build(root);
console.log(`built ${compiled} files in ${Date.now() - began} ms`);
