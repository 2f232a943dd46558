// Where specs run: in the process itself, without a virtual machine a file (see runtime.cjs).
module.exports = class {
  /** What Jest hands to a file besides what specs call, which the runtime makes global. */
  global = {};

  async setup() {
    process.setSourceMapsEnabled(true);
    // Jest's own mapping of stacks would look for maps that it made itself.
    Error.prepareStackTrace = undefined;
  }

  async teardown() {}

  getVmContext() {
    return null;
  }
};
