import type { Figure } from '../figure.js';
import { benchCommands } from './commands.js';
import { benchHttp, benchMemoryAndReady } from './http.js';
import { benchLag } from './lag.js';
import { benchLoad } from './load.js';
import { benchNeeds } from './needs.js';
import { benchRebuild } from './rebuild.js';
import { Workplace } from './workplace.js';

type Bench = { readonly names: readonly string[]; readonly run: (place: Workplace, wanted: (name: string) => boolean) => Promise<readonly Figure[]> };

const benches: readonly Bench[] = [
  { names: ['commands.64', 'commands.1'], run: benchCommands },
  { names: ['needs'], run: async (place) => [await benchNeeds(place)] },
  { names: ['load.50'], run: async (place) => [await benchLoad(place)] },
  { names: ['rebuild'], run: async (place) => [await benchRebuild(place)] },
  { names: ['lag'], run: async (place) => [await benchLag(place)] },
  { names: ['http.64'], run: async (place) => [await benchHttp(place)] },
  { names: ['memory', 'ready'], run: benchMemoryAndReady },
];

/** The engine's figures, each in a fresh folder. `only` names the ones wanted. @throws Error for a name that is none */
export async function engine(only: readonly string[] | undefined, say: (line: string) => void): Promise<readonly Figure[]> {
  const known = benches.flatMap(({ names }) => names);
  const unknown = (only ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const wanted = (name: string) => only === undefined || only.includes(name);
  const figures: Figure[] = [];
  for (const [done, { names, run }] of benches.entries()) {
    if (!names.some(wanted)) continue;
    say(`[${done + 1}/${benches.length}] ${names.filter(wanted).join(', ')} …`);
    const place = await Workplace.make();
    try {
      figures.push(...(await run(place, wanted)));
    } finally {
      await place.close();
    }
  }
  return figures;
}
