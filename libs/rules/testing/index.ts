export { aCalendar, aCriterion, aRuleSet, aRuleSetWith } from './a-rule-set.js';
