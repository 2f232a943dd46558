import { maxAppendBytes, type EventLog } from '../vocabulary/event-log.port.js';
import { isWrongRevision } from '../vocabulary/event-log.port.js';
import type { StoredEvent } from '../vocabulary/message.js';
import { NotCanonical } from '../vocabulary/canonical-json.js';
import { followingContract } from './following.contract.js';
import { aLittleEvent } from './little-events.js';

/** A store as a contract suite sees it. Streams of other tests may be there: a shared server is no fresh folder. */
export type EventLogUnderTest = {
  readonly log: EventLog;
  /** Closes and opens the same log again; stores without a second life leave it out. */
  readonly reopen?: () => Promise<EventLog>;
  readonly close: () => Promise<void>;
};

let streams = 0;
const aStream = () => `contract-${process.pid}x${Date.now().toString(36)}x${++streams}`;

/** What every event log promises. */
export function eventLogContract(name: string, open: () => Promise<EventLogUnderTest>): void {
  describe(`event log contract: ${name}`, () => {
    let under: EventLogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      under = await open();
      ({ log } = under);
    });
    afterEach(() => under.close());

    describe('appending', () => {
      it('numbers the revisions of a stream from 0 and gives the last one', async () => {
        const stream = aStream();
        expect(await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()])).toMatchObject({ revision: 1 });
        expect(await log.append(stream, 1, [aLittleEvent()])).toMatchObject({ revision: 2 });
        expect((await log.read(stream, 0, 10)).map((event) => event.revision)).toEqual([0, 1, 2]);
      });

      it('answers with the position under which the last event is read', async () => {
        const stream = aStream();
        const answer = await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()]);
        if (isWrongRevision(answer)) throw new Error('the first append was refused');
        expect((await log.read(stream, 1, 1))[0]?.position).toBe(answer.position);
        expect(Number.isSafeInteger(answer.position)).toBe(true);
      });

      it('says where the stream stands when the expected revision is another', async () => {
        const stream = aStream();
        await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()]);
        expect(await log.append(stream, 'none', [aLittleEvent()])).toEqual({ wrongRevision: true, actual: 1 });
        expect(await log.append(stream, 0, [aLittleEvent()])).toEqual({ wrongRevision: true, actual: 1 });
        expect(await log.append(stream, 5, [aLittleEvent()])).toEqual({ wrongRevision: true, actual: 1 });
        expect(await log.append(aStream(), 3, [aLittleEvent()])).toEqual({ wrongRevision: true, actual: 'none' });
        expect(await log.read(stream, 0, 10)).toHaveLength(2);
      });

      it('gives a repeated append its first answer and writes nothing twice', async () => {
        const stream = aStream();
        const events = [aLittleEvent(), aLittleEvent()];
        const first = await log.append(stream, 'none', events);
        await log.append(stream, 1, [aLittleEvent()]);
        expect(await log.append(stream, 'none', events)).toEqual(first);
        expect(await log.read(stream, 0, 10)).toHaveLength(3);
      });

      it('lets one of 32 racers for a revision win', async () => {
        const stream = aStream();
        await log.append(stream, 'none', [aLittleEvent()]);
        const answers = await Promise.all(Array.from({ length: 32 }, () => log.append(stream, 0, [aLittleEvent()])));
        expect(answers.filter((answer) => !isWrongRevision(answer))).toHaveLength(1);
        expect(await log.read(stream, 0, 50)).toHaveLength(2);
      });

      it('takes many streams side by side', async () => {
        const names = Array.from({ length: 64 }, aStream);
        await Promise.all(names.map((stream) => log.append(stream, 'none', [aLittleEvent()])));
        for (const stream of names) expect(await log.head(stream)).toBe(0);
      });

      it('refuses what no store may take, and writes nothing', async () => {
        const stream = aStream();
        const text = 'x'.repeat(20_000);
        const huge = Array.from({ length: Math.ceil(maxAppendBytes / text.length) + 1 }, () => aLittleEvent({ data: { text } }));
        await expect(log.append(stream, 'none', [])).rejects.toThrow(RangeError);
        await expect(log.append('no stream name', 'none', [aLittleEvent()])).rejects.toThrow(RangeError);
        await expect(log.append(stream, 'none', [aLittleEvent({ id: 'not-a-uuid' })])).rejects.toThrow(RangeError);
        await expect(log.append(stream, 'none', [aLittleEvent({ type: '' })])).rejects.toThrow(RangeError);
        await expect(log.append(stream, 'none', huge)).rejects.toThrow(RangeError);
        await expect(log.append(stream, 'none', [aLittleEvent({ data: { text: '\ud800' } })])).rejects.toThrow(NotCanonical);
        await expect(log.append(stream, -1, [aLittleEvent()])).rejects.toThrow(RangeError);
        await expect(log.append(stream, 0.5, [aLittleEvent()])).rejects.toThrow(RangeError);
        expect(await log.head(stream)).toBe('none');
        expect(await log.append(stream, 'none', [aLittleEvent()])).toMatchObject({ revision: 0 });
      });

      it('takes the largest append allowed, in multi-byte text', async () => {
        const stream = aStream();
        const text = '家'.repeat(20_000);
        const events = Array.from({ length: 14 }, () => aLittleEvent({ data: { text } }));
        expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 13 });
        expect((await log.read(stream, 13, 1))[0]?.data).toEqual({ text });
      });
    });

    describe('reading', () => {
      it('gives back data and metadata to the byte, whatever the alphabet', async () => {
        const stream = aStream();
        const event = aLittleEvent({ data: { 10: 'ten', 9: 'nine', 空: '𠀋 "\\\n\u0000\u2028', none: null, list: [1.5, -0, 1e21, true] } });
        await log.append(stream, 'none', [event]);
        const [read] = await log.read(stream, 0, 1);
        expect(read).toMatchObject({ stream, revision: 0, id: event.id, type: event.type, metadata: event.metadata });
        expect(read?.data).toEqual({ 10: 'ten', 9: 'nine', 空: '𠀋 "\\\n\u0000\u2028', none: null, list: [1.5, 0, 1e21, true] });
        expect(read?.digest).toMatch(/^[0-9a-f]{64}$/);
      });

      it('reads a stream by pages, and nothing of a stream that is not there', async () => {
        const stream = aStream();
        await log.append(stream, 'none', Array.from({ length: 7 }, () => aLittleEvent()));
        expect((await log.read(stream, 0, 3)).map((event) => event.revision)).toEqual([0, 1, 2]);
        expect((await log.read(stream, 3, 3)).map((event) => event.revision)).toEqual([3, 4, 5]);
        expect((await log.read(stream, 6, 3)).map((event) => event.revision)).toEqual([6]);
        expect(await log.read(stream, 7, 3)).toEqual([]);
        expect(await log.read(aStream(), 0, 3)).toEqual([]);
        expect(await log.head(aStream())).toBe('none');
        expect(await log.head(stream)).toBe(6);
      });

      it('reads the whole log in order by pages, exclusive of where it starts', async () => {
        const before = await log.end();
        const [one, two] = [aStream(), aStream()];
        await log.append(one, 'none', [aLittleEvent(), aLittleEvent()]);
        await log.append(two, 'none', [aLittleEvent()]);
        await log.append(one, 1, [aLittleEvent()]);
        const seen: StoredEvent[] = [];
        for (let after = before; ; ) {
          const page = await log.readAll(after, 2);
          if (page.length === 0) break;
          seen.push(...page);
          after = page.at(-1)?.position ?? after;
        }
        const mine = seen.filter(({ stream }) => stream === one || stream === two);
        expect(mine.map(({ stream, revision }) => [stream, revision])).toEqual([[one, 0], [one, 1], [two, 0], [one, 2]]);
        expect(seen.every((event, i) => i === 0 || event.position > (seen[i - 1]?.position ?? 0))).toBe(true);
        expect(await log.end()).toBe(mine.at(-1)?.position);
      });
    });

    describe('reading as written', () => {
      it('gives the same events as reading does, unparsed, where the store can', async () => {
        const stream = aStream();
        const before = await log.end();
        await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()]);
        const read = await log.readAll(before, 10);
        const written = (await log.readAllWritten?.(before, 10)) ?? [];
        for (const { data, metadata, ...rest } of written) {
          const same = read.find(({ position }) => position === rest.position);
          expect({ ...rest, data: JSON.parse(data), metadata: JSON.parse(metadata) }).toEqual(same);
        }
        expect(written.length === read.length || log.readAllWritten === undefined).toBe(true);
      });
    });

    followingContract(() => log, aStream);

    it('keeps everything over a restart', async () => {
      if (under.reopen === undefined) return;
      const stream = aStream();
      const answer = await log.append(stream, 'none', [aLittleEvent(), aLittleEvent()]);
      const before = await log.read(stream, 0, 10);
      const again = await under.reopen();
      expect(await again.read(stream, 0, 10)).toEqual(before);
      expect(await again.append(stream, 1, [aLittleEvent()])).toMatchObject({ revision: 2 });
      expect(answer).toMatchObject({ revision: 1 });
    });
  });
}
