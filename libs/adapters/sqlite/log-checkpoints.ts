import { checkpointDigest, type KeptCheckpoint } from './log-chain.js';
import { DamagedLog } from './log-damage.js';
import type { Connection } from './log-database.js';

/** All checkpoints of policies (there are as many as policies), each checked. @throws DamagedLog */
export function readCheckpoints(db: Connection): readonly KeptCheckpoint[] {
  const kept = db.prepare('SELECT policy, position, saves, digest FROM policy_checkpoints').all() as (KeptCheckpoint & { digest: string })[];
  for (const checkpoint of kept) {
    if (checkpointDigest(checkpoint) !== checkpoint.digest) throw new DamagedLog({}, `the checkpoint of policy "${checkpoint.policy}" was changed`);
  }
  return kept;
}
