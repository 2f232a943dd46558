// Flips every byte of a small log, its WAL and its head file, one at a time, and reports what became of it:
//   node dist/libs/adapters/sqlite/testing/flip-every-byte.js [--every N] [--mask 1..255]
// Without --mask each byte has one of its bits flipped, another for each offset. Exit 1 when damage was served in silence.
import { nodeHashing } from '#adapters/node-crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { encode } from '#kernel';
import { openForWriting } from '../log-database.js';
import { GroupCommit } from '../log-group-commit.js';
import { laneEvent, laneStream } from './lanes.js';
import { copyFlipped, logFiles, look, makeSmallLog, type Seen } from './small-log.js';

const { values } = parseArgs({ options: { every: { type: 'string', default: '1' }, mask: { type: 'string' } } });
const work = mkdtempSync(join(tmpdir(), 'pingjia-flips-'));
const [made, flipped] = [join(work, 'made'), join(work, 'flipped')];
const truth = await makeSmallLog(made);
let silent = 0;

for (const file of logFiles) {
  const bytes = readFileSync(join(made, file)).length;
  const count = { named: 0, harmless: 0, silent: 0 };
  for (let offset = 0; offset < bytes; offset += Number(values.every)) {
    const mask = values.mask === undefined ? 1 << ((offset * 5 + (offset >> 8)) % 8) : Number(values.mask);
    copyFlipped(made, flipped, file, offset, mask);
    const outcome = await judge();
    count[outcome]++;
    if (outcome === 'silent') console.log(`SILENT: ${file} offset ${offset} mask ${mask}`);
  }
  silent += count.silent;
  console.log(`${file}: ${bytes} bytes; named ${count.named}, read unchanged ${count.harmless}, served changed in silence ${count.silent}`);
}
rmSync(work, { recursive: true });
process.exitCode = silent === 0 ? 0 : 1;

/** Named: refused, on opening, on reading, or on writing to it; harmless: reads as before, also after an append. */
async function judge(): Promise<'named' | 'harmless' | 'silent'> {
  const before = await look(flipped).catch(() => undefined);
  if (before === undefined) return 'named';
  if (!isDeepStrictEqual(before, truth)) return 'silent';
  if (!appendOne()) return 'named';
  const after = await look(flipped).catch(() => undefined);
  // Opening would name it, but an acknowledged append went into it first.
  if (after === undefined) return 'silent';
  return isDeepStrictEqual(withoutLast(after), truth.all) ? 'harmless' : 'silent';
}

function appendOne(): boolean {
  const revision = truth.all.length / 4;
  const db = openForWriting(flipped);
  db.pragma('synchronous = OFF');
  try {
    const { id, type, data, metadata, digest } = encode(laneStream(0), revision, laneEvent(0, revision), nodeHashing);
    const [answer] = new GroupCommit(db).commit([['append', 1, laneStream(0), revision, [id, type, data, metadata, digest]]]);
    return answer?.[0] === 'appended';
  } finally {
    db.close();
  }
}

function withoutLast(seen: Seen): Seen['all'] {
  return seen.all.slice(0, -1);
}
