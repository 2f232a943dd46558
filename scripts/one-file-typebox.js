// TypeBox comes as more than a thousand files, and every thread that knows the domain loads it: a quarter of a second of
// processor time each, against 15 ms for one file. What is taken from it is made one file beside what is compiled.
import { bundle } from '@swc/core';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join('dist', 'vendor');
const file = 'typebox-whole.js';
/** What the program takes, by the name it is imported from. */
const taken = { typebox: ['Type'], 'typebox/compile': ['Compile'], 'typebox/schema': ['Compile'], 'typebox/system': ['Settings'] };
const within = (name) => name.replace('/', '-');
const alias = (name, what) => `${what}_${within(name).replace('-', '_')}`;

/** Makes the file, unless it is there for the version that is installed. */
export async function makeTypeboxOneFile() {
  const { version } = JSON.parse(await readFile(join('node_modules', 'typebox', 'package.json'), 'utf8'));
  const heading = `// typebox ${version} (MIT, its licence is in node_modules/typebox), made one file by scripts/one-file-typebox.js: ${JSON.stringify(taken)}\n`;
  const there = await readFile(join(folder, file), 'utf8').catch(() => '');
  if (there.startsWith(heading)) return;
  await mkdir(folder, { recursive: true });
  const entry = join(folder, 'entry.js');
  await writeFile(entry, Object.entries(taken).map(([name, things]) => `export { ${things.map((what) => `${what} as ${alias(name, what)}`).join(', ')} } from '${fileURLToPath(import.meta.resolve(name))}';\n`).join(''));
  const { typebox } = await bundle({ mode: 'production', target: 'node', entry: { typebox: join(process.cwd(), entry) }, output: { path: folder, name: file }, module: {}, options: { jsc: { target: 'es2022' } } });
  for (const [name, things] of Object.entries(taken)) {
    await writeFile(join(folder, `${within(name)}.js`), `export { ${things.map((what) => `${alias(name, what)} as ${what}`).join(', ')} } from './${file}';\n`);
  }
  await writeFile(join(folder, file), `${heading}${typebox.code}`);
  await rm(entry);
}

/** Compiled code that takes TypeBox from the one file. @throws Error for what is not in it */
export function withOneTypebox(code) {
  return code.replaceAll(/^(import \{ ([^}]*) \} from )'(typebox(?:\/\w+)?)';$/gm, (_, start, things, name) => {
    const missing = things.split(', ').filter((thing) => !taken[name]?.includes(thing.split(' as ')[0]));
    if (missing.length > 0) throw new Error(`${missing.join(', ')} of ${name} is not in scripts/one-file-typebox.js`);
    return `${start}'#vendor/${within(name)}.js';`;
  });
}
