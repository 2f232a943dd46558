import { engine } from './engine/engine.js';
import { federation } from './federation/federation.js';
import { tableOf, type Figure } from './figure.js';

type Call = { readonly only: readonly string[] | undefined; readonly unions: number };

/** `npm run bench -- engine|federation [--json] [--only NAME,…] [--unions N]`: exit code 1 when a target is not met. */
const suites: Readonly<Record<string, (call: Call, say: (line: string) => void) => Promise<readonly Figure[]>>> = {
  engine: ({ only }, say) => engine(only, say),
  federation: ({ unions }, say) => federation(unions, say),
};
/** A province. */
const provinceUnions = 215_000;

const args = process.argv.slice(2);
const json = args.includes('--json');
const valueOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const unions = Number(valueOf('--unions') ?? provinceUnions);
const suite = suites[args[0] ?? ''];
if (suite === undefined || !Number.isInteger(unions) || unions < 1) {
  console.error(`usage: npm run bench -- ${Object.keys(suites).join('|')} [--json] [--only NAME,… (engine)] [--unions N (federation)]`);
  process.exit(2);
}
const figures = await suite({ only: valueOf('--only')?.split(','), unions }, (line) => process.stderr.write(`${line}\n`));
console.log(json ? JSON.stringify(figures, undefined, 2) : tableOf(figures));
process.exit(figures.every(({ met }) => met) ? 0 : 1);
