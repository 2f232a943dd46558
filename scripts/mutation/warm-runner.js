// A test runner for Stryker in which the specs stay loaded. Most mutants are switched on at run time by a global: of those only
// the tests that reach them run, in milliseconds. A mutant in what runs once, when a module is loaded (a table, a schema), needs
// what depends on its file anew: a copy of those modules is loaded with the mutant switched on, and their specs run, the one
// named like the file first. The end of a mutant is its first failing test.
import { register } from 'node:module';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';

const folders = ['libs/rules', 'libs/evaluation'];
/** Chance does not judge: what only random years, rule sets or counts notice has no spec that names its rule. */
const leftOut = ['/random-[^/]+[.]spec[.]ts$', '/any-rule-set[.]spec[.]ts$'];
const judges = ({ fn, skipped }) => !skipped && !/\bfc[.]/.test(String(fn));
/** These remember what they once worked out: which test reaches a mutant depends on who came before, so all that import them judge, on a fresh copy. */
const remembering = ['libs/rules/due-dates.ts', 'libs/rules/calendar.ts', 'libs/rules/misfits.ts'];

/** Where the dry run leaves which test reaches which mutant, and how long each takes; in the sandbox, which is the working folder. */
const seenFile = 'seen-in-dry-run.json';

const stryker = (globalThis.__stryker__ ??= {});

class WarmRunner {
  #copies = 0;
  #warm;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { port1, port2 } = new MessageChannel();
    register('./hooks.js', import.meta.url, { data: { port: port2 }, transferList: [port2] });
    this.#port = port1;
    port1.unref();
    this.#sources = await import('./sources.js');
    this.#tree = await import('./spec-tree.js');
    this.#specs = this.#sources.specsUnder(folders, leftOut);
  }
  #port;
  #sources;
  #tree;
  #specs;

  async dryRun() {
    rmSync(seenFile, { force: true });
    await this.#warmUp();
    this.#seen = undefined;
    const tests = [];
    for (const test of this.#warm.tests) {
      stryker.currentTestId = test.id;
      const began = performance.now();
      const failure = await this.#tree.failureOf(test);
      stryker.currentTestId = undefined;
      test.ms = performance.now() - began;
      const told = { id: test.id, name: test.id, fileName: test.file, timeSpentMs: test.ms };
      tests.push(failure === undefined ? { ...told, status: TestStatus.Success } : { ...told, status: TestStatus.Failed, failureMessage: String(failure.stack) });
    }
    // A worker that takes this one's place is not asked for a dry run again.
    writeFileSync(seenFile, JSON.stringify({ perTest: stryker.mutantCoverage.perTest, ms: Object.fromEntries(this.#warm.tests.map(({ id, ms }) => [id, ms])) }));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, sandboxFileName, reloadEnvironment }) {
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    const remembers = remembering.includes(path.relative(process.cwd(), sandboxFileName));
    const reaching = testFilter ?? this.#reaching(activeMutant.id);
    try {
      // What tests reach while they run is theirs to judge, even where it also runs when a module is loaded.
      const atRunTime = !remembers && (reaching.length > 0 || !reloadEnvironment);
      return atRunTime ? await this.#onWarm(activeMutant, reaching, sandboxFileName) : await this.#onCopy(activeMutant, sandboxFileName);
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  /** Tests that reach the mutant while they run, as far as the dry run saw. */
  #reaching(mutantId) {
    const { perTest } = this.#seenInDryRun();
    return Object.keys(perTest).filter((test) => perTest[test][mutantId] > 0);
  }

  #seenInDryRun() {
    return (this.#seen ??= existsSync(seenFile) ? JSON.parse(readFileSync(seenFile, 'utf8')) : { perTest: {}, ms: {} });
  }
  #seen;

  async #onWarm(mutant, testFilter, mutated) {
    if (this.#warm === undefined) await this.#warmUp();
    const wanted = new Set(testFilter);
    const tests = this.#warm.tests.filter(({ id }) => wanted.has(id)).toSorted(likelyFirst(mutated));
    const verdict = await this.#judge(mutant, tests);
    if (verdict.status !== MutantRunStatus.Killed) return verdict;
    // The same test must pass again without the mutant. Where it does not, something stuck, from this mutant or one before:
    // the mutant is judged once more on a new copy, which nothing is tried on afterwards.
    const killer = tests.find(({ id }) => id === verdict.killedBy[0]);
    if ((await this.#tree.failureOf(killer)) === undefined) return verdict;
    await this.#warmUp();
    const again = await this.#judge(mutant, this.#warm.tests.filter(({ id }) => wanted.has(id)).toSorted(likelyFirst(mutated)));
    await this.#warmUp();
    return again;
  }

  /** @returns the verdict of the tests in their order: killed by the first that fails, survived where all pass */
  async #judge(mutant, tests) {
    for (const [before, test] of tests.entries()) {
      stryker.activeMutant = mutant.id;
      const failure = await this.#tree.failureOf(test);
      stryker.activeMutant = undefined;
      const endless = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      if (endless !== undefined) return { status: MutantRunStatus.Timeout, reason: endless.reason };
      if (failure !== undefined) return { status: MutantRunStatus.Killed, killedBy: [test.id], failureMessage: failure.message, nrOfTests: before + 1 };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: tests.length };
  }

  /** The mutant is on while the copy is loaded. Specs of its folder judge, and those that hold schemas. A spec that cannot even be loaded is Stryker's error: such a mutant counts for nothing. */
  async #onCopy(mutant, mutated) {
    const dependents = this.#sources.dependentsOf(mutated, this.#specs);
    const copy = `${this.#warm?.copy ?? 0}.${++this.#copies}`;
    await this.#announce(copy, dependents);
    const specs = this.#specs.filter((spec) => dependents.has(spec) && (distance(mutated, spec) < 2 || holdsSchemas(spec))).toSorted((a, b) => namedAlike(mutated, b) - namedAlike(mutated, a) || this.#kills(b) - this.#kills(a) || distance(mutated, a) - distance(mutated, b));
    let nrOfTests = 0;
    for (const spec of specs) {
      stryker.activeMutant = mutant.id;
      let tests;
      try {
        tests = await this.#testsOf(spec, copy);
      } catch (thrown) {
        return { status: MutantRunStatus.Error, errorMessage: String(thrown) };
      }
      const verdict = await this.#judge(mutant, tests);
      nrOfTests += verdict.nrOfTests ?? 0;
      if (verdict.status === MutantRunStatus.Survived) continue;
      this.#killed.set(spec, this.#kills(spec) + 1);
      return { ...verdict, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  /** Specs that ended many mutants of a table or schema go early; before any did, those that hold schemas. */
  #kills(spec) {
    return this.#killed.get(spec) ?? Number(holdsSchemas(spec));
  }
  #killed = new Map();

  async #warmUp() {
    stryker.activeMutant = undefined;
    const copy = String(++this.#copies);
    const tests = [];
    for (const spec of this.#specs) tests.push(...(await this.#testsOf(spec, copy)));
    for (const [index, test] of tests.entries()) {
      if (tests.findIndex(({ id }) => id === test.id) !== index) test.id = `${test.id} [${path.relative(process.cwd(), test.file)}]`;
      test.ms = this.#seenInDryRun().ms[test.id] ?? 0;
    }
    this.#warm = { copy, tests };
  }

  async #testsOf(spec, copy) {
    return (await this.#tree.testsOf(spec, `${pathToFileURL(spec).href}?copy=${copy}`)).filter(judges);
  }

  /** Tells the hooks, in their own thread, which files the copy holds anew, and waits until they know. */
  async #announce(copy, files) {
    const known = new Promise((resolve) => this.#port.once('message', resolve));
    this.#port.ref();
    this.#port.postMessage({ copy, files: [...files], done: copy });
    await known;
    this.#port.unref();
  }
}

/** Specs that compare schemas with the published ones. */
const holdsSchemas = (spec) => /[/]event-schemas[.]spec|[/]rule-set[.]spec/.test(spec);

const namedAlike = (mutated, spec) => Number(path.basename(spec).split('.')[0] === path.basename(mutated).split('.')[0]);

/** Specs named like the mutated file, then those of its folder, then the others. */
function distance(mutated, spec) {
  if (namedAlike(mutated, spec)) return 0;
  return path.dirname(spec) === path.dirname(mutated) ? 1 : 2;
}

const likelyFirst = (mutated) => (a, b) => Number(distance(mutated, a.file) > 0) - Number(distance(mutated, b.file) > 0) || a.ms - b.ms;

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'warm', WarmRunner)];
