import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readRuleSet, shippedRuleSet } from './read-rule-set.js';
import { RuleFileFault } from './rule-file-fault.js';

/** Whatever stands in a file, reading it gives a rule set or says where it is wrong. */
const folder = mkdtempSync(join(tmpdir(), 'any-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const text = readFileSync(shippedRuleSet('railway'), 'utf8');
writeFileSync(join(folder, 'standard-24.yaml'), readFileSync(shippedRuleSet('standard-24')));

function faultsOf(content: string | Uint8Array) {
  const path = join(folder, 'rules.yaml');
  writeFileSync(path, content);
  try {
    readRuleSet(path);
    return [];
  } catch (error) {
    if (error instanceof RuleFileFault) return error.faults;
    throw error;
  }
}

const told = (content: string | Uint8Array) => {
  for (const { line, column, message, code } of faultsOf(content)) expect([line >= 1, column >= 1, message !== '', code !== undefined]).toEqual([true, true, true, true]);
};

describe('any file', () => {
  const piece = fc.oneof(fc.constantFrom('[', '{', '}', ']', ':', '- ', '\t', '\n', '&a ', '*a', '"', "'", '|', '>', '#', '!!', '<<: ', '---', '? ', '0', '-1', '~', '\u0000', '\uFEFF', '😀'), fc.string({ maxLength: 5 }));

  it('that was a rule set and had something put in its place is told of, not tripped over', () => {
    fc.assert(fc.property(fc.nat(text.length), fc.nat(40), piece, (at, cut, put) => told(text.slice(0, at) + put + text.slice(at + cut))), { numRuns: 150 });
  });

  it('of any bytes is told of', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => told(bytes)), { numRuns: 100 });
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => told(pieces.join(''))), { numRuns: 200 });
  });
});
