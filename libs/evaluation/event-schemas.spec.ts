import { readFileSync } from 'node:fs';
import { evaluationEvents } from './evaluation.js';

/** Whoever reads a log without this program reads it by these schemas. */
const published = JSON.parse(readFileSync('docs/events.schema.json', 'utf8')) as { readonly [type: string]: { readonly number: number; readonly data: unknown } };

describe('an event of an evaluation', () => {
  it.each(evaluationEvents.map(({ type, schema, schemaNumber }) => ({ type, schema, schemaNumber })))('$type is what docs/events.schema.json publishes, limit by limit', ({ type, schema, schemaNumber }) => {
    expect({ number: schemaNumber, data: JSON.parse(JSON.stringify(schema)) as unknown }).toEqual(published[type]);
  });
});
