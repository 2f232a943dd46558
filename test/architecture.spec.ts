import { domainCatalogue, domainDeciders, domainPolicies, problemStatus } from '#platform';
import { claimedByGrants, claimedByRecommendations } from '#evaluation';
import { ofOurProcesses } from '#reminders';
import { views } from '#views';
import { commandGroups, refusalCodes } from '../apps/api/index.js';
import { filesOf } from './files.js';

/** Everything has its other half: events their evolve, commands their route, refusals their texts and a test. */
const typesOf = (table: object) => Object.keys(table);
const eventTypes = domainCatalogue.types.map(({ type }) => type);
const commandTypes = domainDeciders.flatMap(({ decide }) => typesOf(decide));
/** Founds the log itself: no decider has a say in it. */
const ofTheLog = ['LogFounded'];

const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('every event', () => {
  it('is evolved by exactly one decider, and no decider evolves another', () => {
    const evolved = domainDeciders.flatMap(({ evolve }) => typesOf(evolve));
    expect(twice(evolved)).toEqual([]);
    expect([...ofTheLog, ...evolved].toSorted()).toEqual(eventTypes.toSorted());
  });

  it('is named in the past tense, as what happened, not as a message', () => {
    const past = /(ed|Held|Told|Given|Withdrawn|CalledUp|AppliedFor|ReportedUpward|CarriedOver|Drawn|Taken|Split)$/;
    expect(eventTypes.filter((type) => !past.test(type) || type.endsWith('Event'))).toEqual([]);
  });

  it('is closed: no object of its schema takes fields nobody declared', () => {
    expect(domainCatalogue.types.flatMap(({ type, schema }) => openObjects(schema as Schema, type))).toEqual([]);
  });

  it('is limited: every text has a longest, every list a most, every number its bounds', () => {
    expect(domainCatalogue.types.flatMap(({ type, schema }) => unlimited(schema as Schema, type))).toEqual([]);
  });
});

describe('every decider', () => {
  it('owns a category of its own', () => {
    expect(twice(domainDeciders.map(({ category }) => category))).toEqual([]);
  });

  it('decides commands that no other decides, in the imperative', () => {
    expect(twice(commandTypes)).toEqual([]);
    expect(commandTypes.filter((type) => !/^[A-Z][a-z]+[A-Z]/.test(type) || /(Command|ed)$/.test(type))).toEqual([]);
  });
});

describe('every command', () => {
  it('has a route under its own decider, but for those of our own processes', () => {
    const routed = commandGroups.flatMap(({ routes, decider }) => routes.map(({ command }) => `${decider.category} ${command}`));
    const decided = domainDeciders.flatMap(({ category, decide }) => typesOf(decide).map((type) => `${category} ${type}`));
    const ours: readonly string[] = [...ofOurProcesses, ...claimedByGrants, ...claimedByRecommendations];
    expect(routed.toSorted()).toEqual(decided.filter((one) => !ours.includes(one.split(' ')[1] ?? '')).toSorted());
  });

  it('is named in a spec', () => {
    const specs = filesOf(['libs'], ['.spec.ts']).map(({ text }) => text).join('\n');
    expect(commandTypes.filter((type) => !new RegExp(`\\b${type}\\b|\\b${type.charAt(0).toLowerCase()}${type.slice(1)}\\b`).test(specs))).toEqual([]);
  });
});

describe('every refusal', () => {
  it('is no code of the transport as well', () => {
    expect(refusalCodes.filter((code) => code in problemStatus)).toEqual([]);
  });

  it('is a kebab-case code', () => {
    expect(refusalCodes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  });

  it('has a test that names it', () => {
    const specs = filesOf(['libs', 'apps', 'test'], ['.spec.ts']).map(({ text }) => text).join('\n');
    expect(refusalCodes.filter((code) => !specs.includes(`'${code}'`))).toEqual([]);
  });

  it('that a rule gives stands in its list', () => {
    const rules = filesOf(['libs/register', 'libs/rules', 'libs/campaign', 'libs/evaluation', 'libs/reminders'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts'));
    const given = rules.flatMap(({ text }) => [...text.matchAll(/\brefuse\(\s*'([a-z0-9-]+)'/g)].map(([, code = '']) => code));
    expect(given.length).toBeGreaterThan(0);
    expect([...new Set(given)].filter((code) => !refusalCodes.includes(code))).toEqual([]);
  });
});

describe('every view', () => {
  it('has a name and version of its own', () => {
    expect(twice(views.map(({ name, version }) => `${name}.${version}`))).toEqual([]);
  });

  it('handles events that there are', () => {
    expect(views.flatMap(({ name, on }) => typesOf(on).filter((type) => !domainCatalogue.has(type)).map((type) => `${name}: ${type}`))).toEqual([]);
  });
});

describe('every policy', () => {
  it('has a name of its own and acts on events that there are', () => {
    expect(twice(domainPolicies.map(({ name }) => name))).toEqual([]);
    expect(domainPolicies.flatMap(({ on }) => typesOf(on)).filter((type) => !domainCatalogue.has(type))).toEqual([]);
  });
});

type Schema = { readonly [keyword: string]: unknown };
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Schemas inside a schema, each with the path to it. */
function inner(schema: Schema, path: string): readonly (readonly [Schema, string])[] {
  const named = (['properties', 'patternProperties'] as const).flatMap((keyword) => (isSchema(schema[keyword]) ? Object.entries(schema[keyword]) : []));
  const listed = (['anyOf', 'allOf', 'oneOf'] as const).flatMap((keyword) => (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []));
  return [
    ...named.map(([name, part]) => [part as Schema, `${path}.${name}`] as const),
    ...listed.map((part, index) => [part as Schema, `${path}|${index}`] as const),
    ...(['items', 'additionalProperties'] as const).flatMap((keyword) => (isSchema(schema[keyword]) ? [[schema[keyword], `${path}[]`] as const] : [])),
  ];
}

function openObjects(schema: Schema, path: string): readonly string[] {
  const open = schema['type'] === 'object' && schema['additionalProperties'] === undefined;
  return [...(open ? [path] : []), ...inner(schema, path).flatMap(([part, at]) => openObjects(part, at))];
}

/** A pattern that is anchored and repeats nothing without end limits a text as well as `maxLength` does. */
const bounded = (pattern: unknown) => typeof pattern === 'string' && /^\^.*\$$/s.test(pattern) && !/[*+]|\{\d+,\}/.test(pattern.replaceAll(/\[[^\]]*\]|\\./g, ''));

function unlimited(schema: Schema, path: string): readonly string[] {
  const missing =
    (schema['type'] === 'string' && !('enum' in schema) && !('const' in schema) && schema['maxLength'] === undefined && !bounded(schema['pattern'])) ||
    (schema['type'] === 'array' && schema['maxItems'] === undefined) ||
    ((schema['type'] === 'integer' || schema['type'] === 'number') && !('const' in schema) && (schema['minimum'] === undefined || schema['maximum'] === undefined));
  return [...(missing ? [path] : []), ...inner(schema, path).flatMap(([part, at]) => unlimited(part, at))];
}
