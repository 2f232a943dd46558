import { adoptingRefusals, adoptionDecider, adoptionEvents } from './adopting.js';
import { publishingRefusals, rulesDecider, RuleSetPublished } from './publish.js';

export { atLeast, BilingualText, countNames, CountName, forms, fractionOf, type Form, type Over } from './fields.js';
export { bandOf, meanOf, sheetPoints, sumFits, type Ballot, type Band, type SheetsByGrade } from './ballot-kind.js';
export { maxReminderDays, reminderDefaults, ReminderRules, reminderRulesOf, type WholeReminderRules } from './reminder-rules.js';
export { inCycle, type Cycle } from './cycle.js';
export { pointsByDeduction, pointsFault, type PointsFault } from './deduction.js';
export { circularDaysOf } from './circular-days.js';
export { adoptionDecider, adoptionDue, AdoptionVoided, RuleSetAdopted, type AdoptRuleSet, type VoidAdoption } from './adopting.js';
export { heldBelow, insteadOf, originsOf, type Adoption, type AdoptionRecord, type Held, type HoldingOn } from './holding.js';
export { neverHeld, type NeverHeld } from './never-held.js';
export { TightenedPart, tightenedParts } from './tightened-part.js';
export { loosened, type Loosened } from './tightening.js';
export { differences, type Difference } from './differences.js';
export { explanation } from './explanation.js';
export type { Sentence, Told } from './sentence.js';
export { knownWords, type WordKind } from './known-words.js';
export { Criterion, Standard, standardFor, StandardItem, type AlternativeStandard, type Deduction, type Judged, type Whom } from './standard.js';
export { endorsementRuleOf, Level, levels, quotaOf, requirementsOf, Requires, Title, type Quota, type Requirement, type RequirementKind } from './title.js';
export { bodies, Body, groupings, Quorum, RuleSet, stepNames, StepName, type Participation, type QuestionnaireRule } from './rule-set.js';
export { maxMisfits, misfitCodes, ruleSetMisfits, type MisfitCode, type RuleSetMisfit } from './misfits.js';
export { fieldPath, formOf, schemaAt, schemaFields, type SchemaField } from './schema-fields.js';
export {
  type PublishRuleSet,
  RuleSetPublished,
  ruleSetKey,
  ruleSetOfKey,
  ruleSetText,
  rulesDecider,
  rulesFacts,
  type PublishedRuleSet,
} from './publish.js';
export { contradictionCodes, type Contradiction, type ContradictionCode } from './contradiction.js';
export { contradictions, maxRuleSetBytes, quorumCount } from './contradictions.js';
export { SizeBand, sizeBandOf, sizeBandsOf } from './size-bands.js';
export { addWorkingDays, isKnown, isWorkingDay, maxWorkingDays, workingDaysBetween, type Calendar, type CountedDate, type CountedDays } from './calendar.js';
export { dayOfYear, dueAfter, dueDates, factsPeriod, milestoneOf, milestones, parseDue, stepOfDue, usualDuties, type DueExpression, type DueName, type Milestone } from './due-dates.js';
export { basisPoints, endorsementOf, formulasOf, fourRates, missingTo, percent, Rate, rateOver, reaches, recognitionOver, recognitionRates, type BallotCounts, type EndorsementRule, type FormulaRules, type SurveyCounts, SurveyRate } from './rates.js';
export { criteriaFor, maxPoints, obligatoryZeros, itemScoreOf, scoreOf, scoreReaches, zeroCriteria, type Points, type Score } from './score.js';

export const rulesEvents = [RuleSetPublished, ...adoptionEvents] as const;
export const rulesDeciders = [rulesDecider, adoptionDecider] as const;
export const rulesRefusals = [...new Set([...publishingRefusals, ...adoptingRefusals])];
