import { fileURLToPath } from 'node:url';

/**
 * The compiled file of a thread's entry that stands beside the caller (somewhere under `libs/`). Worker threads cannot
 * load TypeScript on Node 20: called from source (tests), the entry built into `dist/` is taken, so tests need a build.
 */
export function threadEntry(caller: string, name: string): string {
  const beside = fileURLToPath(new URL(`./${name}.js`, caller));
  if (!caller.endsWith('.ts')) return beside;
  const libs = beside.lastIndexOf('/libs/');
  return `${beside.slice(0, libs)}/dist${beside.slice(libs)}`;
}
