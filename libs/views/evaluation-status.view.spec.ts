import { contributionOf, groupsOf, placesOf, scopesOf, type Actor, type StoredEvent } from '#kernel';
import { deepFreeze, someone } from '#kernel/testing';
import { evaluationStatus, openOf, type EvaluationRow } from './index.js';

const opened = {
  campaign: 'bureau2025',
  union: 'market',
  unionName: '商圈联合工会',
  unionClass: 'jointUnion',
  units: 23,
  superior: 'street',
  superiors: ['street', 'bureau'],
  evaluatedYear: 2025,
  run: 1,
  ruleSet: { id: 'district', version: 1, digest: 'd'.repeat(64) },
  steps: { required: ['plan', 'selfInspection', 'assembly', 'vote', 'report'], recorded: [] },
  heldWhen: 'resultPublished',
  facts: { from: '2025-01-01', cutOff: '2026-04-30' },
  due: { plan: '2025-03-31', selfInspection: '2025-10-31', assembly: '2025-12-15', vote: '2025-12-15', close: '2026-04-30' },
  firstYear: false,
  makeUp: false,
};
const counts = { entitled: 60, present: 50, issued: 50, returned: 48, valid: 47, spoilt: 1, subjects: { home: { satisfied: 40, dissatisfied: 7 } } };
const rate = (m: number, of: string) => ({ n: 40, m, of, formula: 'satisfied' });
const outcome = { subject: 'home', endorsement: rate(50, 'present'), rates: [rate(47, 'valid'), rate(48, 'returned'), rate(50, 'present'), rate(60, 'entitled')], quorum: null, reached: ['qualified'], belowThreshold: false, warnings: [] as string[] };

type Happening = readonly [type: string, data: object, by?: Partial<Actor>];
const open: Happening = ['EvaluationOpened', opened];
const plan: Happening = ['PlanSubmitted', { version: 1, adoptedOn: '2025-03-01', receivedOn: '2025-03-05', late: false, title: '建家计划' }];
const round: Happening = ['RoundOpened', { round: 1, body: 'congress', mode: 'paper', runBy: 'union', boxes: 1 }];
const tally = (late = false): Happening => ['VoteTallied', { round: 1, box: 'main', heldOn: '2025-11-10', counts, outcome, late, due: { publish: '2025-11-17' }, scrutineer: 'a', tellers: ['b', 'c'] }];
const publish = (others: object = {}): Happening => ['ResultPublished', { round: 1, publishedOn: '2025-11-12', place: '宣传栏', counts, outcome: { ...outcome, ...others }, late: false, due: { report: '2025-11-26' } }];
const item: Happening = ['ItemOpened', { item: 'library', source: 'comments', owner: 'committee', foundOn: '2025-11-10', dueOn: '2025-12-20' }];

function rowAfter(...happenings: readonly Happening[]): EvaluationRow {
  const key = 'market.2025.1';
  const row = happenings.reduce<EvaluationRow | undefined>((before, [type, data, by = {}], revision) => {
    const event = { stream: `evaluation-${key}`, revision, type, data, metadata: { by: { ...someone, ...by } } } as unknown as StoredEvent;
    expect(evaluationStatus.keysOf(event)).toEqual([key]);
    return evaluationStatus.on[type]?.(deepFreeze(before), deepFreeze(event), key);
  }, undefined);
  if (row === undefined) throw new Error('no row');
  return evaluationStatus.complete?.(deepFreeze(row)) ?? row;
}
const sum = (...happenings: readonly Happening[]) => contributionOf(evaluationStatus, rowAfter(...happenings));
/** Those of steps that are not owed hold nothing. */
const columns = (row: EvaluationRow) => Object.fromEntries(Object.entries(evaluationStatus.columns).map(([name, column]) => [name, column(row)] as const).filter(([name, value]) => value !== null || !name.startsWith('owes')));

describe('a row of the status view', () => {
  it('says who, where and what is due next', () => {
    expect(rowAfter(open)).toMatchObject({ evaluation: 'market.2025.1', revision: 0, union: 'market', unionName: '商圈联合工会', status: 'notStarted', step: 'opened', next: { step: 'submitPlan', office: 'committee', body: 'union-market' }, dueOn: '2025-03-31', held: null, result: null });
    expect(rowAfter(open, plan)).toMatchObject({ revision: 1, status: 'selfInspecting', step: 'plan', dueOn: '2025-10-31' });
  });
  it('shows the published result with formula and denominators, held on its day', () => {
    expect(rowAfter(open, round, tally()).result).toBeNull();
    expect(rowAfter(open, round, tally(), publish())).toMatchObject({ status: 'held', held: { on: '2025-11-12', late: false }, result: { round: 1, endorsement: { n: 40, m: 50, of: 'present' }, rates: outcome.rates } });
  });
  it('shows no result of a small group', () => expect(rowAfter(open, round, tally(), publish({ warnings: ['small-group'] })).result).toBeNull());
  it('counts open items and entries on the union\'s behalf', () => {
    expect(rowAfter(open, ['PlanSubmitted', plan[1], { onBehalfOf: 'union-market' }], item)).toMatchObject({ openItems: 1, onBehalf: 1 });
  });
  it('can be listed, filtered, sorted and searched', () => {
    expect(columns(rowAfter(open))).toEqual({ status: 'notStarted', step: 'opened', campaign: 'bureau2025', union: 'market', unionName: '商圈联合工会', unionClass: 'jointUnion', superior: 'street', evaluatedYear: 2025, dueOn: '2025-03-31', heldLate: null, reportedLate: null, industry: null, sizeBand: null, makeUp: null, lateFrom: '2025-03-31', ruleSet: 'district.1', endorsement: null, owesSubmitPlan: '2025-03-31', owesSubmitSelfInspection: '2025-10-31', owesHoldAssembly: '2025-12-15', owesOpenRound: '2025-12-15' });
    expect(evaluationStatus.searched).toEqual(['unionName']);
  });
  it('is none before the evaluation is opened', () => expect(() => rowAfter(plan)).toThrow('no row'));
});

describe('totals of a federation', () => {
  it('count for every federation above in this campaign, as at opening; lists go by the federation alone', () => {
    expect(groupsOf(evaluationStatus, rowAfter(open))).toEqual(['bureau2025.street', 'bureau2025.bureau']);
    expect(scopesOf(evaluationStatus, rowAfter(open))).toEqual(['street', 'bureau']);
  });
  it('tell each federation alone through which of its children the union stands below it', () => {
    const row = rowAfter(open);
    expect(placesOf(evaluationStatus, row, groupsOf(evaluationStatus, row))).toEqual(['direct', 'child.street']);
  });
  it('count one union and its units, first as owed, then as held', () => {
    expect(sum(open)).toEqual({ evaluations: 1, 'status.notStarted': 1, 'step.opened': 1, 'open.notStarted': 1, should: 1, shouldUnits: 23, 'should.class.jointUnion': 1, 'outstanding.submitPlan.2025-03-31': 1, 'outstanding.submitSelfInspection.2025-10-31': 1, 'outstanding.holdAssembly.2025-12-15': 1, 'outstanding.openRound.2025-12-15': 1, 'lateFrom.2025-03-31': 1 });
    expect(sum(open, plan, round, tally(), publish())).toMatchObject({ 'status.held': 1, should: 1, shouldUnits: 23, held: 1, heldUnits: 23, 'held.class.jointUnion': 1, results: 1, entitled: 60, present: 50, issued: 50, returned: 48, valid: 47, 'ballots.home.satisfied': 40, 'ballots.home.dissatisfied': 7, endorsed: 40, endorsedOf: 50, 'endorsement.80': 1 });
    expect(sum(open, round, tally(true), publish())).toMatchObject({ heldLate: 1, 'heldLate.class.jointUnion': 1 });
    expect(sum(open, round, tally(), publish({ belowThreshold: true }))).toMatchObject({ belowThreshold: 1, held: 1 });
  });
  it('count as open what has neither ended nor left, by status', () => {
    const closed: Happening = ['EvaluationClosed', { closedOn: '2026-01-20', title: null }];
    expect(openOf(sum(open, plan))).toEqual({ selfInspecting: 1 });
    for (const end of [closed, ['EvaluationWithdrawn', { withdrawnOn: '2025-12-01', reason: '合并' }] as Happening, ['ResultBackFilled', { source: '电话询问' }] as Happening]) expect(openOf(sum(open, plan, end))).toEqual({});
  });
  it('count items by what became of them and by due date', () => {
    expect(sum(open, item)).toMatchObject({ itemsOpen: 1, 'itemsDue.2025-12-20': 1 });
    expect(sum(open, item, ['ItemConfirmed', { item: 'library', confirmedOn: '2025-12-01', confirmedBy: 'superior', warnings: [] }])).toMatchObject({ itemsConfirmed: 1 });
    expect(sum(open, item, ['ItemCarriedOver', { item: 'library', reason: '改造', consentedBy: 'superior', consentedOn: '2025-12-01', toYear: 2026 }])).toMatchObject({ itemsCarriedOver: 1 });
  });
  it('count a late report, corrections and entries on behalf', () => {
    expect(sum(open, ['ReportedUpward', { version: 1, round: 0, reportedOn: '2025-11-27', receivedOn: '2025-11-28', late: true }, { onBehalfOf: 'union-market' }])).toMatchObject({ reportedLate: 1, 'reportedLate.class.jointUnion': 1, entriesOnBehalf: 1, unionsOnBehalf: 1 });
    expect(sum(open, plan, ['FactCorrected', { what: { kind: 'milestone', milestone: 'plan' }, wrong: '2025-03-01', right: '2025-03-02', reason: '笔误', basis: '记录' }])).toMatchObject({ corrections: 1, unionsCorrected: 1 });
  });
  it('add no ballots of a small group, only its turnout: a federation of one union, or two days apart, tell no more', () => {
    const small = sum(open, round, tally(), publish({ warnings: ['small-group'], belowThreshold: true }));
    expect(small).toMatchObject({ held: 1, results: 1, resultsWithheld: 1, issued: 50, returned: 48, 'withheld.returned': 48 });
    expect(Object.keys(small).filter((measure) => /^(ballots|valid|endorse|belowThreshold|points)/.test(measure))).toEqual([]);
  });
  it('count by class, size and industry where these are known', () => {
    const known = sum(['EvaluationOpened', { ...opened, sizeBand: '25-99', industry: 'trade' }], round, tally(true), publish());
    expect(known).toMatchObject({ 'should.size.25-99': 1, 'held.size.25-99': 1, 'heldLate.industry.trade': 1 });
  });
  it('count what was back-filled beside the coverage, never in it', () => {
    const backFilled = sum(open, ['ResultBackFilled', { source: '工作总结', heldOn: '2025-11' }]);
    expect(backFilled).toEqual({ evaluations: 1, 'status.backFilled': 1, 'step.backFilled': 1, backFilled: 1, backFilledUnits: 23, backFilledHeld: 1, backFilledHeldUnits: 23 });
    expect(sum(open, ['ResultBackFilled', { source: '电话询问' }])).not.toHaveProperty('backFilledHeld');
  });
  it('leave out the exempt and the withdrawn, and count a make-up apart', () => {
    const exempt: Happening[] = [['ExemptionRequested', { reasonCode: 'merging', requestedOn: '2025-03-01' }], ['ExemptionApproved', { reasonCode: 'merging', approvedOn: '2025-03-05' }]];
    expect(sum(open, ...exempt)).toEqual({ evaluations: 1, 'status.exempt': 1, 'step.exempt': 1, exempt: 1, exemptUnits: 23, 'exempt.merging': 1 });
    expect(sum(open, ['EvaluationWithdrawn', { withdrawnOn: '2025-12-01', reason: '合并' }])).toEqual({ evaluations: 1, 'status.withdrawn': 1, 'step.released': 1 });
    const makeUp = sum(['EvaluationOpened', { ...opened, makeUp: true }], round, tally(), publish());
    expect(makeUp).toMatchObject({ makeUp: 1, makeUpUnits: 23, madeUp: 1, madeUpUnits: 23 });
    expect(Object.keys(makeUp).filter((measure) => /^(should|held)/.test(measure))).toEqual([]);
  });
});
