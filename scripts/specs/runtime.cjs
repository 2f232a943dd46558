// Loads specs with Node's own loader. Jest's makes a virtual machine of every spec file and compiles all it imports into it
// anew, which took most of the suite's time (docs/adr/0019). Here a worker loads a module once, for all its spec files.
const { register } = require('node:module');
const { pathToFileURL } = require('node:url');

register('./hooks.js', pathToFileURL(__filename));

/** The part of jest-runtime that Jest's runner and jest-circus ask for. */
class Runtime {
  /** @param parts as jest-runner hands them over: the last one holds the options of the call */
  constructor(...parts) {
    const { watch, watchAll } = parts.at(-1);
    if (watch || watchAll) throw new Error('What a spec imports stays loaded as it was: start jest again instead of --watch.');
  }

  /** jest-circus keeps what it collected in its module and in a list of handlers: each spec file gets both anew. */
  requireInternalModule(path) {
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    delete require.cache[path];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    Object.assign(globalThis, globals);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path));
  }

  requireModule(path) {
    return require(path);
  }

  /** Node maps stacks to the TypeScript by itself. */
  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

module.exports = { __esModule: true, default: Runtime };
