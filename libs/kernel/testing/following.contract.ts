import { followTypes } from '../running/follow-types.js';
import type { EventLog } from '../vocabulary/event-log.port.js';
import { aLittleEvent } from './little-events.js';

/** What every event log promises to those who follow it; `opened` gives the log of the test that runs. */
export function followingContract(opened: () => EventLog, aStream: () => string): void {
  describe('following', () => {
    let log: EventLog;
    beforeEach(() => void (log = opened()));

    it('delivers what is there and what comes, each once, in order', async () => {
      const stream = aStream();
      const after = await log.end();
      await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()]);
      const seen: number[] = [];
      const stop = new AbortController();
      const following = (async () => {
        for await (const batch of log.follow(after, stop.signal)) {
          for (const event of batch) if (event.stream === stream) seen.push(event.revision);
          if (seen.length === 2) await log.append(stream, 1, [aLittleEvent()]);
          if (seen.length === 3) await log.append(stream, 2, [aLittleEvent(), aLittleEvent()]);
          if (seen.length >= 5) stop.abort();
        }
      })();
      await following;
      expect(seen).toEqual([0, 1, 2, 3, 4]);
    });

    it('ends when it is told to, also while nothing comes', async () => {
      const stop = new AbortController();
      const after = await log.end();
      const following = (async () => {
        for await (const batch of log.follow(after, stop.signal)) if (batch.length === 0) throw new Error('an empty batch');
      })();
      stop.abort();
      await following;
    });

    it('delivers only the types asked for, and says how far it looked', async () => {
      const stream = aStream();
      const wanted = aLittleEvent().type;
      const other = () => ({ ...aLittleEvent(), type: 'NobodyAsked' });
      const after = await log.end();
      await log.append(stream, 'none', [other(), aLittleEvent(), other()]);
      const stop = new AbortController();
      const seen: number[] = [];
      let [position, passedOver, more] = [after, 0, false];
      for await (const batch of followTypes(log, new Set([wanted]), after, stop.signal)) {
        expect(batch.position).toBeGreaterThan(position);
        expect(batch.events.every((event) => event.type === wanted && event.position > position && event.position <= batch.position)).toBe(true);
        ({ position } = batch);
        passedOver += batch.passedOver;
        for (const event of batch.events) if (event.stream === stream) seen.push(event.revision);
        if (passedOver >= 2 && !more) {
          more = true;
          expect(seen).toEqual([1]);
          await log.append(stream, 2, [other(), other()]);
          await log.append(stream, 4, [aLittleEvent(), other()]);
        }
        if (seen.length === 2 && passedOver >= 5) stop.abort();
      }
      expect(seen).toEqual([1, 5]);
    });

    it('keeps up with a burst', async () => {
      const names = Array.from({ length: 20 }, aStream);
      const after = await log.end();
      const stop = new AbortController();
      let seen = 0;
      const following = (async () => {
        for await (const batch of log.follow(after, stop.signal)) {
          seen += batch.filter(({ stream }) => names.includes(stream)).length;
          if (seen >= 2_000) stop.abort();
        }
      })();
      await Promise.all(names.map((stream) => log.append(stream, 'none', Array.from({ length: 100 }, () => aLittleEvent()))));
      await following;
      expect(seen).toBe(2_000);
    });
  });
}
