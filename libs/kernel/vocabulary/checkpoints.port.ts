import type { Position } from './message.js';

/**
 * How far each policy has come. Not disposable: these live with the log. A checkpoint advances only after the effects of
 * everything before it were acknowledged.
 */
export interface PolicyCheckpoints {
  load(policy: string): Promise<Position | undefined>;
  save(policy: string, position: Position): Promise<void>;
}
