import { forms, type Form } from './fields.js';
import { bodies, RuleSet } from './rule-set.js';

type Schema = { readonly [keyword: string]: unknown };

/** The name of a pattern's form; the pattern itself where it has none. */
export const formOf = (pattern: string): Form | string => Object.entries(forms).find(([, known]) => known === pattern)?.[0] ?? pattern;

/** The schema at a JSON pointer into a rule set; nothing where it leads out of the schema. */
export const schemaAt = (pointer: string): Schema | undefined =>
  pointer
    .split('/')
    .slice(1)
    .reduce<Schema | undefined>((schema, step) => (schema === undefined ? undefined : below(schema, step)), RuleSet as unknown as Schema);

/** The part of a schema that a step leads to: a field, an entry of a list, a key of a table. */
function below(given: Schema, step: string): Schema | undefined {
  const schema = notNull(given);
  const { properties, items, patternProperties } = schema as { properties?: Record<string, Schema>; items?: Schema; patternProperties?: Record<string, Schema> };
  if (items !== undefined) return items;
  if (properties !== undefined && Object.hasOwn(properties, step)) return properties[step];
  return patternProperties === undefined ? undefined : Object.values(patternProperties)[0];
}

/** The something of something-or-null. */
const notNull = (schema: Schema): Schema => ((schema['anyOf'] as readonly Schema[] | undefined) ?? []).find(({ type }) => type !== 'null') ?? schema;

/** One field of a rule set: where it stands, and its schema. In `path` all bodies stand as `*`, alternative standards as `standard`. */
export type SchemaField = { readonly path: string; readonly schema: Schema; readonly required: boolean; readonly list: boolean; readonly nullable: boolean };

/** Every field once, in the order of the schema. What has the same meaning in two places stands under its first. */
export function schemaFields(): readonly SchemaField[] {
  const seen = new Set<string>();
  return fieldsBelow(RuleSet as unknown as Schema, '').filter(({ path }) => !seen.has(path) && seen.add(path));
}

function fieldsBelow(schema: Schema, above: string): readonly SchemaField[] {
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const named = Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {});
  const keyed = Object.values((schema['patternProperties'] as Record<string, Schema> | undefined) ?? {}).map((field) => ['*', field] as const);
  return [...named, ...keyed].flatMap(([name, field]) => {
    const path = fieldPath(above, name);
    const entry = notNull(field);
    const inner = (entry['items'] as Schema | undefined) ?? entry;
    const text = inner['properties'] !== undefined && Object.keys(inner['properties'] as object).join() === 'zh,en';
    return [{ path, schema: field, required: name === '*' || required.has(name), list: entry['items'] !== undefined, nullable: entry !== field }, ...(text ? [] : fieldsBelow(inner, path))];
  });
}

/** The path of a field as described: `quorum.congress` is `quorum.*`, `standards.standard` is `standard`. */
export function fieldPath(above: string, name: string): string {
  if (above === 'quorum' && (bodies as readonly string[]).includes(name)) return 'quorum.*';
  if (above === 'standards' && name === 'standard') return 'standard';
  return above === '' ? name : `${above}.${name}`;
}
