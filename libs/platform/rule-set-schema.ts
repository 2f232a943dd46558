import { fieldPath, formOf, milestones, stepOfDue, RuleSet, schemaFields, type SchemaField } from '#rules';
import { languages, textFor } from './texts.js';
import { ruleFieldText, wordText } from './rule-set-texts.js';

type Schema = { readonly [keyword: string]: unknown };

/** A text beside the rule set's own schema: a rule file may name its standard. */
const standardFile = { type: 'string', pattern: '^[a-z0-9][a-z0-9._-]{0,63}\\.ya?ml$' };

/**
 * The JSON Schema (draft 2020-12) of a rule file, each field described in both languages, so that an editor helps while one
 * writes. It allows what the published rule set allows, and the name of a file where a standard stands.
 */
export const ruleSetSchema = (): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $comment: 'npm run rules -- schema --write',
  title: languages.map((language) => textFor(language, 'rules.schemaTitle')).join(' / '),
  ...withDescriptions(RuleSet as unknown as Schema, ''),
});

function withDescriptions(schema: Schema, above: string): Schema {
  const plain = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keyword.startsWith('~')));
  const inner = (part: unknown) => withDescriptions(part as Schema, above);
  const bilingual = isBilingual(schema);
  return {
    ...plain,
    ...(schema['properties'] === undefined ? {} : { properties: Object.fromEntries(Object.entries(schema['properties'] as object).map(([name, field]) => [name, bilingual ? field : described(field as Schema, fieldPath(above, name))])) }),
    ...(schema['patternProperties'] === undefined ? {} : { patternProperties: Object.fromEntries(Object.entries(schema['patternProperties'] as object).map(([pattern, field]) => [pattern, described(field as Schema, `${above}.*`)])) }),
    ...(schema['items'] === undefined ? {} : { items: inner(schema['items']) }),
    ...(schema['anyOf'] === undefined ? {} : { anyOf: (schema['anyOf'] as readonly unknown[]).map(inner) }),
  };
}

function described(field: Schema, path: string): Schema {
  const description = languages.map((language) => ruleFieldText(language, path)).join('\n');
  const schema = withDescriptions(field, path);
  return path === 'standard' ? { description, anyOf: [standardFile, schema] } : { description, ...schema };
}

const isBilingual = ({ properties }: Schema): boolean => properties !== undefined && Object.keys(properties as object).join() === 'zh,en';

/** Every field as a table of Markdown: where, what form, what it means in both languages. */
export const ruleSetFieldsTable = (): string =>
  ['| field | form | meaning | 含义 |', '|---|---|---|---|', ...schemaFields().map((field) => `| \`${field.path}${field.required ? '' : '?'}\` | ${shapeOf(field)} | ${ruleFieldText('en', field.path)} | ${ruleFieldText('zh-CN', field.path)} |`)].join('\n');

/** What due dates are counted from, as a table of Markdown: the name, what it is in both languages, the step it needs, and which due dates may count from it. */
export const milestonesTable = (): string =>
  ['| name | fact | 事项 | its step | for |', '|---|---|---|---|---|', ...milestones.map((name) => `| \`${name}\` | ${wordText('en', {}, name)} | ${wordText('zh-CN', {}, name)} | ${stepOfDue(name) === undefined ? '' : `\`${stepOfDue(name)}\``} | ${name === 'item' ? '`due.item`' : 'all others'} |`)].join('\n');

function shapeOf({ schema, list, nullable }: SchemaField): string {
  const entry = nullable ? ((schema['anyOf'] as readonly Schema[]).find(({ type }) => type !== 'null') ?? schema) : schema;
  const one = (list ? entry['items'] : entry) as Schema;
  return `${list ? 'list of ' : ''}${oneShape(one)}${nullable ? ' or `null`' : ''}`;
}

function oneShape(schema: Schema): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(' ');
  if ('const' in schema) return `\`${String(schema['const'])}\``;
  if (isBilingual(schema)) return '`{ zh, en }`';
  if (schema['patternProperties'] !== undefined) return 'table';
  if (schema['pattern'] !== undefined) return formOf(String(schema['pattern']));
  if (schema['type'] === 'integer' || schema['type'] === 'number') return `${String(schema['minimum'])}–${String(schema['maximum'])}`;
  return { string: 'text', boolean: '`true` `false`', object: 'fields' }[String(schema['type'])] ?? String(schema['type']);
}
