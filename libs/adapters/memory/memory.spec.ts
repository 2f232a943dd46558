import { nodeHashing } from '#adapters/node-crypto';
import { eventLogContract, policyCheckpointsContract, vaultContract } from '#kernel/testing';
import { MemoryEventLog, MemoryPolicyCheckpoints, MemoryVault } from './index.js';

eventLogContract('memory', async () => {
  const log = new MemoryEventLog(nodeHashing);
  return { log, close: () => log.close() };
});

vaultContract('memory', async () => ({ vault: new MemoryVault(), close: async () => {} }));

policyCheckpointsContract('memory', async () => {
  const checkpoints = new MemoryPolicyCheckpoints();
  return { checkpoints, reopen: async () => checkpoints, close: async () => {} };
});
