import { engine } from './engine/engine.js';
import { federation } from './federation/federation.js';
import { importing } from './import/import.js';
import { tableOf, type Figure } from './figure.js';
import { reminders } from './reminders/reminders.js';

type Call = { readonly only: readonly string[] | undefined; readonly unions: number | undefined; readonly kill: boolean; readonly keep: string | undefined };

/** `npm run bench -- engine|federation|import|reminders [--json] [--only NAME,…] [--unions N] [--kill] [--keep DIR]`: exit code 1 when a target is not met. */
const suites: Readonly<Record<string, (call: Call, say: (line: string) => void) => Promise<readonly Figure[]>>> = {
  engine: ({ only }, say) => engine(only, say),
  federation: ({ unions, keep, only }, say) => federation({ unions: unions ?? provinceUnions, keep, only }, say),
  import: ({ unions, kill }, say) => importing({ unions: unions ?? provinceUnions, kill }, say),
  reminders: ({ only, unions }, say) => reminders({ only, unions: unions ?? lateUnions }, say),
};
/** A province. */
const provinceUnions = 215_000;
/** Nearly half of one. */
const lateUnions = 100_000;

const args = process.argv.slice(2);
const json = args.includes('--json');
const valueOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const unions = args.includes('--unions') ? Number(valueOf('--unions')) : undefined;
const suite = suites[args[0] ?? ''];
if (suite === undefined || (unions !== undefined && !(Number.isInteger(unions) && unions >= 1))) {
  console.error(`usage: npm run bench -- ${Object.keys(suites).join('|')} [--json] [--only NAME,… (engine, federation, reminders)] [--unions N (federation, import, reminders)] [--kill (import)] [--keep DIR (federation: makes its places there once, and runs on copies)]`);
  process.exit(2);
}
const figures = await suite({ only: valueOf('--only')?.split(','), unions, kill: args.includes('--kill'), keep: valueOf('--keep') }, (line) => process.stderr.write(`${line}\n`));
console.log(json ? JSON.stringify(figures, undefined, 2) : tableOf(figures));
process.exit(figures.every(({ met }) => met) ? 0 : 1);
