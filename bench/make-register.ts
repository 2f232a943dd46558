import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { populationOf } from '../test/population/population.js';
import { csvLine, registerRows } from '../test/population/register-file.js';

const usage = 'usage: npm run make-register -- FILE.csv [--unions N] [--seed S]\n  a register of N unions (default 215000) and their federations, as an office might send it; import it for the federation it names';
const args = process.argv.slice(2);
const valueOf = (name: string, otherwise: number): number => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
const [file = ''] = args;
const [unions, seed] = [valueOf('--unions', 215_000), valueOf('--seed', 1)];
if (file === '' || file.startsWith('--') || !Number.isInteger(unions) || unions < 1 || unions > 1_000_000 || !Number.isInteger(seed)) {
  console.error(usage);
  process.exit(2);
}

const population = populationOf({ unions, seed });
async function* lines() {
  for (const row of registerRows(population)) yield csvLine(row);
}
await pipeline(lines, createWriteStream(file));
const { root, federations } = population.tree;
console.log(JSON.stringify({ file, unions, federations: federations.length, federation: { id: root, name: federations.find(({ id }) => id === root)?.data.name } }));
