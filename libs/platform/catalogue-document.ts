import { logStream, categoryOf, type AnyDecider, type EventType } from '#kernel';

/** What the document is made of. `textOf` gives an event's line as people read it, its placeholders unfilled. */
export type CatalogueSource = {
  readonly types: readonly EventType[];
  readonly deciders: readonly AnyDecider[];
  readonly textOf: (type: string) => readonly string[];
};

type Schema = { readonly [keyword: string]: unknown };
type Row = { readonly field: string; readonly kind: string; readonly limits: string };

/** Every kind of event as a page of Markdown: by the streams it stands in, with each field, its type and its limits. */
export function catalogueDocument({ types, deciders, textOf }: CatalogueSource): string {
  const ownerOf = (type: string) => deciders.find(({ evolve }) => Object.hasOwn(evolve, type))?.category ?? categoryOf(logStream);
  const categories = [...new Set(types.map(({ type }) => ownerOf(type)))];
  return [
    '# Event catalogue',
    '',
    'Every kind of event that the log may hold, by the streams it stands in. Made from the schemas by `npm run catalogue -- --write`;',
    'a test fails when this page is stale. What surrounds the data of each event is said in [ADR-0001](adr/0001-the-event-as-stored.md).',
    'A field marked `?` may be absent; `[]` stands for each of a list, `*` for each key of a table. Texts are limited in characters.',
    '',
    ...categories.map((category) => `- \`${category}-…\`: ${types.filter(({ type }) => ownerOf(type) === category).map(({ type }) => `[${type}](#${type.toLowerCase()})`).join(' · ')}`),
    ...categories.flatMap((category) => ['', `## \`${category}-…\``, ...types.filter(({ type }) => ownerOf(type) === category).flatMap((kind) => section(kind, textOf))]),
    '',
  ].join('\n');
}

function section({ type, schema, schemaNumber }: EventType, textOf: CatalogueSource['textOf']): readonly string[] {
  const rows = fieldsOf(schema as Schema, '');
  return [
    '',
    `### ${type}`,
    '',
    ...textOf(type).map((text) => `> ${text}  `),
    '',
    `Schema ${schemaNumber}.`,
    '',
    '| field | type | limits |',
    '|---|---|---|',
    ...rows.map(({ field, kind, limits }) => `| \`${field}\` | ${kind} | ${limits} |`),
  ];
}

function fieldsOf(schema: Schema, above: string): readonly Row[] {
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const named = Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {});
  const keyed = Object.entries((schema['patternProperties'] as Record<string, Schema> | undefined) ?? {});
  return [
    ...named.flatMap(([name, field]) => rowsOf(field, `${above}${name}${required.has(name) ? '' : '?'}`)),
    ...keyed.flatMap(([pattern, field]) => rowsOf(field, `${above}*`, `key ${code(pattern)}`)),
  ];
}

/** A field and, where it is made of others, those below it. */
function rowsOf(given: Schema, field: string, about = ''): readonly Row[] {
  const options = given['anyOf'] as readonly Schema[] | undefined;
  const schema = options?.find(({ type }) => type !== 'null') ?? given;
  const nullable = options?.some(({ type }) => type === 'null') === true ? ' or null' : '';
  const row = { field, kind: `${kindOf(schema)}${nullable}`, limits: [about, limitsOf(schema)].filter((part) => part !== '').join(', ') };
  if (schema['type'] !== 'array') return [row, ...fieldsOf(schema, `${field.replace(/\?$/, '')}.`)];
  const items = schema['items'] as Schema;
  return [{ ...row, kind: `list of ${kindOf(items)}${nullable}`, limits: [row.limits, limitsOf(items)].filter((part) => part !== '').join('; each ') }, ...fieldsOf(items, `${field.replace(/\?$/, '')}[].`)];
}

function kindOf(schema: Schema): string {
  if (Array.isArray(schema['enum'])) return 'word';
  if ('const' in schema) return 'word';
  if (schema['patternProperties'] !== undefined) return 'table';
  const kinds: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', number: 'number', boolean: 'yes or no', array: 'list', object: 'object' };
  return kinds[String(schema['type'])] ?? String(schema['type']);
}

function limitsOf(schema: Schema): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => code(String(value))).join(' ');
  if ('const' in schema) return code(String(schema['const']));
  const range = (least: unknown, most: unknown, unit: string) => (least === undefined && most === undefined ? [] : [`${grouped(least ?? 0)}–${most === undefined ? '…' : grouped(most)}${unit}`]);
  return [
    ...range(schema['minimum'], schema['maximum'], ''),
    ...range(schema['minLength'], schema['maxLength'], ' characters'),
    ...range(schema['minItems'], schema['maxItems'], ' entries'),
    ...range(schema['minProperties'], schema['maxProperties'], ' keys'),
    ...(schema['pattern'] === undefined ? [] : [code(String(schema['pattern']))]),
  ].join(', ');
}

const grouped = (number: unknown) => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ',');
/** A bar would end the cell. */
const code = (text: string) => `\`${text.replaceAll('|', String.raw`\|`)}\``;
