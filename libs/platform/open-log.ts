import { statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { openSqliteLog, openSqliteLogReader } from '#adapters/sqlite';
import type { EventLog, EventReader, PolicyCheckpoints, ViewStore } from '#kernel';
import { views } from '#views';
import type { Config } from './config.js';
import { ConfigProblem } from './config-problem.js';
import { domainCatalogue } from './domain.js';
import { log as journal } from './logging.js';
import { inThisThread, inWorker } from './projector-run.js';
import type { StartProjection } from './projector.js';

/** What `/health` tells of the log. */
export type LogHealth = { readonly store: 'sqlite' | 'eventstoredb'; readonly damaged: boolean; /** Whether the last write went well; absent where it is not known. */ readonly writable?: boolean } & Readonly<Record<string, unknown>>;

/** The log a process was told to use, with the checkpoints that live with it and how views are folded from it. */
export type OpenedLog = {
  readonly log: EventLog;
  readonly checkpoints: PolicyCheckpoints;
  readonly health: () => LogHealth;
  /** The damage found so far, if any. */
  readonly damage: () => Error | undefined;
  readonly projection: (viewsFolder: string, store: ViewStore) => StartProjection;
  /** Closes log and checkpoints. */
  readonly close: () => Promise<void>;
};

/** Opens the embedded log, or EventStoreDB where `EVENTSTORE_URL` names one. @throws what the adapters throw */
export async function openLog(config: Config): Promise<OpenedLog> {
  refuseFile(config.dataDir);
  return config.eventstoreUrl === undefined ? openEmbedded(join(config.dataDir, 'log')) : openServer(config.eventstoreUrl);
}

/** A folder that is not there is made; a file in its place, or above it, is a slip of the operator. @throws ConfigProblem */
function refuseFile(dataDir: string): void {
  let isFolder: boolean;
  try {
    isFolder = statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOTDIR') throw error;
    isFolder = false;
  }
  if (!isFolder) throw new ConfigProblem(`DATA_DIR="${dataDir}": a folder is expected, a file stands there`);
}

/** Opens the log for reading only, also while a server runs on it. @throws what the adapters throw */
export async function openLogReader(config: Config): Promise<EventReader & { readonly close: () => Promise<void> }> {
  return config.eventstoreUrl === undefined ? openSqliteLogReader({ folder: join(config.dataDir, 'log'), hashing: nodeHashing }) : (await openServer(config.eventstoreUrl)).log;
}

async function openEmbedded(folder: string): Promise<OpenedLog> {
  const told = {
    failing: (error: Error) => journal.warn({ error }, 'the log could not be written'),
    again: () => journal.warn('the log is written again'),
  };
  const log = await openSqliteLog({ folder, hashing: nodeHashing, told });
  return {
    log,
    checkpoints: log.checkpoints,
    damage: () => log.damage,
    health: () => ({ store: 'sqlite', damaged: log.verification.state === 'damaged', writable: log.failing === undefined, verification: log.verification }),
    projection: (viewsFolder) => inWorker(() => ({ logFolder: folder, viewsFolder, logNews: log.subscribe() })),
    close: () => log.close(),
  };
}

async function openServer(url: string): Promise<OpenedLog> {
  // Loaded only where it is used: the client and its gRPC stack take as much memory as everything else together.
  const { openEventStoreCheckpoints, openEventStoreLog } = await import('#adapters/eventstoredb');
  const interrupted = (error: unknown, retryInMs: number) => journal.warn({ error, retryInMs }, 'the subscription to EventStoreDB was interrupted');
  const log = openEventStoreLog({ url, hashing: nodeHashing, interrupted });
  const checkpoints = openEventStoreCheckpoints({ url });
  return {
    log,
    checkpoints,
    damage: () => undefined,
    health: () => ({ store: 'eventstoredb', damaged: false }),
    // One client a process: a second thread would need a second one.
    projection: (_, store) => inThisThread({ views, catalogue: domainCatalogue, log, store }),
    // Both hold a share in the one client, which ends with the last of them.
    close: async () => void (await Promise.all([checkpoints.close(), log.close()])),
  };
}
