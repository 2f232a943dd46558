export {
  atLeast,
  BilingualText,
  bodies,
  Body,
  countNames,
  CountName,
  Criterion,
  fractionOf,
  Quorum,
  RuleSet,
  Standard,
  StandardItem,
  stepNames,
  StepName,
  Title,
} from './rule-set.js';
export {
  maxMisfits,
  type PublishRuleSet,
  RuleSetPublished,
  ruleSetKey,
  ruleSetMisfits,
  ruleSetText,
  rulesDecider,
  rulesDeciders,
  rulesEvents,
  rulesFacts,
  rulesRefusals,
  type PublishedRuleSet,
  type RuleSetMisfit,
  type RulesRefusal,
} from './publish.js';
export { contradictionCodes, type Contradiction, type ContradictionCode } from './contradiction.js';
export { contradictions, quorumCount } from './contradictions.js';
export { addWorkingDays, isKnown, isWorkingDay, maxWorkingDays, workingDaysBetween, type Calendar, type CountedDate, type CountedDays } from './calendar.js';
export { dueAfter, dueDates, factsPeriod, milestoneOf, milestones, parseDue, type DueExpression, type DueName, type Milestone } from './due-dates.js';
export { basisPoints, endorsementOf, fourRates, percent, Rate, rateOver, reaches, type BallotCounts, type EndorsementRule } from './rates.js';
export { criteriaFor, maxPoints, obligatoryZeros, scoreOf, scoreReaches, type Judged, type Points, type Score } from './score.js';
