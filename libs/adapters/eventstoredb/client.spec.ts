import { NotLeaderError, StreamDeletedError, UnavailableError, UnknownError } from '@eventstore/db-client';
import { nodeHashing } from '#adapters/node-crypto';
import { AppendUnknown, StoreUnavailable } from '#kernel';
import { appendFailure, TimeLimitPassed } from './failures.js';
import { openEventStoreCheckpoints, openEventStoreLog } from './index.js';

// Nothing here connects: a client does so when first used.
const url = 'esdb://127.0.0.1:9?tls=false';
const elsewhere = 'esdb://127.0.0.1:10?tls=false';

describe('the one client of a process', () => {
  it('is shared by all who name the same server, and refused to others until the last is done', async () => {
    const log = openEventStoreLog({ url, hashing: nodeHashing });
    const checkpoints = openEventStoreCheckpoints({ url });
    await log.close();
    await log.close();
    expect(() => openEventStoreLog({ url: elsewhere, hashing: nodeHashing })).toThrow('connected elsewhere');
    await checkpoints.close();
    await openEventStoreLog({ url: elsewhere, hashing: nodeHashing }).close();
  });

  it('is not served by a log that was closed', async () => {
    const log = openEventStoreLog({ url, hashing: nodeHashing });
    await log.close();
    await expect(log.head('union-centre')).rejects.toThrow(StoreUnavailable);
    await expect(log.append('union-centre', 'none', [])).rejects.toThrow(StoreUnavailable);
  });

  it('refuses pages without measure before asking', async () => {
    const log = openEventStoreLog({ url, hashing: nodeHashing });
    for (const limit of [0, 1_001, 0.5]) await expect(log.readAll(0, limit)).rejects.toThrow(RangeError);
    for (const from of [-1, 0.5, 2 ** 53]) await expect(log.read('union-centre', from, 10)).rejects.toThrow(RangeError);
    await log.close();
  });
});

describe('a failed append', () => {
  it('is unknown unless it is certain that nothing was written', () => {
    const unavailable = (message: string) => Object.assign(Object.create(UnavailableError.prototype) as UnavailableError, { message, code: 14 });
    const unknown = [unavailable('14 UNAVAILABLE: Connection dropped'), new UnknownError(undefined, 'Server Is Not Ready'), Object.assign(new Error('14 UNAVAILABLE'), { code: 14 }), new TimeLimitPassed(5_000), new Error('whatever')];
    for (const error of unknown) expect(appendFailure(error)).toBeInstanceOf(AppendUnknown);
    const certain = [unavailable('14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED'), StreamDeletedError.fromStreamName('union-centre'), Object.create(NotLeaderError.prototype) as NotLeaderError];
    for (const error of certain) expect(appendFailure(error)).toBeInstanceOf(StoreUnavailable);
  });
});
