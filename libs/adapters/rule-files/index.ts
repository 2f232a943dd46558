export { readRuleSet, shippedRuleSet, shippedRuleSets } from './read-rule-set.js';
export { fileFaultCodes, RuleFileFault, type RuleFileCode, type RuleFileFaultAt } from './rule-file-fault.js';
export { yamlFaultCodes } from './yaml-file.js';
export { maxRuleFileBytes } from './text-file.js';
