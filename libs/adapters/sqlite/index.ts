export { openSqliteLog, type LogSettings, type SqliteEventLog } from './event-log.js';
export { FolderInUse, type Owner } from './lock.js';
export { DamagedLog } from './log-damage.js';
export { inspectLog, type Inspection } from './log-inspection.js';
export { openSqliteLogReader, type ReaderSettings, type SqliteLogReader } from './log-reader.js';
export { threadEntry } from './log-threads.js';
export type { Verification } from './log-verification.js';
export { openLogWriter, type LogWriter } from './log-writer.js';
export { SqliteVault } from './vault.js';
