// The runner of Jest for mutation tests: one failing spec has killed a mutant, no other need run. Specs named like the mutated
// file go first, for they mostly kill it. Jest's own `bail` ends the process.
import path from 'node:path';
import { createRequire } from 'node:module';

const { default: TestRunner } = createRequire(import.meta.url)('jest-runner');

const nameOf = (file) => path.basename(file).split('.')[0];

export default class FirstFailureRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    // Stryker names the mutated file and asks for the specs that depend on it.
    const mutated = new Set((this._globalConfig.nonFlagArgs ?? []).map(nameOf));
    const first = (test) => (mutated.has(nameOf(test.path)) ? 0 : 1);
    let failed = false;
    const stopListening = this.on('test-file-success', ([, result]) => (failed ||= result.numFailingTests > 0 || result.testExecError !== undefined));
    this.on('test-file-failure', () => (failed = true));
    for (const test of tests.toSorted((a, b) => first(a) - first(b))) {
      // Before any mutant is tried (no file named, or several) all must run.
      if (failed && mutated.size === 1) break;
      await super.runTests([test], watcher, { ...options, serial: true });
    }
    stopListening();
  }
}
