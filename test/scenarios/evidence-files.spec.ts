import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDescriptors, withEvidenceFiles } from './evidence-files.js';
import { BadScenario } from './read-scenario.js';
import type { Scenario } from './scenario.js';

const scenarioWith = (data: Record<string, unknown>): Scenario => ({ scenario: 'little', actors: {}, steps: [{ at: '2010-03-01T16:00:00+08:00', by: 'chair', on: 'evaluation-a.2009.1', do: 'TallyVote', with: data }] });

describe('a file that a scenario names', () => {
  test('is found from beside the scenario, or named with its step', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pingjia-files-'));
    writeFileSync(join(folder, 'sheet.pdf'), '%PDF-1.4');
    const from = join(folder, 'little.yaml');
    const { steps } = withEvidenceFiles(scenarioWith({ round: 1, sheet: { file: 'sheet.pdf', title: '计票单' } }), from);
    expect(steps).toMatchObject([{ with: { round: 1, sheet: { file: join(folder, 'sheet.pdf'), title: '计票单' } } }]);
    const missing = () => withEvidenceFiles(scenarioWith({ files: [{ file: 'nowhere.pdf', title: 'x' }] }), from);
    expect(missing).toThrow(BadScenario);
    expect(missing).toThrow('/steps/0/with/files/0 evidenceFile nowhere.pdf');
    rmSync(folder, { recursive: true });
  });

  test('is put before the step, and stands in it as its descriptor', async () => {
    const data = { scores: [{ files: [{ file: 'a', title: 'A' }] }, { note: 'none' }], sheet: { file: 'b', title: 'B', id: 'sheet_1' }, heldOn: '2010-03-01' };
    const answers = await withDescriptors(data, async ({ file }) => ({ status: 201, body: { sha256: file }, repeated: false }));
    expect(answers).toEqual({ data: { scores: [{ files: [{ sha256: 'a' }] }, { note: 'none' }], sheet: { sha256: 'b' }, heldOn: '2010-03-01' } });
  });

  test('that the server does not take is the answer of the step', async () => {
    const refused = { status: 415, body: { code: 'evidence-type-not-allowed' }, repeated: false };
    expect(await withDescriptors({ sheet: { file: 'b', title: 'B' } }, async () => refused)).toEqual({ refused });
  });
});
