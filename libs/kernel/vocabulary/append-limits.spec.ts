import * as fc from 'fast-check';
import { assertAppendable, utf8Length } from './append-limits.js';
import { maxAppendBytes } from './event-log.port.js';
import type { WrittenEvent } from './codec.js';

const written = (overrides: Partial<WrittenEvent> = {}): WrittenEvent => ({
  stream: 'union-centre',
  revision: 0,
  id: '00000000-0000-4000-8000-000000000001',
  type: 'LittleThingHappened',
  data: '{}',
  metadata: '{}',
  digest: '',
  ...overrides,
});

describe('the length of a text in UTF-8', () => {
  it('is what Node counts, whatever the alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
      { seed: 3629, numRuns: 2_000 },
    );
  });

  it.each(['', 'a', 'é', '家', '𠀋', '\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}'])('of %j too', (text) => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  });
});

describe('an append', () => {
  const refused = (events: readonly WrittenEvent[], expected: number | 'none' = 'none', stream = 'union-centre') => {
    expect(() => assertAppendable(stream, expected, events)).toThrow(RangeError);
  };

  it('may carry 900,000 bytes and not one more, counted in bytes', () => {
    const text = '家'.repeat(maxAppendBytes / 3 - 2);
    expect(() => assertAppendable('union-centre', 'none', [written({ data: `${text}1234` })])).not.toThrow();
    refused([written({ data: `${text}12345` })]);
    refused([written({ data: 'x'.repeat(maxAppendBytes / 2) }), written({ data: 'x'.repeat(maxAppendBytes / 2) })]);
  });

  it('needs an event, a stream and a revision', () => {
    refused([]);
    refused([written()], 'none', 'union-');
    refused([written()], 'none', 'union-a\n');
    for (const revision of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) refused([written()], revision);
    expect(() => assertAppendable('union-centre', Number.MAX_SAFE_INTEGER, [written()])).not.toThrow();
  });

  it('needs events with ids and types that can stand in a digest', () => {
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000001\n', '00000000-0000-4000-8000-00000000000G']) refused([written({ id })]);
    for (const type of ['', 'lower', 'Ab\n', 'A-B', `A${'b'.repeat(64)}`]) refused([written({ type })]);
  });
});
