import type { RecordedEvent } from '@eventstore/db-client';
import { nodeHashing } from '#adapters/node-crypto';
import { DamagedEvent } from '#kernel';
import { aLittleEvent } from '#kernel/testing';
import { fromStore, toBeAppended } from './stored-form.js';

const event = aLittleEvent({ data: { 10: 'ten', 9: 'nine', text: '职工之家 𠀋' } });

/** The event as the client hands it out after a round trip: data as bytes, metadata parsed. */
function recorded(change: Partial<RecordedEvent> = {}): { event: RecordedEvent; commitPosition: bigint } {
  const [ready] = toBeAppended('union-centre', 3, [event], nodeHashing);
  if (ready === undefined) throw new Error('nothing was made ready');
  const { id, type, data } = ready.form;
  const metadata = JSON.parse(Buffer.from(ready.form.metadata as Uint8Array).toString('utf8')) as object;
  return { event: { streamId: 'union-centre', revision: 3n, id, type, data, metadata, isJson: false, created: new Date(0), ...change } as RecordedEvent, commitPosition: 77n };
}

describe('the stored form of an event', () => {
  it('holds canonical JSON, and the digest as one more key of the metadata', () => {
    const [ready] = toBeAppended('union-centre', 3, [event], nodeHashing);
    expect(Buffer.from(ready?.form.data ?? []).toString('utf8')).toBe('{"10":"ten","9":"nine","text":"职工之家 𠀋"}');
    expect(recorded().event.metadata).toEqual({ ...event.metadata, digest: ready?.written.digest });
  });

  it('gives back what was written', () => {
    expect(fromStore(recorded(), nodeHashing)).toMatchObject({ stream: 'union-centre', revision: 3, position: 77, id: event.id, type: event.type, data: event.data, metadata: event.metadata });
  });

  it('names an event in which anything was changed', () => {
    const metadata = recorded().event.metadata as object;
    const changes: readonly Partial<RecordedEvent>[] = [
      { data: Buffer.from('{"10":"ten","9":"nine","text":"职工之家 𠀌"}') },
      { data: Buffer.from('{"10":"ten", "9":"nine","text":"职工之家 𠀋"}') },
      { metadata: { ...metadata, at: '2026-01-15T02:00:00.001Z' } },
      { metadata: { ...metadata, correlation: '\ud800' } },
      { metadata: { ...metadata, digest: '0'.repeat(64) } },
      { type: 'OtherThingHappened' },
      { id: '00000000-0000-4000-8000-999999999999' },
      { revision: 4n },
      { streamId: 'union-east' },
    ];
    for (const change of changes) expect(() => fromStore(recorded(change), nodeHashing)).toThrow(DamagedEvent);
  });

  it('passes over what other programs wrote', () => {
    const changes: readonly Partial<RecordedEvent>[] = [{ streamId: '$stats-127.0.0.1' }, { streamId: 'policy-checkpoint-callUp' }, { metadata: undefined }, { metadata: new Uint8Array(3) }, { metadata: { digest: 'md5' } }, { isJson: true }];
    for (const change of changes) expect(fromStore(recorded(change), nodeHashing)).toBeUndefined();
  });

  it('refuses positions and revisions that a number cannot hold', () => {
    expect(() => fromStore({ ...recorded(), commitPosition: 2n ** 53n }, nodeHashing)).toThrow(RangeError);
    expect(() => fromStore(recorded({ revision: 2n ** 53n }), nodeHashing)).toThrow(RangeError);
  });
});
