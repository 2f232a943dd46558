import { engine } from './engine/engine.js';
import { tableOf, type Figure } from './figure.js';

/** `npm run bench -- engine [--json] [--only NAME,…]`: exit code 1 when a target is not met. */
const suites: Readonly<Record<string, (only: readonly string[] | undefined, say: (line: string) => void) => Promise<readonly Figure[]>>> = { engine };

const args = process.argv.slice(2);
const json = args.includes('--json');
const onlyAt = args.indexOf('--only');
const only = onlyAt === -1 ? undefined : args[onlyAt + 1]?.split(',');
const suite = suites[args.find((arg) => !arg.startsWith('--')) ?? ''];
if (suite === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(suites).join('|')} [--json] [--only NAME,…]`);
  process.exit(2);
}
const figures = await suite(only, (line) => process.stderr.write(`${line}\n`));
console.log(json ? JSON.stringify(figures, undefined, 2) : tableOf(figures));
process.exit(figures.every(({ met }) => met) ? 0 : 1);
