import { openEventStoreCheckpoints, openEventStoreLog } from '#adapters/eventstoredb';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog } from '#adapters/sqlite';
import type { EventLog, PolicyCheckpoints } from '#kernel';
import { join } from 'node:path';
import type { Config } from './config.js';

/** What `/health` tells of the log. */
export type LogHealth = { readonly store: 'sqlite' | 'eventstoredb'; readonly damaged: boolean } & Readonly<Record<string, unknown>>;

/** The log a process was told to use, with the checkpoints that live with it. */
export type OpenedLog = {
  readonly log: EventLog;
  readonly checkpoints: PolicyCheckpoints;
  readonly health: () => LogHealth;
};

/** Opens the embedded log, or EventStoreDB where `EVENTSTORE_URL` names one. @throws what the adapters throw */
export async function openLog(config: Config): Promise<OpenedLog> {
  if (config.eventstoreUrl !== undefined) {
    const settings = { url: config.eventstoreUrl, hashing: nodeHashing };
    return { log: openEventStoreLog(settings), checkpoints: openEventStoreCheckpoints(settings), health: () => ({ store: 'eventstoredb', damaged: false }) };
  }
  const log = await openSqliteLog({ folder: join(config.dataDir, 'log'), hashing: nodeHashing });
  return {
    log,
    checkpoints: log.checkpoints,
    health: () => ({ store: 'sqlite', damaged: log.verification.state === 'damaged', verification: log.verification }),
  };
}
