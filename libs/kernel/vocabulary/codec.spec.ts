import { nodeHashing } from '#adapters/node-crypto';
import { aLittleEvent } from '#kernel/testing';
import { NotCanonical } from './canonical-json.js';
import { DamagedEvent, decode, digestOf, encode, type WrittenEvent } from './codec.js';

const event = aLittleEvent({ data: { text: '职工之家\n"1"', list: [1, 0.5] } });
const written = encode('union-centre', 3, event, nodeHashing);

describe('the codec', () => {
  it('reads back what it wrote', () => {
    expect(decode(17, written, nodeHashing)).toEqual({ position: 17, stream: 'union-centre', revision: 3, ...event, digest: written.digest });
  });

  it('writes the text of ADR-0001 and hashes it: six parts, five line feeds', () => {
    const text = ['union-centre', '3', event.id, 'LittleThingHappened', '{"list":[1,0.5],"text":"职工之家\\n\\"1\\""}', written.metadata].join('\n');
    expect(text.split('\n')).toHaveLength(6);
    expect(written.digest).toBe(nodeHashing.sha256(text));
  });

  it.each<[string, Partial<WrittenEvent>]>([
    ['stream', { stream: 'union-center' }],
    ['revision', { revision: 4 }],
    ['id', { id: event.id.replace('4', '5') }],
    ['type', { type: 'LittleThingHappenes' }],
    ['data', { data: written.data.replace('0.5', '0.6') }],
    ['data that reads alike but is not canonical', { data: written.data.replace('0.5', '0.50') }],
    ['metadata', { metadata: written.metadata.replace('chair', 'chain') }],
    ['digest', { digest: written.digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }],
  ])('names the event when its %s was changed', (_, change) => {
    const changed = { ...written, ...change };
    expect(changed).not.toEqual(written);
    const reading = () => decode(17, changed, nodeHashing);
    expect(reading).toThrow(DamagedEvent);
    expect(reading).toThrow(`damaged event at position 17 (${changed.stream}@${changed.revision})`);
  });

  it('names the event whichever character of data or metadata was changed', () => {
    for (const part of ['data', 'metadata'] as const) {
      for (let i = 0; i < written[part].length; i++) {
        const flipped = String.fromCharCode(written[part].charCodeAt(i) ^ 1);
        const text = written[part].slice(0, i) + flipped + written[part].slice(i + 1);
        expect(() => decode(1, { ...written, [part]: text }, nodeHashing)).toThrow(DamagedEvent);
      }
    }
  });

  it('is not fooled by parts that moved over a boundary', () => {
    const moved = { ...written, type: `${written.type}\n${written.data}`, data: written.metadata, metadata: '' };
    expect(() => decode(1, moved, nodeHashing)).toThrow(DamagedEvent);
  });

  it('leaves the position out: moving a log changes no digest', () => {
    expect(decode(1, written, nodeHashing).digest).toBe(decode(900_000, written, nodeHashing).digest);
  });

  it('gives one value one digest, whatever the order of its keys', () => {
    const other = encode('union-centre', 3, { ...event, data: { list: [1, 0.5], text: '职工之家\n"1"' } }, nodeHashing);
    expect(digestOf(other, nodeHashing)).toBe(written.digest);
  });

  it('refuses what has no canonical form', () => {
    expect(() => encode('union-centre', 0, aLittleEvent({ data: { text: '\udfff' } }), nodeHashing)).toThrow(NotCanonical);
  });
});
