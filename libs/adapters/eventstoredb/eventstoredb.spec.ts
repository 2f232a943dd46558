import { binaryEvent, EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { nodeHashing } from '#adapters/node-crypto';
import { DamagedEvent, type StoredEvent } from '#kernel';
import { aLittleEvent, eventLogContract, policyCheckpointsContract } from '#kernel/testing';
import { badLineContract } from './bad-line.contract.js';
import { connect } from './client.js';
import { feed } from './feed.js';
import { openEventStoreCheckpoints, openEventStoreLog } from './index.js';
import { layLine } from './line.js';
import { Pages } from './pages.js';
import { SubscriptionSilent } from './silence.js';

const url = process.env.EVENTSTORE_URL ?? '';
const describeWithServer = url === '' ? describe.skip : describe;

// One file for all that needs the server: suites side by side would see each other's events at the end of the log.
describeWithServer('EventStoreDB (runs when EVENTSTORE_URL names a server)', () => {
  const openLog = () => openEventStoreLog({ url, hashing: nodeHashing });
  let runs = 0;
  const strangers = Array.from({ length: 70 }, (_, number) => ({ type: 'Strange', data: Buffer.from(String(number)) }));
  const aName = () => `${process.pid}x${Date.now().toString(36)}x${++runs}`;

  eventLogContract('EventStoreDB', async () => {
    let log = openLog();
    const reopen = async () => {
      await log.close();
      return (log = openLog());
    };
    return { log, reopen, close: () => log.close() };
  });

  policyCheckpointsContract('EventStoreDB', async () => {
    // The suite begins with policies that never ran, and a server outlives many runs of it.
    const prefix = `policy-checkpoint-${aName()}-`;
    const open = () => openEventStoreCheckpoints({ url, prefix });
    let checkpoints = open();
    const reopen = async () => {
      await checkpoints.close();
      return (checkpoints = open());
    };
    return { checkpoints, reopen, close: () => checkpoints.close() };
  });

  badLineContract(url);

  describe('a subscription that falls silent without ending', () => {
    it('is noticed by what stands in the log, said, and followed by another: nothing is missed or given twice', async () => {
      const log = openLog();
      const line = await layLine(url);
      // A client of its own, for the bad line only: what is appended and read goes another way.
      const behindTheLine = EventStoreDBClient.connectionString(line.url);
      const { client, release } = connect(url);
      const stream = `contract-${aName()}`;
      const after = await log.end();
      const told: unknown[] = [];
      const interrupted = (error: unknown) => {
        told.push(error);
        line.thaw();
      };
      const stop = new AbortController();
      const seen: number[] = [];
      await log.append(stream, 'none', [aLittleEvent()]);
      for await (const batch of feed({ client: behindTheLine, pages: new Pages(client, 5_000), hashing: nodeHashing, interrupted, silenceMs: 100 }, after, stop.signal)) {
        seen.push(...batch.filter((event) => event.stream === stream).map((event) => event.revision));
        if (seen.length === 1) {
          line.freeze();
          await log.append(stream, 0, [aLittleEvent(), aLittleEvent()]);
        }
        if (seen.length === 3) await log.append(stream, 2, [aLittleEvent()]);
        if (seen.length === 4) stop.abort();
      }
      expect(seen).toEqual([0, 1, 2, 3]);
      expect(told).toEqual([expect.any(SubscriptionSilent)]);
      await Promise.all([behindTheLine.dispose(), line.cut(), release(), log.close()]);
    });

    it('is left alone where nothing of ours has come, whatever others write', async () => {
      const log = openLog();
      const { client, release } = connect(url);
      const after = await log.end();
      const told: unknown[] = [];
      const stop = new AbortController();
      const watched = feed({ client, pages: new Pages(client, 5_000), hashing: nodeHashing, interrupted: (error) => told.push(error), silenceMs: 20 }, after, stop.signal)[Symbol.asyncIterator]();
      const next = watched.next();
      for (let round = 0; round < 20; round++) {
        await client.appendToStream(`Strange-${aName()}`, strangers.map((stranger) => binaryEvent(stranger)), { expectedRevision: NO_STREAM });
      }
      await log.append(`contract-${aName()}`, 'none', [aLittleEvent()]);
      expect((await next).value).toHaveLength(1);
      stop.abort();
      expect(await watched.next()).toMatchObject({ done: true });
      expect(told).toEqual([]);
      await Promise.all([release(), log.close()]);
    });
  });

  describe('a server that is not ours alone', () => {
    it('shows our events only, however many others lie between them', async () => {
      const log = openLog();
      const { client, release } = connect(url);
      const checkpoints = openEventStoreCheckpoints({ url, prefix: `policy-checkpoint-${aName()}-` });
      const [ours, likeOurs] = [`contract-${aName()}`, `contract-${aName()}`];
      const after = await log.end();
      await log.append(ours, 'none', [aLittleEvent()]);
      await client.appendToStream(likeOurs, strangers.map((stranger) => binaryEvent(stranger)), { expectedRevision: NO_STREAM });
      await client.appendToStream(`Strange-${aName()}`, strangers.map((stranger) => binaryEvent(stranger)), { expectedRevision: NO_STREAM });
      await checkpoints.save('callUp', 1);
      await log.append(ours, 0, [aLittleEvent()]);
      await checkpoints.save('callUp', 2);

      const first = await log.readAll(after, 1);
      const second = await log.readAll(first[0]?.position ?? 0, 5);
      expect([...first, ...second].map((event) => [event.stream, event.revision])).toEqual([[ours, 0], [ours, 1]]);
      expect(await log.end()).toBe(second[0]?.position);
      expect(await log.readAll(await log.end(), 5)).toEqual([]);

      const stop = new AbortController();
      const followed: StoredEvent[] = [];
      for await (const batch of log.follow(after, stop.signal)) if (followed.push(...batch) >= 2) stop.abort();
      expect(followed).toEqual([...first, ...second]);
      await expect(log.read(likeOurs, 0, 5)).rejects.toThrow(DamagedEvent);
      await Promise.all([checkpoints.close(), release(), log.close()]);
    });

    it('names a position behind the end of the log, and one where no event stands', async () => {
      const log = openLog();
      const follow = async (after: number) => {
        for await (const batch of log.follow(after, new AbortController().signal)) if (batch.length > 0) return;
      };
      await expect(follow(Number.MAX_SAFE_INTEGER)).rejects.toThrow('it was cut short, or is another one');
      await expect(follow(3)).rejects.toThrow(RangeError);
      await expect(log.readAll(3, 5)).rejects.toThrow(RangeError);
      await log.close();
    });

    it('keeps but the last checkpoint of a policy, and never an earlier one', async () => {
      const prefix = `policy-checkpoint-${aName()}-`;
      const [one, two] = [openEventStoreCheckpoints({ url, prefix }), openEventStoreCheckpoints({ url, prefix })];
      await one.save('callUp', 7);
      await two.save('callUp', 19);
      await one.save('callUp', 12);
      expect(await one.load('callUp')).toBe(19);
      const { client, release } = connect(url);
      const kept: unknown[] = [];
      for await (const { event } of client.readStream(`${prefix}callUp`, { maxCount: 10 })) kept.push(event?.data);
      expect(kept).toEqual([{ position: 19 }]);
      await Promise.all([one.close(), two.close(), release()]);
    });
  });
});
