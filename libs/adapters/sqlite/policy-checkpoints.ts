import type { PolicyCheckpoints, Position } from '#kernel';
import { readCheckpoints } from './log-checkpoints.js';
import { Damage } from './log-damage.js';
import type { Connection } from './log-database.js';
import type { LogWriter } from './log-writer.js';

/** Checkpoints in the log's own database, written by its writer thread: they come and go with the log. */
export class SqlitePolicyCheckpoints implements PolicyCheckpoints {
  constructor(private readonly db: Connection, private readonly writer: LogWriter, private readonly damage = new Damage()) {}

  async load(policy: string): Promise<Position | undefined> {
    if (this.damage.known !== undefined) throw this.damage.known;
    try {
      // All of them: a policy whose name was changed must not look like one that never ran.
      return readCheckpoints(this.db).find((kept) => kept.policy === policy)?.position;
    } catch (error) {
      throw this.damage.learn(error);
    }
  }

  async save(policy: string, position: Position): Promise<void> {
    if (this.damage.known !== undefined) throw this.damage.known;
    await this.writer.keepCheckpoint(policy, position);
  }
}
