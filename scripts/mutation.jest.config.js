import whole from '../jest.config.js';

/**
 * What mutants are judged by: the specs of the two libraries that hold the rules, without building. Random years and random
 * rule sets are left out, which makes it harder and quicker: what only chance notices has no spec that names its rule.
 */
const { globalSetup: _buildsForWorkers, ...config } = whole;

export default {
  ...config,
  rootDir: '..',
  roots: ['<rootDir>/libs/rules', '<rootDir>/libs/evaluation'],
  testPathIgnorePatterns: ['/random-[^/]+[.]spec[.]ts$', '/any-rule-set[.]spec[.]ts$', '/libs/evaluation/evaluation[.]spec[.]ts$'],
  runner: '<rootDir>/scripts/first-failure-runner.js',
};
