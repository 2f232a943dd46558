export { defaultTimeLimitMs, openEventStoreLog, type EventStoreLogOptions } from './event-log.js';
export { LogCutShort } from './feed.js';
export { openEventStoreCheckpoints, type EventStoreCheckpointsOptions } from './policy-checkpoints.js';
