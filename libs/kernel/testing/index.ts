export { deepFreeze, someone, specify } from './specify.js';
export { eventLogContract, type EventLogUnderTest } from './event-log.contract.js';
export { aLittleEvent } from './little-events.js';
export { aFile, evidenceStoreContract, littleRecogniser, type EvidenceStoreUnderTest } from './evidence-store.contract.js';
export { vaultContract } from './vault.contract.js';
export { policyCheckpointsContract } from './policy-checkpoints.contract.js';
export { asNew, viewStoreContract, type ViewStoreUnderTest } from './view-store.contract.js';
export { aHomeEvent, littleCatalogue, littleView, type LittleRow } from './little-view.js';
export { projectingContract, type ProjectingUnderTest } from './projecting.contract.js';
