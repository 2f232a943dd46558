// A spec file's tests as jest-circus collects them, and a loop that runs some of them in this very process. What Jest does
// besides (a virtual machine a file, snapshots, timers) the specs of pure libraries do without.
import { afterAll, afterEach, beforeAll, beforeEach, describe, getState, it, resetState, test } from 'jest-circus';
import { expect } from 'expect';

Object.assign(globalThis, { describe, it, test, beforeAll, afterAll, beforeEach, afterEach, expect });

/** Imports a spec and gives its tests in order; each knows the blocks around it. @throws what the file throws when it is loaded */
export async function testsOf(file, url) {
  resetState();
  await import(url);
  const tests = [];
  collect(getState().rootDescribeBlock, [], file, tests);
  const names = new Map();
  for (const one of tests) {
    const times = (names.get(one.id) ?? 0) + 1;
    names.set(one.id, times);
    // Two tests of one name are two all the same.
    if (times > 1) one.id = `${one.id} (${times})`;
  }
  return tests;
}

function collect(block, around, file, tests) {
  const blocks = [...around, block];
  for (const child of block.children) {
    if (child.type === 'describeBlock') collect(child, blocks, file, tests);
    else tests.push({ id: [...blocks.slice(1).map(({ name }) => name), child.name].join(' '), file, fn: child.fn, skipped: child.mode === 'skip', blocks });
  }
}

const hooks = (blocks, type) => blocks.flatMap((block) => block.hooks.filter((hook) => hook.type === type));

/** Runs one test with the hooks around it. Gives undefined, or what it threw. What is made once for a block (`beforeAll`) is made for each of its tests. */
export async function failureOf({ fn, blocks }) {
  try {
    for (const hook of [...hooks(blocks, 'beforeAll'), ...hooks(blocks, 'beforeEach')]) await hook.fn();
    try {
      await fn();
    } finally {
      const inwardOut = blocks.toReversed();
      for (const hook of [...hooks(inwardOut, 'afterEach'), ...hooks(inwardOut, 'afterAll')]) await hook.fn();
    }
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(`thrown: ${String(thrown)}`);
  }
}
