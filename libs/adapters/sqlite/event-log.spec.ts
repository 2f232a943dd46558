import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeHashing } from '#adapters/node-crypto';
import { aLittleEvent, eventLogContract, policyCheckpointsContract, vaultContract } from '#kernel/testing';
import { openSqliteLog, SqliteVault } from './index.js';
import { closedLater, freshFolder, tidy } from './testing/folders.js';

afterAll(tidy);

eventLogContract('sqlite', async () => {
  const folder = freshFolder();
  let log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
  return {
    log,
    reopen: async () => {
      await log.close();
      return (log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing })));
    },
    close: () => log.close(),
  };
});

policyCheckpointsContract('sqlite', async () => {
  const folder = freshFolder();
  let log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
  // A checkpoint ahead of the log means a shortened log, so there must be events to have come past.
  for (let i = 0; i < 20; i++) await log.append('some-thing', i === 0 ? 'none' : i - 1, [aLittleEvent()]);
  return {
    checkpoints: log.checkpoints,
    reopen: async () => {
      await log.close();
      log = await closedLater(openSqliteLog({ folder, hashing: nodeHashing }));
      return log.checkpoints;
    },
    close: () => log.close(),
  };
});

vaultContract('sqlite', async () => {
  const vault = SqliteVault.open(freshFolder());
  return {
    vault,
    close: async () => vault.close(),
  };
});

it('a vault is read by its owner alone, also one that was there before with another mode', () => {
  const file = join(freshFolder(), 'vault.db');
  writeFileSync(file, '', { mode: 0o644 });
  SqliteVault.open(dirname(file)).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
