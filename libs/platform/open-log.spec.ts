import { tmpdir } from 'node:os';
import { openLog, type OpenedLog } from './open-log.js';
import type { Config } from './config.js';

// Nothing here connects: a client does so when first used.
const server = (eventstoreUrl: string): Config => ({ port: 0, dataDir: tmpdir(), calendarDir: tmpdir(), evidenceDir: tmpdir(), maxEvidenceBytes: 1, keepFreeBytes: 0, eventstoreUrl, reminders: 'off', redisUrl: undefined, publicUrl: undefined, vaultDir: tmpdir(), outboxDir: tmpdir(), channels: {}, clock: 'system', logLevel: 'error' });

describe('a log in EventStoreDB', () => {
  let opened: OpenedLog;
  afterEach(() => opened.close());

  it("gives the process's one client back when it is closed, the policies' checkpoints with it", async () => {
    opened = await openLog(server('esdb://127.0.0.1:9?tls=false'));
    await expect(openLog(server('esdb://127.0.0.1:10?tls=false'))).rejects.toThrow('connected elsewhere');
    await opened.close();
    opened = await openLog(server('esdb://127.0.0.1:10?tls=false'));
    await opened.close();
    await expect(opened.checkpoints.load('callUp')).rejects.toThrow('closed');
  });
});
