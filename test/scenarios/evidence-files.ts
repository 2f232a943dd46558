import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Answer } from './http-client.js';
import { BadScenario, type Fault } from './read-scenario.js';
import { isCommand, type Scenario } from './scenario.js';

/** Evidence as a scenario writes it: a file from beside the scenario, its title and, if the step calls it something, its id. */
export type EvidenceFile = { readonly file: string; readonly title: string; readonly id?: string };

const isEvidenceFile = (value: object): value is EvidenceFile => typeof (value as EvidenceFile).file === 'string' && typeof (value as EvidenceFile).title === 'string';

/** The scenario with each of its files found from where it stands. @throws BadScenario naming those that cannot be read */
export function withEvidenceFiles(scenario: Scenario, from: string): Scenario {
  const faults: Fault[] = [];
  const found = (evidence: EvidenceFile, path: string): EvidenceFile => {
    const file = resolve(dirname(from), evidence.file);
    try {
      readFileSync(file);
    } catch {
      faults.push({ line: 1, path, rule: 'evidenceFile', allowed: evidence.file });
    }
    return { ...evidence, file };
  };
  const steps = scenario.steps.map((step, index) => (!isCommand(step) || step.with === undefined ? step : { ...step, with: replaced(step.with, found, `/steps/${index}/with`) as Record<string, unknown> }));
  if (faults.length > 0) throw new BadScenario(from, faults);
  return { ...scenario, steps };
}

/** The data of a step with the descriptor of each file in its place, or the first answer that is none. */
export async function withDescriptors(data: unknown, put: (file: EvidenceFile) => Promise<Answer>): Promise<{ readonly data: unknown } | { readonly refused: Answer }> {
  const named: EvidenceFile[] = [];
  replaced(data, (file) => (named.push(file), file));
  const descriptors = new Map<EvidenceFile, unknown>();
  for (const file of named) {
    const answer = await put(file);
    if (answer.status !== 201) return { refused: answer };
    descriptors.set(file, answer.body);
  }
  return { data: replaced(data, (file) => descriptors.get(file)) };
}

function replaced(data: unknown, by: (file: EvidenceFile, path: string) => unknown, path = ''): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((element, index) => replaced(element, by, `${path}/${index}`));
  if (isEvidenceFile(data)) return by(data, path);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, replaced(value, by, `${path}/${name}`)]));
}
