import { nodeHashing } from '#adapters/node-crypto';
import { eventLogContract, evidenceStoreContract, littleRecogniser, policyCheckpointsContract, vaultContract } from '#kernel/testing';
import { MemoryEventLog, MemoryEvidenceStore, MemoryPolicyCheckpoints, MemoryVault } from './index.js';

eventLogContract('memory', async () => {
  const log = new MemoryEventLog(nodeHashing);
  return { log, close: () => log.close() };
});

vaultContract('memory', async () => ({ vault: new MemoryVault(), close: async () => {} }));

policyCheckpointsContract('memory', async () => {
  const checkpoints = new MemoryPolicyCheckpoints();
  return { checkpoints, reopen: async () => checkpoints, close: async () => {} };
});

evidenceStoreContract('memory', async () => {
  const store = new MemoryEvidenceStore(littleRecogniser);
  return { store, alter: async (sha256) => store.alter(sha256), lose: async (sha256) => store.lose(sha256), left: async () => store.size, close: async () => {} };
});
