import type { Calendar } from '../calendar.js';
import type { RuleSet } from '../rule-set.js';
import type { Criterion } from '../standard.js';

const text = (words: string) => ({ zh: words, en: words });

/** A criterion for specs: 40 points, unless it says otherwise. */
export const aCriterion = (id: string, overrides: Partial<Criterion> = {}): Criterion => ({ id, text: text(`criterion ${id}`), points: 40, obligatory: false, scoring: 'points', evidence: text('paper'), basis: ['ledger'], ...overrides });

/** A rule set for specs that does not contradict itself, in the manner of the default one: all steps, three criteria of 100 points, one of them not asked in a first year. */
export const aRuleSet: RuleSet = {
  id: 'district',
  version: 1,
  issuer: 'meilan',
  documentNumber: 'none',
  inForce: { from: '2025-01-01' },
  derivedFrom: null,
  facts: { from: 'Y-01-01', cutOff: 'Y+1-04-30' },
  steps: { required: ['plan', 'selfInspection', 'assembly', 'vote', 'report'], recorded: ['progress', 'application', 'acceptance', 'rectification'] },
  planApproval: 'recorded',
  heldWhen: 'resultPublished',
  bodies: ['assembly', 'congress', 'questionnaire'],
  quorum: {
    congress: { atLeast: '2/3', of: 'entitled', else: 'stop' },
    assembly: { atLeast: '2/3', of: 'entitled', else: 'warn' },
    questionnaire: { atLeast: '2/3', count: 'returned', of: 'issued', else: 'warn' },
  },
  ballot: { subjects: ['unionWork', 'home'], grades: ['satisfied', 'basicallySatisfied', 'dissatisfied'] },
  countEntry: 'signedSheet',
  brokenSeal: 'annulBox',
  smallGroupBelow: 5,
  endorsement: { subject: 'home', upper: ['satisfied', 'basicallySatisfied'], over: { assembly: 'present', questionnaire: 'issued' } },
  titles: [
    { id: 'qualified', after: null, endorsement: '80/100', score: 80 },
    { id: 'advanced', after: 'qualified', endorsement: '85/100', score: 85 },
  ],
  publicNoticeDays: 5,
  due: {
    plan: 'Y-03-31',
    progress: 'Y-07-31',
    selfInspection: 'Y-10-31',
    assembly: 'Y-12-15',
    vote: 'Y-12-15',
    publish: 'vote + 5wd',
    report: 'publish + 10wd',
    application: 'Y+1-01-31',
    acceptance: 'Y+1-03-31',
    item: 'item + 40d',
    close: 'Y+1-04-30',
  },
  standard: {
    items: [
      { id: '1', title: text('first'), criteria: [aCriterion('1.1', { obligatory: true }), aCriterion('1.2')] },
      { id: '2', title: text('second'), criteria: [aCriterion('2.1', { points: 20, obligatory: true, notInFirstYear: true })] },
    ],
  },
};

/** The same with other parts. */
export const aRuleSetWith = (parts: Partial<RuleSet>): RuleSet => ({ ...aRuleSet, ...parts });

/** November 2025 to January 2026 without 调休: weekdays are worked but for 1 and 2 January. */
export const aCalendar: Calendar = { knownFrom: '2025-01-01', knownThrough: '2026-12-31', holidays: ['2026-01-01', '2026-01-02'], workdays: [] };
