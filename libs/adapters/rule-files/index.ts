export { maxRuleFileBytes, readRuleSet, RuleFileFault, shippedRuleSet, type RuleFileFaultAt } from './read-rule-set.js';
