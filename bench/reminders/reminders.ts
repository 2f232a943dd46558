import { redisServerThere } from '#reminders/testing';
import { Workplace } from '../engine/workplace.js';
import type { Figure } from '../figure.js';
import { benchFire } from './fire.js';
import { benchLateness } from './lateness.js';
import { benchQueueMemory } from './queue-memory.js';
import { benchSweep } from './sweep.js';

/** `redis`: needs a redis-server on this machine. */
type Bench = { readonly names: readonly string[]; readonly redis: boolean; readonly run: (place: Workplace, unions: number) => Promise<readonly Figure[]> };

/** Of fifty unions each, as streets are: 100,000 unions stand below 2,000 federations. */
const unionsPerFederation = 50;

const treeOf = (unions: number) => ({ unions, federations: Math.max(3, Math.round(unions / unionsPerFederation)) });
/** At 100,000 late units 5,000 messages are measured; of few at least as many as say something. */
const noticesOf = (unions: number): number => Math.max(200, Math.round(unions / 20));

const benches: readonly Bench[] = [
  { names: ['sweep', 'sweep.rate'], redis: false, run: (place, unions) => benchSweep(place, treeOf(unions)) },
  { names: ['queue.memory'], redis: true, run: async (place, unions) => [await benchQueueMemory(place, treeOf(unions))] },
  { names: ['fire'], redis: true, run: async (place, unions) => [await benchFire(place, noticesOf(unions))] },
  { names: ['lateness'], redis: true, run: async (place, unions) => [await benchLateness(place, noticesOf(unions))] },
];

/** The reminders' figures at so many late units, in a folder of their own. @throws Error for a name that is none, and where redis-server is missing for what needs it */
export async function reminders({ only, unions }: { readonly only: readonly string[] | undefined; readonly unions: number }, say: (line: string) => void): Promise<readonly Figure[]> {
  const known = benches.flatMap(({ names }) => names);
  const unknown = (only ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const chosen = benches.filter(({ names }) => only === undefined || names.some((name) => only.includes(name)));
  const needing = chosen.filter(({ redis }) => redis).flatMap(({ names }) => names);
  if (needing.length > 0 && !redisServerThere()) throw new Error(`${needing.join(', ')}: redis-server is not installed on this machine (Debian: apt-get install redis-server); --only sweep needs none`);
  const figures: Figure[] = [];
  const place = await Workplace.make();
  try {
    for (const [done, { names, run }] of chosen.entries()) {
      say(`[${done + 1}/${chosen.length}] ${names.join(', ')} at ${unions} late units …`);
      figures.push(...(await run(place, unions)));
    }
  } finally {
    await place.close();
  }
  return figures;
}
