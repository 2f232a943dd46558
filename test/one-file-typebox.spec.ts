import { Compile } from 'typebox/compile';
import { domainCatalogue } from '#platform';

it('TypeBox made one file checks every event by the same code as TypeBox itself', async () => {
  const compiled = new URL('../dist/vendor/typebox-compile.js', import.meta.url).href;
  const ofOneFile = (await import(compiled)) as { Compile: typeof Compile };
  const code = (compile: typeof Compile) => domainCatalogue.types.map(({ type, schema }) => ({ type, code: compile(schema).Code() }));
  expect(ofOneFile.Compile).not.toBe(Compile);
  expect(code(ofOneFile.Compile)).toEqual(code(Compile));
  expect(domainCatalogue.types.length).toBeGreaterThan(100);
});
