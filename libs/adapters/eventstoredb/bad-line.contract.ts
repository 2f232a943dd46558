import { nodeHashing } from '#adapters/node-crypto';
import { AppendUnknown, isWrongRevision, StoreUnavailable, type EventLog, type NewEvent } from '#kernel';
import { aLittleEvent } from '#kernel/testing';
import { openEventStoreLog } from './event-log.js';
import { layLine, type Line } from './line.js';

const timeLimitMs = 1_000;

/** What the log promises while the line to its server is bad. */
export function badLineContract(serverUrl: string): void {
  describe('a bad line', () => {
    let line: Line;
    let log: EventLog;
    let interruptions: number;
    let streams = 0;
    const aStream = () => `contract-line${process.pid}x${Date.now().toString(36)}x${++streams}`;

    beforeEach(async () => {
      line = await layLine(serverUrl);
      interruptions = 0;
      log = openEventStoreLog({ url: line.url, hashing: nodeHashing, timeLimitMs, interrupted: () => interruptions++ });
      // The line is in use before it goes bad.
      await log.end();
    });
    afterEach(async () => {
      await log.close();
      await line.cut();
    });

    /** Repeats an append as its caller would, until it is answered. */
    const repeat = async (stream: string, events: readonly NewEvent[]) => {
      for (;;) {
        try {
          return await log.append(stream, 'none', events);
        } catch (error) {
          if (!(error instanceof AppendUnknown || error instanceof StoreUnavailable)) throw error;
        }
      }
    };

    it('leaves an append unknown after its time limit, and the repetition gets the one answer', async () => {
      const stream = aStream();
      const events = [aLittleEvent(), aLittleEvent()];
      line.freeze();
      const began = performance.now();
      await expect(log.append(stream, 'none', events)).rejects.toThrow(AppendUnknown);
      expect(performance.now() - began).toBeLessThan(2 * timeLimitMs);
      line.thaw();
      const answer = await repeat(stream, events);
      const written = await log.read(stream, 0, 10);
      expect(written.map((event) => event.id)).toEqual(events.map((event) => event.id));
      expect(answer).toEqual({ revision: 1, position: written[1]?.position });
    });

    it('writes once what was written without an answer', async () => {
      const stream = aStream();
      const events = [aLittleEvent(), aLittleEvent(), aLittleEvent()];
      line.deafen();
      await expect(log.append(stream, 'none', events)).rejects.toThrow(AppendUnknown);
      line.thaw();
      const written = await log.read(stream, 0, 10);
      expect(written).toHaveLength(3);
      await log.append(stream, 2, [aLittleEvent()]);
      expect(await repeat(stream, events)).toEqual({ revision: 2, position: written[2]?.position });
      expect(await log.read(stream, 0, 10)).toHaveLength(4);
    });

    it('writes all of a large append or nothing, wherever it was held up', async () => {
      const stream = aStream();
      const events = Array.from({ length: 14 }, () => aLittleEvent({ data: { text: '家'.repeat(20_000) } }));
      line.freeze();
      await expect(log.append(stream, 'none', events)).rejects.toThrow(AppendUnknown);
      line.thaw();
      expect(['none', 13]).toContain(await log.head(stream));
      expect(await repeat(stream, events)).toMatchObject({ revision: 13 });
      expect(await log.read(stream, 0, 100)).toHaveLength(14);
    });

    it('does not wait for ever for a page', async () => {
      line.freeze();
      await expect(log.read(aStream(), 0, 10)).rejects.toThrow(StoreUnavailable);
      await expect(log.end()).rejects.toThrow(StoreUnavailable);
    });

    it('says that nothing was written when there is no server, and goes on when there is one', async () => {
      const stream = aStream();
      await line.cut();
      // The first call may still find out that the connection is gone.
      await log.end().catch(() => {});
      await expect(log.append(stream, 'none', [aLittleEvent()])).rejects.toThrow(StoreUnavailable);
      await line.mend();
      expect(await repeat(stream, [aLittleEvent()])).toMatchObject({ revision: 0 });
    });

    it('follows on behind the last event whenever the line was cut', async () => {
      const stream = aStream();
      const after = await log.end();
      const stop = new AbortController();
      const seen: number[] = [];
      let revision = -1;
      const write = async () => {
        for (const event = aLittleEvent(); ; ) {
          const answer = await log.append(stream, revision < 0 ? 'none' : revision, [event]).catch(() => undefined);
          if (answer === undefined) continue;
          if (isWrongRevision(answer)) throw new Error('someone else writes here');
          return void ({ revision } = answer);
        }
      };
      await write();
      for await (const batch of log.follow(after, stop.signal)) {
        seen.push(...batch.filter((event) => event.stream === stream).map((event) => event.revision));
        if (seen.length === 4) stop.abort();
        else if (seen.at(-1) === revision) {
          await line.cut();
          await line.mend();
          await write();
        }
      }
      expect(seen).toEqual([0, 1, 2, 3]);
      expect(interruptions).toBeGreaterThanOrEqual(3);
    });
  });
}
