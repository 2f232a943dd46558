import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { eventType, type AnyDecider } from '#kernel';
import { catalogueDocument } from './catalogue-document.js';
import { eventCatalogue, eventSchemas } from './domain.js';

const closed = { additionalProperties: false } as const;
const Met = eventType(
  'Met',
  Type.Object(
    {
      on: Type.String({ pattern: '^(a|b)$' }),
      title: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
      body: Type.Enum(['assembly', 'congress']),
      counts: Type.Object({ present: Type.Integer({ minimum: 0, maximum: 10_000_000 }) }, closed),
      votes: Type.Record(Type.String({ pattern: '^[a-z]$' }), Type.Integer({ minimum: 0, maximum: 9 }), { maxProperties: 6, ...closed }),
      files: Type.Array(Type.Object({ id: Type.String({ maxLength: 32 }) }, closed), { maxItems: 20 }),
      by: Type.Union([Type.Null(), Type.Object({ round: Type.Boolean() }, closed)]),
    },
    closed,
  ),
  [(data) => data],
);

describe('the event catalogue', () => {
  const decider = { category: 'union', evolve: { Met: () => undefined } } as unknown as AnyDecider;
  const page = catalogueDocument({ types: [Met, eventType('Founded', Type.Object({}, closed))], deciders: [decider], textOf: (type) => [`${type} {on}`] });

  it('shows each event under the streams it stands in, with its schema number and its line', () => {
    expect(page).toContain('- `union-…`: [Met](#met)\n- `log-…`: [Founded](#founded)');
    expect(page).toContain('## `union-…`\n\n### Met\n\n> Met {on}  \n\nSchema 2.');
  });

  it('shows each field with type and limits', () => {
    expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      '| `on` | text | `^(a\\|b)$` |',
      '| `title?` | text | 1–20,000 characters |',
      '| `body` | word | `assembly` `congress` |',
      '| `counts` | object |  |',
      '| `counts.present` | whole number | 0–10,000,000 |',
      '| `votes` | table | 0–6 keys |',
      '| `votes.*` | whole number | key `^[a-z]$`, 0–9 |',
      '| `files` | list of object | 0–20 entries |',
      '| `files[].id` | text | 0–32 characters |',
      '| `by` | object or null |  |',
      '| `by.round` | yes or no |  |',
    ]);
  });

  it('stands in docs/event-catalogue.md as it should read; if not: npm run catalogue -- --write', () => {
    expect(readFileSync(new URL('../../docs/event-catalogue.md', import.meta.url), 'utf8')).toBe(eventCatalogue());
  });

  it('has its schemas in docs/events.schema.json; if not: npm run catalogue -- --write', () => {
    expect(readFileSync(new URL('../../docs/events.schema.json', import.meta.url), 'utf8')).toBe(eventSchemas());
  });
});
