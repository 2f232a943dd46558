import type { Criterion, RuleSet } from '../rule-set.js';

const text = (words: string) => ({ zh: words, en: words });

/** A criterion for specs: one point, unless it says otherwise. */
export const someCriterion = (id: string, overrides: Partial<Criterion> = {}): Criterion => ({
  id,
  text: text(`criterion ${id}`),
  points: 1,
  obligatory: false,
  scoring: 'points',
  evidence: text('paper'),
  basis: ['ledger'],
  ...overrides,
});

/** A small rule set for specs that does not contradict itself: two items, three criteria, 100 points. */
export const someRuleSet: RuleSet = {
  id: 'district',
  version: 1,
  issuer: 'meilan',
  documentNumber: 'none',
  inForce: { from: '2025-01-01' },
  derivedFrom: null,
  facts: { from: 'Y-01-01', cutOff: 'Y+1-04-30' },
  steps: { required: ['plan', 'assembly', 'vote', 'report'], recorded: ['application'] },
  planApproval: 'recorded',
  heldWhen: 'resultPublished',
  bodies: ['congress', 'questionnaire'],
  quorum: {
    congress: { atLeast: '2/3', of: 'entitled', else: 'stop' },
    questionnaire: { atLeast: '2/3', count: 'returned', of: 'issued', else: 'warn' },
  },
  ballot: { subjects: ['unionWork', 'home'], grades: ['satisfied', 'basicallySatisfied', 'dissatisfied'] },
  countEntry: 'signedSheet',
  brokenSeal: 'annulBox',
  smallGroupBelow: 5,
  endorsement: { subject: 'home', upper: ['satisfied', 'basicallySatisfied'], over: { assembly: 'present', questionnaire: 'issued' } },
  titles: [
    { id: 'qualified', after: null, endorsement: '4/5', score: 80 },
    { id: 'advanced', after: 'qualified', endorsement: '17/20', score: 85 },
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
      { id: '1', title: text('first'), criteria: [someCriterion('1.1', { points: 50, obligatory: true }), someCriterion('1.2', { points: 30 })] },
      { id: '2', title: text('second'), criteria: [someCriterion('2.1', { points: 20, obligatory: true, notInFirstYear: true }), someCriterion('2.2', { points: 5, scoring: 'bonus' })] },
    ],
  },
};
