export { aCalendar, aCriterion, aRuleSet, aRuleSetWith } from './a-rule-set.js';
export { aRandomRuleSet } from './random-rule-sets.js';
