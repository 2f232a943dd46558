import { formOf, schemaAt, schemaFields } from './schema-fields.js';

describe('the fields of a rule set', () => {
  const fields = schemaFields();
  const field = (path: string) => fields.find((one) => one.path === path);

  it('stand once each, bodies as one, an alternative standard as the first', () => {
    const paths = fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => path.startsWith('quorum'))).toEqual(['quorum', 'quorum.*', 'quorum.*.atLeast', 'quorum.*.count', 'quorum.*.of', 'quorum.*.else']);
    expect(paths.filter((path) => path.startsWith('standards'))).toEqual(['standards', 'standards.id', 'standards.for', 'standards.for.classes', 'standards.for.membersBelow']);
    expect(paths).toContain('titles.requires.satisfaction.over.assembly');
    expect(paths.filter((path) => path.endsWith('.zh'))).toEqual([]);
  });

  it('say whether they are owed, a list, or perhaps null', () => {
    expect(field('titles')).toMatchObject({ required: true, list: true, nullable: false });
    expect(field('derivedFrom')).toMatchObject({ required: true, list: false, nullable: true });
    expect(field('goal')).toMatchObject({ required: false, list: false });
    expect(field('words.*')).toMatchObject({ required: true });
  });
});

describe('the schema at a place', () => {
  it.each([
    ['/titles/3/score', 'integer'],
    ['/derivedFrom/id', 'string'],
    ['/words/committee/zh', 'string'],
    ['/standards/0/standard/items/2/criteria/1/deduct/each', 'number'],
    ['', 'object'],
  ])('%s is of type %s', (pointer, type) => expect(schemaAt(pointer)?.['type']).toBe(type));

  it.each(['/nothing', '/id/0', '/titles/0/nothing/here'])('%s is none', (pointer) => expect(schemaAt(pointer)).toBeUndefined());
});

it('names the form of a pattern, and shows another as it is', () => {
  expect(formOf('^[a-z0-9][a-z0-9_]{0,31}$')).toBe('id');
  expect(formOf('^x$')).toBe('^x$');
});
