import { nodeHashing } from '#adapters/node-crypto';
import { aLittleEvent, eventLogContract, policyCheckpointsContract, vaultContract } from '#kernel/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteLog, SqliteVault } from './index.js';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'pingjia-log-'));
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

eventLogContract('sqlite', async () => {
  const folder = freshFolder();
  let log = await openSqliteLog({ folder, hashing: nodeHashing });
  return {
    log,
    reopen: async () => {
      await log.close();
      return (log = await openSqliteLog({ folder, hashing: nodeHashing }));
    },
    close: async () => {
      await log.close();
      remove(folder);
    },
  };
});

policyCheckpointsContract('sqlite', async () => {
  const folder = freshFolder();
  let log = await openSqliteLog({ folder, hashing: nodeHashing });
  // A checkpoint ahead of the log means a shortened log, so there must be events to have come past.
  for (let i = 0; i < 20; i++) await log.append('some-thing', i === 0 ? 'none' : i - 1, [aLittleEvent()]);
  return {
    checkpoints: log.checkpoints,
    reopen: async () => {
      await log.close();
      log = await openSqliteLog({ folder, hashing: nodeHashing });
      return log.checkpoints;
    },
    close: async () => {
      await log.close();
      remove(folder);
    },
  };
});

vaultContract('sqlite', async () => {
  const folder = freshFolder();
  const vault = SqliteVault.open(folder);
  return {
    vault,
    close: async () => {
      vault.close();
      remove(folder);
    },
  };
});
