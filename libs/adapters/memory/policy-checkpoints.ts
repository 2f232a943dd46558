import type { PolicyCheckpoints, Position } from '#kernel';

/** Checkpoints in memory. */
export class MemoryPolicyCheckpoints implements PolicyCheckpoints {
  readonly #kept = new Map<string, Position>();

  async load(policy: string): Promise<Position | undefined> {
    return this.#kept.get(policy);
  }

  async save(policy: string, position: Position): Promise<void> {
    this.#kept.set(policy, position);
  }
}
