export { MemoryEvidenceStore } from './evidence-store.js';
export { MemoryEventLog } from './event-log.js';
export { MemoryPolicyCheckpoints } from './policy-checkpoints.js';
export { MemoryVault } from './vault.js';
export { MemoryViewStore } from './view-store.js';
