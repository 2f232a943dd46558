import { statSync } from 'node:fs';
import { filesOf } from './files.js';

const madeAt = (path: string): number => statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// Worker threads and child processes of other specs run from dist/: without the build that comes before every run of the tests
// (scripts/build-before-tests.js) they would test yesterday's code.
it('what was compiled is not older than its source, also when a single file of tests is run', () => {
  const sources = filesOf(['apps', 'libs', 'test', 'bench'], ['.ts']).filter(({ path }) => !path.endsWith('.spec.ts'));
  const stale = sources.filter(({ path }) => madeAt(`dist/${path.replace(/\.ts$/, '.js')}`) <= madeAt(path));
  expect(stale.map(({ path }) => path)).toEqual([]);
});
