import { circularDaysOf } from './circular-days.js';
import { aboutStandards } from './explanation-of-standard.js';
import { aboutTitles } from './explanation-of-titles.js';
import { aboutBallot, aboutBodies, aboutQuestionnaire } from './explanation-of-vote.js';
import { knownWords } from './known-words.js';
import { reminderRulesOf } from './reminder-rules.js';
import { stepNames } from './rule-set.js';
import { detail, heading, line, where, type Explained, type Sentence } from './sentence.js';

/** A rule set as plain sentences, in the order in which a year goes. Every number comes from the rule set. */
export const explanation = (ruleSet: Explained): readonly Sentence[] => [
  ...aboutItself(ruleSet),
  ...aboutTime(ruleSet),
  ...aboutSteps(ruleSet),
  ...aboutBodies(ruleSet),
  ...aboutBallot(ruleSet),
  ...aboutQuestionnaire(ruleSet),
  ...aboutTitles(ruleSet),
  ...aboutDueDates(ruleSet),
  ...aboutReminders(ruleSet),
  ...aboutOther(ruleSet),
  ...aboutStandards(ruleSet),
];

const aboutItself = ({ id, version, issuer, documentNumber, inForce, derivedFrom, goal }: Explained): readonly Sentence[] => [
  heading('ruleSetNamed', { id, version }),
  line(documentNumber === 'none' ? 'issuedBy' : 'issuedByAs', { issuer, documentNumber }),
  inForce.until === undefined ? line('inForceFrom', { from: inForce.from }) : line('inForceFromUntil', { from: inForce.from, until: inForce.until }),
  ...(derivedFrom === null ? [] : [line('derivedFromOther', { id: derivedFrom.id, version: derivedFrom.version })]),
  ...where(goal, (text) => line('goalIs', { text: { text } })),
];

const aboutTime = ({ cycle, facts }: Explained): readonly Sentence[] => [
  heading('timeHeading'),
  cycle === undefined || cycle.years === 1 ? line('everyYear') : line('everyYears', { years: cycle.years, anchor: cycle.anchor }),
  ...(cycle?.orWhenApplying === true ? [line('orWhenApplying')] : []),
  line('factsCount', { from: { due: facts.from }, cutOff: { due: facts.cutOff } }),
];

/** The step is the review by whatever body; the word of its name is one of the bodies. */
const stepWord = (step: string): string => (step === 'assembly' ? 'assemblyReview' : step);

function aboutSteps({ steps, heldWhen, planApproval, planFiling = 'returnable', chairPresides = 'allowed' }: Explained): readonly Sentence[] {
  const absent = stepNames.filter((step) => !steps.required.includes(step) && !steps.recorded.includes(step));
  return [
    heading('stepsHeading'),
    line('stepsRequired', { steps: { words: steps.required.map(stepWord) } }),
    ...(steps.recorded.length === 0 ? [] : [line('stepsRecorded', { steps: { words: steps.recorded.map(stepWord) } })]),
    ...(absent.length === 0 ? [] : [line('stepsAbsent', { steps: { words: absent.map(stepWord) } })]),
    line(`heldWhen-${heldWhen}`),
    ...(absent.includes('plan') ? [] : [line(`planApproval-${planApproval}`), line(`planFiling-${planFiling}`)]),
    ...(absent.includes('assembly') || chairPresides === 'allowed' ? [] : [line('chairPresides-warned')]),
  ];
}

const aboutDueDates = ({ due }: Explained): readonly Sentence[] => [heading('dueHeading'), ...Object.entries(due).map(([name, expression]) => line('dueOne', { what: { word: stepWord(name) }, due: { due: expression } }))];

/** Told whether the file says anything of them or not: a place should know whom it will hear from. */
function aboutReminders(ruleSet: Explained): readonly Sentence[] {
  const { before, everyDays, escalateAfter } = reminderRulesOf(ruleSet);
  return [
    heading('remindersHeading'),
    before.length === 0 ? line('remindedNotBefore') : line('remindedBefore', { days: before.toSorted((a, b) => b - a).join(' / ') }),
    everyDays === 1 ? line('remindedDaily') : line('remindedEvery', { days: everyDays }),
    line('circularGives', { ...circularDaysOf(ruleSet) }),
    line('escalatedAfter', { party: escalateAfter.party, superior: escalateAfter.superior, issuer: escalateAfter.issuer, circular: escalateAfter.circular }),
  ];
}

function aboutOther({ exemptions, honours, statistics, smallGroupBelow }: Explained): readonly Sentence[] {
  const { groupBy = ['class'], sizeBands = [] } = statistics ?? {};
  return [
    heading('otherHeading'),
    line('exemptionReasons', { reasons: { words: exemptions?.reasons ?? knownWords.reason } }),
    line(honours?.vetoWhereNotHeld === true ? 'honoursVeto' : 'honoursOpen'),
    smallGroupBelow === 0 ? line('smallGroupsShown') : line('smallGroupsHidden', { below: smallGroupBelow }),
    line('statisticsBy', { groups: { words: groupBy.map((group) => `groupBy-${group}`) } }),
    ...(sizeBands.length === 0 ? [] : [detail('statisticsSizes', { sizes: sizeBands.join(' / ') })]),
  ];
}
