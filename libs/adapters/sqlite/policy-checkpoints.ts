import type { PolicyCheckpoints, Position } from '#kernel';
import { Damage, DamagedLog } from './log-damage.js';
import type { Connection } from './log-database.js';
import { checkpointDigest } from './log-group-commit.js';
import type { LogWriter } from './log-writer.js';

/** Checkpoints in the log's own database, written by its writer thread: they come and go with the log. */
export class SqlitePolicyCheckpoints implements PolicyCheckpoints {
  constructor(private readonly db: Connection, private readonly writer: LogWriter, private readonly damage = new Damage()) {}

  async load(policy: string): Promise<Position | undefined> {
    if (this.damage.known !== undefined) throw this.damage.known;
    try {
      // All of them (there are as many as policies): a changed name must not look like a policy that never ran.
      const kept = this.db.prepare('SELECT policy, position, digest FROM policy_checkpoints').raw().all() as [string, Position, string][];
      for (const [name, position, digest] of kept) {
        if (checkpointDigest(name, position) !== digest) throw new DamagedLog({}, `the checkpoint of policy "${name}" was changed`);
      }
      return kept.find(([name]) => name === policy)?.[1];
    } catch (error) {
      throw this.damage.learn(error);
    }
  }

  async save(policy: string, position: Position): Promise<void> {
    if (this.damage.known !== undefined) throw this.damage.known;
    await this.writer.keepCheckpoint(policy, position);
  }
}
