import { aCalendar, aRuleSetWith } from '#rules/testing';
import {
  after, close, factsWith, fileReport, formGroup, holdAssembly, inspect, officer, open, openRound, publish, reportUpward, tally,
  untilAccepted, untilApplied, untilAssembly, untilFiled, untilGranted, untilInspection, untilNotice, untilPlan, untilPublished, untilReported, untilVote, visit, yearUnder, type Wish,
} from '../testing/a-year.js';
import { nextSteps } from './next-steps.js';
import { initial } from '../state.js';
import { evaluationStatuses, statusOf, stepReached } from './status.js';

const sendBack: Wish = { type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2025-12-05' }, by: officer };
const annulBox: Wish = { type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } };
const annul: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-26' } };
const exempt: Wish[] = [{ type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } }, { type: 'ApproveExemption', data: { approvedOn: '2025-03-05' }, by: officer }];
const withdraw: Wish = { type: 'WithdrawEvaluation', data: { withdrawnOn: '2025-12-01', reason: '合并' }, by: officer };
const verdict = (verdict: 'putRight' | 'notPassed'): Wish => ({ type: 'GiveVerdict', data: { verdict, givenOn: '2025-12-22', putRightBy: '2026-01-15', reason: '台账不全' }, by: officer });
const upheld: Wish[] = [{ type: 'RaiseObjection', data: { objection: 'o1', raisedOn: '2025-12-30', summary: '数据不实' } }, { type: 'DecideObjection', data: { objection: 'o1', upheld: true, decidedOn: '2026-01-04', reason: '属实' }, by: officer }];
const withdrawTitle: Wish = { type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept: false, reason: '复查' }, by: officer };
const below = [...untilAssembly, openRound(), tally(39), publish()];
const short = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['selfInspection'], recorded: ['report'] }, heldWhen: 'reportedUpward' })));
const noVote = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['assembly', 'report'], recorded: [] }, heldWhen: 'reportedUpward' })));
const voteOnly = yearUnder(factsWith(aRuleSetWith({ steps: { required: ['selfInspection', 'vote'], recorded: [] }, heldWhen: 'voteTallied' })));

const cases: readonly (readonly [(typeof evaluationStatuses)[number], readonly Wish[], string])[] = [
  ['notStarted', [open], 'opened'],
  ['selfInspecting', [open, formGroup], 'opened'],
  ['selfInspecting', untilPlan, 'plan'],
  ['awaitAssembly', untilInspection, 'selfInspection'],
  ['awaitVote', untilAssembly, 'assembly'],
  ['awaitVote', [...untilAssembly, openRound()], 'assembly'],
  ['awaitVote', [...untilAssembly, openRound(1, { boxes: 2 }), tally(45)], 'vote'],
  ['awaitPublish', [...untilAssembly, openRound(1, { boxes: 2 }), tally(45), tally(45, { box: 'b' })], 'vote'],
  ['awaitVote', [...untilAssembly, openRound(1, { boxes: 2 }), tally(45), annulBox], 'assembly'],
  ['roundAnnulled', [...untilVote, annulBox], 'assembly'],
  ['awaitPublish', untilVote, 'vote'],
  ['held', untilPublished, 'publish'],
  ['reported', untilReported, 'report'],
  ['returned', [...untilReported, sendBack], 'report'],
  ['filed', untilFiled, 'report'],
  ['roundAnnulled', [...untilReported, annul], 'assembly'],
  ['belowThreshold', below, 'publish'],
  ['belowThreshold', [...below, reportUpward, fileReport], 'report'],
  ['returned', [...below, reportUpward, sendBack], 'report'],
  ['awaitVote', [...below, openRound(2)], 'vote'],
  ['awaitPublish', [...below, openRound(2), tally(45, { round: 2, heldOn: '2026-01-12' })], 'vote'],
  ['awaitVisit', untilApplied, 'application'],
  ['awaitVerdict', [...untilApplied, visit], 'acceptance'],
  ['putRight', [...untilApplied, visit, verdict('putRight')], 'acceptance'],
  ['notPassed', [...untilApplied, visit, verdict('notPassed')], 'acceptance'],
  ['accepted', untilAccepted, 'acceptance'],
  ['publicNotice', untilNotice, 'publicNotice'],
  ['objectionUpheld', [...untilNotice, ...upheld], 'publicNotice'],
  ['granted', untilGranted, 'granted'],
  ['granted', [...untilGranted, close], 'closed'],
  ['withdrawnTitle', [...untilGranted, close, withdrawTitle], 'closed'],
  ['closedNoTitle', [...untilFiled, close], 'closed'],
  ['exempt', [open, ...exempt], 'opened'],
  ['withdrawn', [...untilVote, withdraw], 'closed'],
];

describe('the status', () => {
  it.each(cases)('is %s', (status, wishes, step) => {
    const state = after(...wishes).state();
    expect([statusOf(state), stepReached(state)]).toEqual([status, step]);
  });
  it('follows the steps of the rule set', () => {
    expect(statusOf(short.after(open, inspect()).state())).toBe('awaitReport');
    expect(statusOf(voteOnly.after(open, inspect()).state())).toBe('awaitVote');
    expect(statusOf(noVote.after(open, holdAssembly).state())).toBe('awaitReport');
    expect(statusOf(short.after(open, inspect(), { type: 'CloseEvaluation', data: { closedOn: '2026-01-20', notHeldBecause: '未换届' }, by: officer }).state())).toBe('notHeld');
    expect(statusOf(initial)).toBe('notStarted');
  });
  it('of an evaluation is held when the rule set says so', () => {
    expect(statusOf(voteOnly.after(open, inspect(), openRound(), tally(45)).state())).toBe('held');
    expect(statusOf(short.after(open, inspect(), { type: 'ReportUpward', data: { reportedOn: '2025-11-20' } }, close).state())).toBe('closedNoTitle');
    const assembly = yearUnder(factsWith(aRuleSetWith({ heldWhen: 'assemblyHeld' })));
    expect(statusOf(assembly.after(...untilAssembly).state())).toBe('held');
  });
});

describe('what is next', () => {
  const next = (...wishes: readonly Wish[]) => nextSteps(after(...wishes).state(), '2025-12-01', aCalendar).map(({ step, dueOn, because, missing }) => [step, dueOn, ...(because === undefined ? [] : [because]), ...missing]);

  it('is said with office, body, day and the working days that are left', () => {
    expect(nextSteps(after(...untilAssembly).state(), '2025-12-01', aCalendar)).toEqual([{ step: 'openRound', office: 'chair', body: 'union-centre', dueOn: '2025-12-15', round: 1, missing: [], workingDaysLeft: 10, overdue: false }]);
    expect(nextSteps(after(...untilPublished).state(), '2025-12-01', aCalendar)).toMatchObject([{ step: 'reportUpward', dueOn: '2025-11-26', workingDaysLeft: -3, overdue: true }]);
  });
  it('at first is every required step, those due first', () => {
    expect(next(open)).toEqual([['submitPlan', '2025-03-31', 'leadingGroup'], ['submitSelfInspection', '2025-10-31'], ['holdAssembly', '2025-12-15'], ['openRound', '2025-12-15']]);
  });
  it('says why something is to be done again', () => {
    expect(next(...untilReported, sendBack)).toEqual([['reportUpward', '2025-12-05', 'returned']]);
    expect(next(...untilPublished, annul)).toEqual([['openRound', '2025-12-15', 'annulled']]);
    expect(next(...below)).toEqual([['reportUpward', '2025-11-26'], ['openRound', '2025-12-15', 'belowThreshold']]);
    expect(next(...untilPlan, { type: 'ReturnPlan', data: { returnedOn: '2025-03-15', reason: '未写明措施', dueOn: '2025-04-10' }, by: officer })[0]).toEqual(['submitPlan', '2025-04-10', 'returned']);
    const adjourned: Wish = { type: 'HoldAssembly', data: { heldOn: '2025-11-10', body: 'congress', entitled: 60, present: 30 } };
    expect(next(...untilInspection, adjourned)[0]).toEqual(['holdAssembly', '2025-12-15', 'adjourned']);
  });
  it('follows the vote box by box', () => {
    expect(next(...untilAssembly, openRound(1, { boxes: 2 }), tally(45))).toEqual([['tallyVote', '2025-12-15', 'boxes']]);
    expect(next(...untilVote)).toEqual([['publishResult', '2025-11-17']]);
  });
  it('is the superior\'s once the report is there', () => {
    expect(next(...untilReported)).toEqual([['fileReport', null, 'original']]);
    expect(next(...untilReported, { type: 'ReceiveOriginal', data: { receivedOn: '2025-11-26' }, by: officer })).toEqual([['fileReport', null]]);
    expect(next(...untilFiled)).toEqual([['closeEvaluation', '2026-04-30', 'original']]);
    expect(next(open, exempt[0] as Wish).at(-1)).toEqual(['approveExemption', null, 'requested']);
    expect(next(open, ...exempt)).toEqual([['closeEvaluation', null]]);
  });
  it('follows a title to its end', () => {
    expect([untilApplied, [...untilApplied, visit], [...untilApplied, visit, verdict('putRight')], untilAccepted, untilNotice, untilGranted].map((wishes) => next(...wishes))).toEqual([
      [['recordVisit', '2026-03-31']],
      [['giveVerdict', '2026-03-31']],
      [['giveVerdict', '2026-01-15', 'putRight']],
      [['openNotice', null]],
      [['grantTitle', null]],
      [['closeEvaluation', '2026-04-30', 'original'], ['recheckTitle', '2027-01-08']],
    ]);
    expect(next(...untilNotice, upheld[0] as Wish)).toEqual([['decideObjection', null, 'objections']]);
    expect(next(...untilNotice, ...upheld)).toEqual([['closeEvaluation', '2026-04-30', 'original']]);
    expect(next(...untilApplied, visit, verdict('notPassed'))).toEqual([['closeEvaluation', '2026-04-30', 'original']]);
  });
  it('has an item until it is settled', () => {
    const item: Wish = { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '书屋开放时间不固定', owner: 'committee', foundOn: '2025-11-10' } };
    expect(next(...untilFiled, item)).toEqual([['completeItem', '2025-12-20']]);
    expect(next(...untilFiled, item, { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } })).toEqual([['confirmItem', null]]);
  });
  it('is nothing after the end, or before the beginning', () => {
    expect([next(), next(...untilFiled, close), next(...untilVote, withdraw)]).toEqual([[], [], []]);
  });
});
