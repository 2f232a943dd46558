import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './embedded-server.js';
import { readScenario } from './read-scenario.js';
import { withEvidenceFiles } from './evidence-files.js';
import { withRuleSet } from './rule-set-step.js';
import { isAwait, isCommand, isPopulate, isRemind } from './scenario.js';
import { hasText, languages } from './wording.js';

const folder = join(repository, 'test/scenarios');

describe.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const scenario = withRuleSet(withEvidenceFiles(readScenario(join(folder, name)), join(folder, name)), join(folder, name));

  test('is recorded in the order of time', () => {
    const times = scenario.steps.flatMap((step) => (isAwait(step) ? [] : [Date.parse(isPopulate(step) ? step.populate.at : isRemind(step) ? step.remind.at : step.at)]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test.each(languages)('is told in words of %s', (language) => {
    const offices = Object.values(scenario.actors).map(({ office }) => `office.${office}`);
    const invented = scenario.steps.flatMap((step) => (!isCommand(step) || !Array.isArray(step.invented) ? [] : step.invented.map((field) => `field.${field}`)));
    expect([...offices, ...invented].filter((key) => !hasText(language, key))).toEqual([]);
  });

  test('says of every step what it leads to', () => {
    for (const step of scenario.steps) if (isCommand(step)) expect(step.expect?.event ?? step.expect?.refused).toBeDefined();
  });
});
