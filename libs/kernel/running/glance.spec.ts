import * as fc from 'fast-check';
import { canonicalJson } from '../vocabulary/canonical-json.js';
import type { Metadata } from '../vocabulary/message.js';
import { glance } from './glance.js';

const text = fc.string({ unit: fc.constantFrom('a', '}', '{', '"', '\\', ',', ':', '家', '"by":{', ',"schema":7}') });
const metadata = fc.record(
  {
    at: fc.constant('2026-01-15T02:00:00.000Z'),
    by: fc.record({ kind: fc.constant('person' as const), office: text, bodyId: text, onBehalfOf: text, assurance: fc.constant('unverified' as const) }, { requiredKeys: ['kind', 'office', 'bodyId', 'assurance'] }),
    commandId: text,
    commandHash: text,
    correlation: text,
    causation: text,
    basedOn: fc.dictionary(fc.constantFrom('by', 'at', 'union'), text),
    schema: fc.integer({ min: 1, max: 99 }),
  },
  { requiredKeys: ['at', 'by', 'commandId', 'commandHash', 'correlation', 'schema'] },
);

it('reads the same from metadata as parsing it does, whatever stands in it', () => {
  fc.assert(
    fc.property(metadata, (whole) => {
      const glanced = glance(canonicalJson(whole));
      for (const field of ['at', 'by', 'commandId', 'commandHash', 'correlation', 'causation', 'basedOn', 'schema'] as const satisfies readonly (keyof Metadata)[]) expect(glanced[field]).toEqual(whole[field]);
      expect(JSON.parse(JSON.stringify(glanced))).toEqual(whole);
    }),
    { numRuns: 1_000, seed: 20_260_115 },
  );
});
