// Verifies the log from its first event in the background, then ends. Started by log-verification.ts, compiled before it is loaded.
// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { nodeHashing } from '#adapters/node-crypto';
import { beginning } from '#kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from './give-way.js';
import { chainStart } from './log-chain.js';
import { asStoreError, DamagedLog, isDamage } from './log-damage.js';
import { openForReading } from './log-database.js';
import { assertPages, assertWhole, chainAt, verifySlice } from './log-inspection.js';
import { describeDamage, type FromVerifier, type VerifierSettings } from './log-verification.js';

/** As long as a slice takes: half of one core at most goes to this, and only where nobody else wants it. */
const restMs = 10;
giveWay('last');

const { folder, to } = workerData as VerifierSettings;
const say = (message: FromVerifier) => parentPort?.postMessage(message);

try {
  const db = openForReading(folder);
  let chain = chainStart;
  for (let after = beginning; after < to; ) {
    ({ position: after, chain } = verifySlice(db, after, to, chain, nodeHashing));
    say({ verified: after });
    await pause(restMs);
  }
  // The tail was verified on opening, taking the chain stored here as given.
  if (!chainAt(db, to).equals(chain)) throw new DamagedLog({ position: to }, 'the chain breaks here');
  assertWhole(db, to);
  assertPages(db);
  db.close();
  say({ done: true });
} catch (error) {
  const damage = asStoreError(error);
  if (!isDamage(damage)) throw error;
  say({ damaged: describeDamage(damage) });
}
