import { readFileSync } from 'node:fs';
import { RuleSetPublished } from './publish.js';
import { RuleSet } from './rule-set.js';

/** Words beside the rules of a schema: what a reader reads, no validator. Only as keywords; a rule set may well have a field of such a name. */
const words = ['$schema', '$comment', '$id', 'title', 'description', 'examples'];

function rulesOf(schema: unknown, named = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => rulesOf(one));
  if (typeof schema !== 'object' || schema === null) return schema;
  // A file may name another file instead of a standard; once read, it is the standard.
  const [file, itself] = (schema as { anyOf?: { pattern?: string }[] }).anyOf ?? [];
  if (file?.pattern?.endsWith('ya?ml$') === true) return rulesOf(itself);
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => named || !words.includes(key))
      .map(([key, value]) => [key, rulesOf(value, !named && (key === 'properties' || key === 'patternProperties'))]),
  );
}

describe('the schema of a rule set', () => {
  it('is the published one, limit by limit', () => {
    const published = JSON.parse(readFileSync('docs/rule-set.schema.json', 'utf8')) as unknown;
    expect(rulesOf(JSON.parse(JSON.stringify(RuleSet)))).toEqual(rulesOf(published));
  });
});

describe('its event', () => {
  it('is the published one', () => {
    const published = JSON.parse(readFileSync('docs/events.schema.json', 'utf8')) as { RuleSetPublished: unknown };
    expect(JSON.parse(JSON.stringify({ number: RuleSetPublished.schemaNumber, data: RuleSetPublished.schema }))).toEqual(published.RuleSetPublished);
  });
});
