import { contradictionCodes, type ContradictionCode } from './contradiction.js';
import { contradictions } from './contradictions.js';
import type { RuleSet } from './rule-set.js';
import { aCriterion, aRuleSet } from './testing/index.js';

const [first, second] = aRuleSet.standard.items as [RuleSet['standard']['items'][number], RuleSet['standard']['items'][number]];
const due = (changed: Partial<RuleSet['due']>) => ({ due: { ...aRuleSet.due, ...changed } });
const ballot = (changed: Partial<RuleSet['ballot']>) => ({ ballot: { ...aRuleSet.ballot, ...changed } });
const endorsement = (changed: Partial<RuleSet['endorsement']>) => ({ endorsement: { ...aRuleSet.endorsement, ...changed } });
const title = (id: string, after: string | null, share = '4/5') => ({ id, after, endorsement: share, score: 80 });

type Case = readonly [code: ContradictionCode, path: string, changed: Partial<RuleSet>, details: object];
const cases: readonly Case[] = [
  ['ballot-entry-twice', '/ballot/grades/3', ballot({ grades: ['satisfied', 'basicallySatisfied', 'dissatisfied', 'satisfied'] }), { entry: 'satisfied' }],
  ['ballot-entry-twice', '/ballot/subjects/2', ballot({ subjects: ['unionWork', 'home', 'home'] }), { entry: 'home' }],
  ['upper-not-a-grade', '/endorsement/upper/1', endorsement({ upper: ['satisfied', 'delighted'] }), { grade: 'delighted' }],
  ['subject-not-on-ballot', '/endorsement/subject', endorsement({ subject: 'chairDuty' }), { subject: 'chairDuty', subjects: ['unionWork', 'home'] }],
  ['body-without-quorum', '/bodies/1', { bodies: ['congress', 'combined'] }, { body: 'combined' }],
  ['quorum-always-met', '/quorum/congress', { quorum: { ...aRuleSet.quorum, congress: { atLeast: '2/3', count: 'present', of: 'issued', else: 'stop' } } }, { count: 'present', of: 'issued' }],
  ['quorum-always-met', '/quorum/questionnaire', { quorum: { ...aRuleSet.quorum, questionnaire: { atLeast: '2/3', of: 'returned', else: 'warn' } } }, { count: 'returned', of: 'returned' }],
  ['share-above-one', '/quorum/congress/atLeast', { quorum: { ...aRuleSet.quorum, congress: { atLeast: '3/2', of: 'entitled', else: 'stop' } } }, { share: '3/2' }],
  ['share-above-one', '/titles/0/endorsement', { titles: [title('qualified', null, '81/80')] }, { share: '81/80' }],
  ['step-both-required-and-recorded', '/steps/recorded/1', { steps: { required: ['plan', 'vote'], recorded: ['report', 'plan'] } }, { step: 'plan' }],
  ['held-without-its-step', '/heldWhen', { steps: { required: ['plan'], recorded: ['report'] } }, { heldWhen: 'resultPublished', step: 'vote' }],
  ['date-impossible', '/inForce/until', { inForce: { from: '2025-01-01', until: '2025-13-01' } }, { date: '2025-13-01' }],
  ['date-impossible', '/due/plan', due({ plan: 'Y-02-30' }), { date: 'Y-02-30' }],
  ['date-impossible', '/due/close', due({ close: 'Y+1-02-29' }), { date: 'Y+1-02-29' }],
  ['date-impossible', '/facts/cutOff', { facts: { from: 'Y-01-01', cutOff: 'Y+1-04-31' } }, { date: 'Y+1-04-31' }],
  ['period-reversed', '/inForce', { inForce: { from: '2025-02-01', until: '2025-01-31' } }, { from: '2025-02-01', until: '2025-01-31' }],
  ['period-reversed', '/facts', { facts: { from: 'Y-02-01', cutOff: 'Y-01-31' } }, { until: 'Y-01-31' }],
  ['milestone-unknown', '/due/publish', due({ publish: 'ballot + 5wd' }), { milestone: 'ballot' }],
  ['milestone-unknown', '/due/close', due({ close: 'item + 5wd' }), { milestone: 'item' }],
  ['milestone-unknown', '/due/item', due({ item: 'vote + 40d' }), { milestone: 'vote', known: ['item'] }],
  ['due-cycle', '/due/vote', due({ vote: 'vote + 5wd' }), { chain: ['vote'] }],
  ['title-twice', '/titles/1/id', { titles: [title('qualified', null), title('qualified', null)] }, { title: 'qualified' }],
  ['title-unknown', '/titles/0/after', { titles: [title('advanced', 'qualified')] }, { title: 'qualified', titles: ['advanced'] }],
  ['title-cycle', '/titles/0/after', { titles: [title('qualified', 'qualified')] }, { title: 'qualified' }],
  ['item-twice', '/standard/items/1/id', { standard: { items: [first, { ...second, id: '1' }] } }, { item: '1' }],
  ['criterion-twice', '/standard/items/1/criteria/1/id', { standard: { items: [first, { ...second, criteria: [...second.criteria.slice(0, 1), aCriterion('1.2', { scoring: 'bonus' })] }] } }, { criterion: '1.2' }],
  ['points-not-100', '/standard/items', { standard: { items: [first] } }, { points: 80 }],
];

describe('a rule set', () => {
  it('that agrees with itself has no contradictions', () => expect(contradictions(aRuleSet)).toEqual([]));

  it.each(cases)('%s at %s', (code, path, changed, details) => {
    expect(contradictions({ ...aRuleSet, ...changed })).toEqual([{ code, path, details: expect.objectContaining(details) as object }]);
  });

  it('tells a ring of due dates and of titles at each of its members', () => {
    const ring = contradictions({ ...aRuleSet, ...due({ publish: 'report + 5wd', report: 'publish + 5wd' }), titles: [title('a', 'b'), title('b', 'a'), title('c', 'a')] });
    expect(ring.map(({ code, path }) => [code, path])).toEqual([
      ['title-cycle', '/titles/0/after'],
      ['title-cycle', '/titles/1/after'],
      ['due-cycle', '/due/publish'],
      ['due-cycle', '/due/report'],
    ]);
  });

  it('tells all of its contradictions at once', () => {
    expect(contradictions({ ...aRuleSet, ...due({ plan: 'Y-02-30' }), ...endorsement({ subject: 'chairDuty' }) })).toHaveLength(2);
  });
});

it('every code of a contradiction has its case', () => {
  expect([...new Set(cases.map(([code]) => code))].toSorted()).toEqual([...contradictionCodes].toSorted());
});
