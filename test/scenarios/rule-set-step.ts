import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRuleSet, RuleFileFault, shippedRuleSet } from '#adapters/rule-files';
import { repository } from './embedded-server.js';
import { BadScenario } from './read-scenario.js';
import { isCommand, type CommandStep, type Scenario } from './scenario.js';

/**
 * The scenario with its rule set's publication as step 0: recorded at the time and by the hand of the first step.
 * @throws BadScenario naming the rule file's line
 */
export function withRuleSet(scenario: Scenario, file: string): Scenario {
  if (scenario.ruleSet === undefined) return scenario;
  const first = scenario.steps.find(isCommand);
  if (first === undefined) return scenario;
  const ruleSet = read(pathOf(scenario.ruleSet, file));
  const publish: CommandStep = { at: first.at, by: first.by, on: `ruleset-${ruleSet.id}.${ruleSet.version}`, do: 'PublishRuleSet', with: { ruleSet }, expect: { event: 'RuleSetPublished' } };
  return { ...scenario, steps: [publish, ...scenario.steps] };
}

/** The file of a scenario's own rule set. @throws Error where it has none */
export function ruleSetPath({ ruleSet, places }: Scenario): string {
  if (ruleSet === undefined) throw new Error('the scenario has no rule set');
  return pathOf(ruleSet, places?.file ?? '');
}

/** A shipped set by its name, else a path from the repository's root or from beside the scenario. */
function pathOf(ruleSet: string, file: string): string {
  if (/^[a-z0-9_.]+$/.test(ruleSet) && !ruleSet.endsWith('.yaml')) return shippedRuleSet(ruleSet);
  const places = [join(repository, ruleSet), resolve(dirname(file), ruleSet)];
  return places.find((place) => existsSync(place)) ?? resolve(dirname(file), ruleSet);
}

function read(path: string) {
  try {
    return readRuleSet(path);
  } catch (error) {
    if (!(error instanceof RuleFileFault)) throw error;
    throw new BadScenario(path, error.faults.map(({ file, line, path: at, message, allowed }) => ({ file, line, path: at || '/', rule: 'ruleSet', allowed: allowed === undefined ? message : `${message} (${allowed})` })));
  }
}
