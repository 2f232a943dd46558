import whole from '../jest.config.js';

/** What mutants are judged by: the specs of the two libraries that hold the rules, in one process, without building. */
const { globalSetup: _buildsForWorkers, ...config } = whole;

export default {
  ...config,
  rootDir: '..',
  roots: ['<rootDir>/libs/rules', '<rootDir>/libs/evaluation'],
  runner: '<rootDir>/scripts/first-failure-runner.js',
};
