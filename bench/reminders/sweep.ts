import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { RegisterContacts } from '#platform';
import { sweep } from '../../apps/reminders/sweep.js';
import { ViewDueRows } from '../../apps/reminders/view-due-rows.js';
import type { Workplace } from '../engine/workplace.js';
import { within, type Figure } from '../figure.js';
import { campaign, late, lateFolder, type LateTree } from './late-tree.js';
import { rawAppendSeconds, rawReadSeconds } from './raw-sweep.js';

const atLeast = 0.3;
const atMostSeconds = 8;
/** Mail is among them: every chair could have an address, so who can be reached has to be found out. */
const channels = new Set(['outbox', 'mail']);

/** All that is late becomes digests on record, against reading the same rows and appending the same events, one after the other. */
export async function benchSweep(place: Workplace, tree: LateTree): Promise<readonly Figure[]> {
  const { node, folder, close } = await lateFolder(place, tree);
  const copy = place.folder('late-raw');
  // Nobody writes: the log and its WAL are copied as they stand.
  await cp(join(folder, 'log'), copy, { recursive: true, filter: (path) => !path.includes('lock') });
  const from = await node.log.end();
  const read = rawReadSeconds(join(folder, 'views'), campaign);
  const contacts = new RegisterContacts(async (decider, id) => (await node.commands.state(decider, id)).state, channels);
  const began = performance.now();
  const { issued } = await sweep({ node, rows: new ViewDueRows(node.views), contacts }, late);
  const seconds = (performance.now() - began) / 1_000;
  const append = await rawAppendSeconds(node.log, from, copy);
  await close();
  if (append.events !== issued || read.rows !== tree.unions) throw new Error(`${issued} digests, ${append.events} events of them, ${read.rows} rows of ${tree.unions}`);
  const raw = read.seconds + append.seconds;
  const ratio = Number((raw / seconds).toPrecision(4));
  const beside = { digests: issued, rows: read.rows, federations: tree.federations, 'raw read (s)': Number(read.seconds.toFixed(2)), 'raw append (s)': Number(append.seconds.toFixed(2)) };
  return [
    { ...within('sweep', 's', seconds, atMostSeconds, beside), baseline: Number(raw.toPrecision(4)), ratio },
    { name: 'sweep.rate', value: Math.round(tree.unions / seconds), unit: 'rows/s', baseline: Math.round(tree.unions / raw), ratio, target: `≥ ${atLeast} × baseline`, met: ratio >= atLeast },
  ];
}
