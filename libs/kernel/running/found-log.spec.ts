import { MemoryEventLog } from '#adapters/memory';
import { nodeHashing } from '#adapters/node-crypto';
import { catalogue } from '../vocabulary/catalogue.js';
import { ContestedLog } from '../testing/contested-log.js';
import { foundLog, LogFounded, logStream } from './found-log.js';

const founding = (number: number) => ({ logId: `00000000-0000-4000-8000-00000000000${number}`, at: '2026-01-15T02:00:00.000Z' });

describe('founding a log', () => {
  it('makes LogFounded its first event, and later gives the id that is there', async () => {
    const log = new MemoryEventLog(nodeHashing);
    expect(await foundLog(log, founding(1))).toBe(founding(1).logId);
    expect(await foundLog(log, founding(2))).toBe(founding(1).logId);
    const [first, second] = await log.readAll(0, 10);
    expect(first).toMatchObject({ stream: logStream, revision: 0, type: 'LogFounded', data: { logId: founding(1).logId } });
    expect(second).toBeUndefined();
    expect(catalogue(LogFounded).misfits(first as { type: string; data: unknown })).toEqual([]);
  });

  it('gives all who race for it one id', async () => {
    const log = new MemoryEventLog(nodeHashing);
    const ids = await Promise.all(Array.from({ length: 9 }, (_, i) => foundLog(log, founding(i + 1))));
    expect(new Set(ids).size).toBe(1);
    expect(await log.readAll(0, 10)).toHaveLength(1);
  });

  it('gives the id of whoever came between its look and its append', async () => {
    const store = new MemoryEventLog(nodeHashing);
    const log = new ContestedLog(store);
    log.beforeAppend = async () => void (await foundLog(store, founding(2)));
    expect(await foundLog(log, founding(1))).toBe(founding(2).logId);
  });
});
