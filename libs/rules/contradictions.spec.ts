import { contradictionCodes, type ContradictionCode } from './contradiction.js';
import type { Band } from './ballot-kind.js';
import { contradictions, maxRuleSetBytes } from './contradictions.js';
import { milestoneOf, stepOfDue, type DueName } from './due-dates.js';
import type { RuleSet, StepName } from './rule-set.js';
import type { Criterion } from './standard.js';
import { aCriterion, aRuleSet } from './testing/index.js';
import type { Requires } from './title.js';

const [first, second] = aRuleSet.standard.items as [RuleSet['standard']['items'][number], RuleSet['standard']['items'][number]];
const due = (changed: Partial<RuleSet['due']>) => ({ due: { ...aRuleSet.due, ...changed } });
const ballot = (changed: Partial<RuleSet['ballot']>) => ({ ballot: { ...aRuleSet.ballot, ...changed } });
const endorsement = (changed: Partial<RuleSet['endorsement']>) => ({ endorsement: { ...aRuleSet.endorsement, ...changed } });
const bands: [Band, Band, Band] = [{ grade: 'satisfied', from: 80, to: 100 }, { grade: 'basicallySatisfied', from: 60, to: 79 }, { grade: 'dissatisfied', from: 0, to: 59 }];
const short = { id: 'short', for: [{ classes: ['jointUnion'] }], standard: aRuleSet.standard };
const asked: NonNullable<RuleSet['questionnaire']> = { required: true, sample: { perGroup: 10 }, upper: ['satisfied'], over: 'issued', atLeast: '4/5' };
const taken: NonNullable<RuleSet['participation']> = { atLeast: '3/10', of: 'members', frontLine: '3/5', else: 'warn' };
const threshold: NonNullable<Requires['satisfaction']>[number] = { subject: 'home', upper: ['satisfied'], over: { assembly: 'present', questionnaire: 'issued' }, atLeast: '9/10' };
/** These steps, and due dates of no others. */
const onlySteps = (required: StepName[], recorded: StepName[]): Pick<RuleSet, 'steps' | 'due'> => {
  const there = ([name, expression]: [string, string]) => [name, milestoneOf(expression)].every((one) => one === undefined || [undefined, ...required, ...recorded].includes(stepOfDue(one as DueName)));
  return { steps: { required, recorded }, due: Object.fromEntries(Object.entries(aRuleSet.due).filter(there)) as RuleSet['due'] };
};
const deduct = { points: 1, each: 5, unit: 'percent', from: 90, direction: 'below', steps: 'started' } as const;
const scored = (changed: Partial<Criterion>) => ({ standard: { items: [first, { ...second, criteria: [{ ...(second.criteria[0] as Criterion), ...changed }, ...second.criteria.slice(1)] }] } });
const requires = (asks: Requires) => ({ titles: [{ ...title('qualified', null), requires: asks }] });
const title = (id: string, after: string | null, share = '4/5') => ({ id, after, endorsement: share, score: 80 });

type Case = readonly [code: ContradictionCode, path: string, changed: Partial<RuleSet>, details: object];
const cases: readonly Case[] = [
  ['ballot-entry-twice', '/ballot/grades/3', ballot({ grades: ['satisfied', 'basicallySatisfied', 'dissatisfied', 'satisfied'] }), { entry: 'satisfied' }],
  ['ballot-entry-twice', '/ballot/subjects/2', ballot({ subjects: ['unionWork', 'home', 'home'] }), { entry: 'home' }],
  ['upper-not-a-grade', '/endorsement/upper/1', endorsement({ upper: ['satisfied', 'delighted'] }), { grade: 'delighted' }],
  ['upper-not-a-grade', '/rates/combined/1', { rates: { satisfaction: ['satisfied'], combined: ['satisfied', 'delighted'] } }, { grade: 'delighted' }],
  ['subject-not-on-ballot', '/endorsement/subject', endorsement({ subject: 'chairDuty' }), { subject: 'chairDuty', subjects: ['unionWork', 'home'] }],
  ['body-without-quorum', '/bodies/1', { bodies: ['congress', 'combined'] }, { body: 'combined' }],
  ['quorum-always-met', '/quorum/congress', { quorum: { ...aRuleSet.quorum, congress: { atLeast: '2/3', count: 'present', of: 'issued', else: 'stop' } } }, { count: 'present', of: 'issued' }],
  ['quorum-always-met', '/quorum/questionnaire', { quorum: { ...aRuleSet.quorum, questionnaire: { atLeast: '2/3', of: 'returned', else: 'warn' } } }, { count: 'returned', of: 'returned' }],
  ['share-above-one', '/quorum/congress/atLeast', { quorum: { ...aRuleSet.quorum, congress: { atLeast: '3/2', of: 'entitled', else: 'stop' } } }, { share: '3/2' }],
  ['share-above-one', '/titles/0/endorsement', { titles: [title('qualified', null, '81/80')] }, { share: '81/80' }],
  ['step-both-required-and-recorded', '/steps/recorded/1', { ...onlySteps(['plan', 'vote'], ['report', 'plan']), titles: [] }, { step: 'plan' }],
  ['held-without-its-step', '/heldWhen', { ...onlySteps(['plan'], ['report']), titles: [] }, { heldWhen: 'resultPublished', step: 'vote' }],
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
  ['title-cycle', '/titles/0/requires/heldFor/title', requires({ heldFor: { title: 'qualified', years: 3 } }), { title: 'qualified' }],
  ['item-twice', '/standard/items/1/id', { standard: { items: [first, { ...second, id: '1' }] } }, { item: '1' }],
  ['criterion-twice', '/standard/items/1/criteria/1/id', { standard: { items: [first, { ...second, criteria: [...second.criteria.slice(0, 1), aCriterion('1.2', { scoring: 'bonus' })] }] } }, { criterion: '1.2' }],
  ['points-not-total', '/standard/items', { standard: { items: [first] } }, { points: 80, total: 100 }],
  ['points-not-total', '/standard/items', { standard: { ...aRuleSet.standard, total: 120 } }, { points: 100, total: 120 }],
  ['points-not-total', '/standards/0/standard/items', { standards: [{ ...short, standard: { items: [first] } }] }, { points: 80 }],
  ['word-missing', '/ballot/subjects/1', ballot({ subjects: ['home', 'viceChairs'] }), { word: 'viceChairs', kind: 'subject' }],
  ['word-missing', '/titles/0/id', { titles: [title('gold', null)] }, { word: 'gold', kind: 'title' }],
  ['word-missing', '/standards/0/for/0/classes/0', { standards: [{ ...short, for: [{ classes: ['ship'] }] }] }, { word: 'ship', kind: 'class' }],
  ['word-missing', '/exemptions/reasons/0', { exemptions: { reasons: ['constructor'] } }, { word: 'constructor', kind: 'reason' }],
  ['word-missing', '/titles/0/requires/departmentOpinions/from/0', requires({ departmentOpinions: { from: ['taxOffice'] } }), { word: 'taxOffice', kind: 'department' }],
  ['bands-missing', '/ballot', ballot({ kind: 'scores' }), { kind: 'scores' }],
  ['bands-not-asked', '/ballot/bands', ballot({ bands }), { kind: 'grades' }],
  ['band-grade-unknown', '/ballot/bands/1/grade', ballot({ kind: 'scores', bands: [bands[0], { ...bands[1], grade: 'good' }, bands[2]] }), { grade: 'good' }],
  ['band-grade-unknown', '/ballot/bands', ballot({ kind: 'scores', bands: [{ grade: 'satisfied', from: 60, to: 100 }, { grade: 'dissatisfied', from: 0, to: 59 }] }), { grade: ['basicallySatisfied'] }],
  ['bands-not-contiguous', '/ballot/bands', ballot({ kind: 'scores', bands: [bands[0], { ...bands[1], to: 78 }, bands[2]] }), { expected: 79, from: 80 }],
  ['bands-not-contiguous', '/ballot/bands', ballot({ kind: 'scores', bands: [{ ...bands[0], to: 99 }, bands[1], bands[2]] }), { expected: 100, from: 101 }],
  ['denominator-absent', '/endorsement/over/questionnaire', endorsement({ over: { assembly: 'present', questionnaire: 'present' } }), { of: 'present' }],
  ['denominator-absent', '/quorum/questionnaire/of', { quorum: { ...aRuleSet.quorum, questionnaire: { atLeast: '2/3', of: 'present', else: 'stop' } } }, { of: 'present', body: 'questionnaire' }],
  ['denominator-absent', '/quorum/questionnaire/count', { quorum: { ...aRuleSet.quorum, questionnaire: { atLeast: '2/3', count: 'present', of: 'entitled', else: 'stop' } } }, { of: 'present' }],
  ['denominator-absent', '/participation/count', { participation: { ...taken, count: 'present' } }, { of: 'present', body: 'questionnaire' }],
  ['denominator-absent', '/questionnaire/over', { questionnaire: { ...asked, over: 'present' } }, { of: 'present' }],
  ['upper-not-a-grade', '/questionnaire/upper/0', { questionnaire: { ...asked, grades: ['agree', 'disagree'] } }, { grade: 'satisfied' }],
  ['subject-not-on-ballot', '/titles/0/requires/satisfaction/0/subject', requires({ satisfaction: [{ ...threshold, subject: 'chairDuty' }] }), { subject: 'chairDuty' }],
  ['upper-not-a-grade', '/titles/0/upper/0', { titles: [{ ...title('qualified', null), upper: ['agree'] }] }, { grade: 'agree' }],
  ['share-above-one', '/participation/frontLine', { participation: { ...taken, frontLine: '3/2' } }, { share: '3/2' }],
  ['share-above-one', '/questionnaire/atLeast', { questionnaire: { ...asked, atLeast: '101/100' } }, { share: '101/100' }],
  ['share-above-one', '/questionnaire/sample/atLeast', { questionnaire: { ...asked, sample: { atLeast: '2/1' } } }, { share: '2/1' }],
  ['share-above-one', '/titles/0/requires/membershipRate/atLeast', requires({ membershipRate: { atLeast: '11/10' } }), { share: '11/10' }],
  ['share-above-one', '/titles/0/requires/satisfaction/0/atLeast', requires({ satisfaction: [{ ...threshold, atLeast: '9/8' }] }), { share: '9/8' }],
  ['share-above-one', '/titles/0/requires/applicationVote/atLeast', requires({ applicationVote: { atLeast: '3/2', of: 'present' } }), { share: '3/2' }],
  ['share-above-one', '/titles/0/requires/itemAtLeast/0/share', requires({ itemAtLeast: [{ item: '1', share: '3/2' }] }), { share: '3/2' }],
  ['consent-not-lower', '/participation/withConsentAtLeast', { participation: { ...taken, withConsentAtLeast: '30/100' } }, { withConsentAtLeast: '30/100', atLeast: '3/10' }],
  ['thresholds-reversed', '/titles/1/endorsement', { titles: [title('qualified', null, '85/100'), title('advanced', 'qualified', '4/5')] }, { title: 'advanced', below: 'qualified', least: '4/5', leastBelow: '85/100' }],
  ['thresholds-reversed', '/titles/1/score', { titles: [title('qualified', null), { ...title('advanced', 'qualified'), score: 79 }] }, { least: 79, leastBelow: 80 }],
  ['levels-reversed', '/titles/0/recommendedBy/1/level', { titles: [{ ...title('qualified', null), recommendedBy: [{ level: 'district' }, { level: 'town' }] }] }, { level: 'town', other: 'district' }],
  ['levels-reversed', '/titles/0/recommendedBy/0/level', { titles: [{ ...title('qualified', null), acceptedBy: 'town', recommendedBy: [{ level: 'district' }] }] }, { level: 'district', other: 'town' }],
  ['quota-zero', '/titles/0/recommendedBy/0/quota/oneIn', { titles: [{ ...title('qualified', null), recommendedBy: [{ level: 'town', quota: { oneIn: 0 } }] }] }, { level: 'town' }],
  ['step-missing', '/titles/0', { titles: [title('qualified', null)], ...onlySteps(['vote'], ['acceptance', 'report']) }, { step: 'application' }],
  ['step-missing', '/titles/0', { titles: [title('qualified', null)], ...onlySteps(['vote'], ['application']) }, { step: 'acceptance' }],
  ['step-missing', '/titles/0', { ...requires({ selfScore: { atLeast: 80 } }), ...onlySteps(['vote'], ['application', 'acceptance']) }, { step: 'selfInspection' }],
  ['step-missing', '/titles/0', { titles: [title('qualified', null)], heldWhen: 'reportedUpward', ...onlySteps([], ['report', 'application', 'acceptance']) }, { step: 'vote' }],
  ['upper-not-the-best', '/endorsement/upper', endorsement({ upper: ['dissatisfied'] }), { upper: ['dissatisfied'] }],
  ['upper-not-the-best', '/endorsement/upper', endorsement({ upper: ['satisfied', 'dissatisfied'] }), { grades: ['satisfied', 'basicallySatisfied', 'dissatisfied'] }],
  ['upper-not-the-best', '/endorsement/upper', endorsement({ upper: ['satisfied', 'basicallySatisfied', 'dissatisfied'] }), {}],
  ['upper-not-the-best', '/rates/satisfaction', { rates: { satisfaction: ['basicallySatisfied'], combined: ['basicallySatisfied', 'satisfied'] } }, { upper: ['basicallySatisfied'] }],
  ['upper-not-the-best', '/questionnaire/upper', { questionnaire: { ...asked, grades: ['agree', 'disagree'], upper: ['disagree'] } }, { grades: ['agree', 'disagree'] }],
  ['step-without-another', '/planApproval', { planApproval: 'required', ...onlySteps(['vote'], []), titles: [] }, { needs: ['plan'] }],
  ['step-without-another', '/questionnaire', { questionnaire: asked, ...onlySteps(['vote'], []), titles: [] }, { needs: ['selfInspection'] }],
  ['step-without-another', '/steps', { ...onlySteps(['vote'], ['acceptance']), titles: [] }, { needs: ['application', 'report'] }],
  ['due-out-of-order', '/due/vote', due({ vote: 'Y-12-14' }), { step: 'vote', due: 'Y-12-14', before: 'assembly', dueBefore: 'Y-12-15' }],
  ['due-out-of-order', '/due/close', due({ close: 'Y+1-03-30' }), { step: 'close', before: 'acceptance' }],
  ['due-after-cut-off', '/due/application', { facts: { from: 'Y-01-01', cutOff: 'Y+1-01-30' } }, { step: 'application', due: 'Y+1-01-31', cutOff: 'Y+1-01-30' }],
  ['due-without-step', '/due/progress', { ...onlySteps(['plan', 'selfInspection', 'assembly', 'vote', 'report'], ['application', 'acceptance']), ...due({}) }, { of: 'progress', step: 'progress' }],
  ['due-without-step', '/due/report', { ...onlySteps(['plan', 'report'], ['application', 'acceptance', 'selfInspection']), heldWhen: 'reportedUpward', titles: [], due: { plan: 'Y-03-31', report: 'publish + 10wd', item: 'item + 40d', close: 'Y+1-04-30' } }, { of: 'publish', step: 'vote' }],
  ['due-missing', '/due', { due: { item: 'item + 40d', close: 'Y+1-04-30', selfInspection: 'Y-10-31', assembly: 'Y-12-15', vote: 'Y-12-15', report: 'Y-12-31' } }, { step: 'plan' }],
  ['title-unknown', '/titles/0/requires/heldFor/title', requires({ heldFor: { title: 'model', years: 3 } }), { title: 'model' }],
  ['item-unknown', '/titles/0/requires/itemAtLeast/0/item', requires({ itemAtLeast: [{ item: '7', share: '3/5' }] }), { item: '7', items: ['1', '2'] }],
  ['deduct-not-scored', '/standard/items/1/criteria/0/deduct', scored({ deduct }), { criterion: '2.1', scoring: 'points' }],
  ['deduct-over-points', '/standard/items/1/criteria/0/deduct/points', scored({ scoring: 'deductPerStep', deduct: { ...deduct, points: 21 } }), { deducted: 21, points: 20 }],
  ['uncapped-not-bonus', '/standard/items/1/criteria/0/uncapped', scored({ uncapped: true }), { criterion: '2.1' }],
  ['alternative-twice', '/standards/1/id', { standards: [short, { ...short, for: [{ membersBelow: 25 }] }] }, { alternative: 'short' }],
  ['alternative-shadowed', '/standards/1', { standards: [{ ...short, for: [{ membersBelow: 25 }] }, { ...short, id: 'tiny', for: [{ classes: ['jointUnion'], membersBelow: 20 }] }] }, { alternative: 'tiny', by: 'short' }],
  ['escalation-reversed', '/reminders/escalateAfter/issuer', { reminders: { escalateAfter: { issuer: 4 } } }, { level: 'issuer', days: 4, below: 'superior', daysBelow: 5 }],
  ['size-bands-unordered', '/statistics/sizeBands/1', { statistics: { groupBy: ['size'], sizeBands: [100, 25] } }, { bands: [100, 25] }],
  ['rule-set-too-large', '', { goal: { zh: 'x'.repeat(maxRuleSetBytes), en: 'x' } }, { most: maxRuleSetBytes }],
];

describe('a rule set', () => {
  it('that agrees with itself has no contradictions', () => expect(contradictions(aRuleSet)).toEqual([]));

  it.each(cases)('%s at %s', (code, path, changed, details) => {
    expect(contradictions({ ...aRuleSet, ...changed })).toEqual([{ code, path, details: expect.objectContaining(details) as object }]);
  });

  it('tells a ring of due dates and of titles at each of its members', () => {
    const ring = contradictions({ ...aRuleSet, ...due({ publish: 'report + 5wd', report: 'publish + 5wd' }), titles: [title('qualified', 'model'), title('model', 'qualified'), title('advanced', 'qualified')] });
    expect(ring.map(({ code, path }) => [code, path])).toEqual([
      ['title-cycle', '/titles/0/after'],
      ['title-cycle', '/titles/1/after'],
      ['due-cycle', '/due/publish'],
      ['due-cycle', '/due/report'],
    ]);
    const held = { ...title('qualified', null), requires: { heldFor: { title: 'model', years: 3 } } };
    expect(contradictions({ ...aRuleSet, titles: [held, title('model', 'qualified')] }).map(({ code, path }) => [code, path])).toEqual([
      ['title-cycle', '/titles/0/requires/heldFor/title'],
      ['title-cycle', '/titles/1/after'],
    ]);
  });

  it.each<[string, Partial<RuleSet>]>([
    ['in force for one day', { inForce: { from: '2025-01-01', until: '2025-01-01' } }],
    ['in force until a later day', { inForce: { from: '2025-01-01', until: '2025-01-02' } }],
    ['with size bands that rise', { statistics: { groupBy: ['size'], sizeBands: [25, 26, 100] } }],
    ['with levels told on one day', { reminders: { escalateAfter: { superior: 7, issuer: 7, circular: 7 } } }],
    ['with one size band', { statistics: { groupBy: ['size'], sizeBands: [25] } }],
    ['without a questionnaire', { bodies: ['congress'], quorum: { congress: { atLeast: '2/3', of: 'entitled', else: 'stop' } } }],
  ])('%s agrees with itself', (_, changed) => expect(contradictions({ ...aRuleSet, ...changed })).toEqual([]));

  it('with two equal size bands does not', () => expect(contradictions({ ...aRuleSet, statistics: { groupBy: ['size'], sizeBands: [25, 25] } })).toMatchObject([{ code: 'size-bands-unordered', path: '/statistics/sizeBands/1' }]));

  it('may be just as large as the most, in bytes, and not one more', () => {
    const ofBytes = (bytes: number) => {
      const goal = (length: number) => ({ ...aRuleSet, goal: { zh: 'x'.repeat(length), en: 'x' } });
      return goal(bytes - JSON.stringify(goal(0)).length);
    };
    expect(contradictions(ofBytes(maxRuleSetBytes))).toEqual([]);
    expect(contradictions(ofBytes(maxRuleSetBytes + 1))).toMatchObject([{ code: 'rule-set-too-large', details: { bytes: maxRuleSetBytes + 1 } }]);
  });

  it('tells all of its contradictions at once', () => {
    expect(contradictions({ ...aRuleSet, ...due({ plan: 'Y-02-30' }), ...endorsement({ subject: 'chairDuty' }) })).toHaveLength(2);
  });
});

it('every code of a contradiction has its case', () => {
  expect([...new Set(cases.map(([code]) => code))].toSorted()).toEqual([...contradictionCodes].toSorted());
});
