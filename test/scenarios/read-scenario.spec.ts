import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadScenario, readScenario, type Fault } from './read-scenario.js';

const head = `scenario: little
actors:
  chair: { office: chair, body: union-centre }
steps:
`;
const step = `  - at: 2010-03-01T16:00:00+08:00
    by: chair
    on: evaluation-centre.2009.1
    do: HoldAssembly
    with: { heldOn: 2010-03-01, entitled: 60 }
`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pingjia-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a scenario file is read', () => {
  test('dates stay texts', () => {
    expect(read(head + step).steps[0]).toMatchObject({ with: { heldOn: '2010-03-01', entitled: 60 } });
  });

  test('a field that does not exist is named with its line and what is allowed', () => {
    expect(faultsIn(`${head}${step}    expects: { event: AssemblyHeld }\n`)).toEqual([{ line: 10, path: '/steps/0/expects', rule: 'unknown', allowed: 'at, by, on, do, with, invented, note, expect' }]);
  });

  test('a field that is missing is named', () => {
    expect(faultsIn(head + step.replace('    do: HoldAssembly\n', ''))).toMatchObject([{ line: 5, path: '/steps/0', rule: 'required', allowed: 'do' }]);
  });

  test('an actor nobody knows, an invented field that is not there, a moment without its offset', () => {
    expect(faultsIn(head + step.replace('by: chair', 'by: chairman'))).toMatchObject([{ line: 6, path: '/steps/0/by', rule: 'actor', allowed: 'chair' }]);
    expect(faultsIn(`${head}${step}    invented: [present]\n`)).toMatchObject([{ line: 10, path: '/steps/0/invented/0', rule: 'invented', allowed: 'heldOn, entitled' }]);
    expect(faultsIn(head + step.replace('+08:00', ''))).toMatchObject([{ line: 5, path: '/steps/0/at', rule: 'pattern' }]);
  });

  test('a minute of reminders is a step, with nothing but its moment', () => {
    expect(read(`${head}${step}  - remind: { at: 2026-02-24T09:00:00+08:00 }\n`).steps[1]).toEqual({ remind: { at: '2026-02-24T09:00:00+08:00' } });
    expect(faultsIn(`${head}${step}  - remind: { at: 2026-02-24T09:00:00+08:00, by: chair }\n`)).toMatchObject([{ line: 10, rule: 'unknown' }]);
  });

  test('an event and a refusal cannot both be expected', () => {
    expect(faultsIn(`${head}${step}    expect: { event: AssemblyHeld, refused: body-not-allowed }\n`)).toMatchObject([{ line: 10, rule: 'eventOrRefusal' }]);
  });

  test('what is no YAML is named with its line', () => {
    expect(faultsIn(`${head}  - { at: [\n`)[0]).toMatchObject({ rule: 'yaml' });
    expect(faultsIn(`${head}${step}    do: OpenRound\n`)).toMatchObject([{ line: 10, rule: 'yaml' }]);
  });

  test('every shape of nonsense is a fault and never a crash', () => {
    for (const text of ['', '[]', 'scenario: 1', 'scenario: a\nactors: 7\nsteps: no', `${head}  - 3`, `${head}  - null`, `${head}  - { await: 3 }`]) expect(faultsIn(text).length).toBeGreaterThan(0);
    expect(() => readScenario(join(folder, 'nowhere.yaml'))).toThrow(BadScenario);
    expect(() => readScenario(folder)).toThrow(BadScenario);
  });

  test('a file too large, or one that anchors blow up, is refused', () => {
    expect(faultsIn(`# ${'x'.repeat(1_000_000)}`)).toMatchObject([{ rule: 'tooLarge' }]);
    const bomb = ['a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]', ...'bcd'.split('').map((name, index) => `${name}: &${name} [${`*${'abc'[index]}, `.repeat(10)}]`)].join('\n');
    expect(faultsIn(bomb)).toMatchObject([{ rule: 'yaml' }]);
  });
});

function read(text: string) {
  const file = join(folder, 'little.yaml');
  writeFileSync(file, text);
  return readScenario(file);
}

function faultsIn(text: string): readonly Fault[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof BadScenario) return error.faults;
    throw error;
  }
}
