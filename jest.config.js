/** Specs run as the program does, in Node's own loader (docs/adr/0019); aliases reach the sources. */
export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test', '<rootDir>/bench'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/scripts/build-before-tests.js',
  testEnvironment: '<rootDir>/scripts/specs/environment.cjs',
  runtime: '<rootDir>/scripts/specs/runtime.cjs',
  transform: {},
  // A limit for what hangs, not for a machine under load: above every wait of a spec (libs/kernel/testing/until.ts).
  testTimeout: 240_000,
};
