import type { Actor } from '#kernel';
import { evaluation } from './evaluation.js';
import { after, chair, fileReport, holdAssembly, officer, onBehalf, open, openRound, publish, reportUpward, tally, untilAssembly, untilFiled, untilInspection, untilPublished, untilReported, untilVote, type Wish } from './testing/a-year.js';
import type { Running } from './state.js';
import { actorRefused, whoseStep } from './whose-step.js';

const of = (bodyId: string): Actor => ({ ...officer, bodyId });
const sibling = of('federation-other');
const neighbour = of('union-neighbour');
const extend: Wish = { type: 'ExtendDeadline', data: { due: 'vote', until: '2025-12-31', reason: '防汛', approvedOn: '2025-11-01' } };
const consented: Wish = {
  type: 'CorrectFact',
  data: { what: { kind: 'milestone', milestone: 'assembly' }, wrong: '2025-11-10', right: '2025-11-09', reason: '笔误', basis: '会议记录', consentedBy: 'superior' },
};

describe('whose a step is', () => {
  it('is said of every command', () => expect(Object.keys(whoseStep).toSorted()).toEqual(Object.keys(evaluation.decide).filter((type) => type !== 'OpenEvaluation').toSorted()));
});

describe('who does what', () => {
  const state = after(...untilAssembly, openRound()).state() as Running;
  const refused = (type: string, by: Actor, data: object = {}) => actorRefused({ type, data, by }, state)?.refused;

  it.each(
    ['FormLeadingGroup', 'SubmitPlan', 'ApprovePlan', 'RatifyPlan', 'RecordPublicity', 'ReportProgress', 'DeclareSample', 'RecordQuestionnaire', 'SummariseQuestionnaire', 'SubmitSelfInspection', 'HoldAssembly', 'OpenRound', 'TallyVote', 'EnterCount', 'PublishResult', 'ReportUpward', 'ApplyForTitle', 'WithdrawApplication', 'ReportItem', 'CompleteItem', 'TellMembers', 'ConfirmItem', 'CarryOverItem', 'RequestExemption', 'DisputeEntry'],
  )('%s is the union\'s, the superior says that it records for it', (type) => {
    expect([refused(type, chair), refused(type, onBehalf()), refused(type, officer), refused(type, neighbour)]).toEqual([undefined, undefined, 'behalf-not-said', 'not-the-union']);
  });
  it.each(
    ['FilePlan', 'ReturnPlan', 'ReturnSelfInspection', 'ReceiveOriginal', 'FileReport', 'ReturnReport', 'RecommendApplication', 'DeclineApplication', 'RecordVisit', 'GiveVerdict', 'OpenNotice', 'DecideObjection', 'GrantTitle', 'RecheckTitle', 'CloseEvaluation', 'WithdrawEvaluation', 'ExtendDeadline', 'ChangeMethod', 'ApproveExemption', 'DeclineExemption', 'ResolveDispute', 'SpotCheck', 'MigrateRules'],
  )('%s is a superior\'s, of nobody else', (type) => {
    expect([refused(type, officer), refused(type, chair), refused(type, onBehalf()), refused(type, neighbour)]).toEqual([undefined, 'own-union', 'own-union', 'not-superior-of-union']);
  });
  it.each(['AnnulBox', 'AnnulRound', 'OpenItem', 'BackFillResult', 'CorrectFact'])('%s is of either, of nobody beside them', (type) => {
    expect([refused(type, officer), refused(type, chair), refused(type, onBehalf()), refused(type, neighbour)]).toEqual([undefined, undefined, undefined, 'not-superior-of-union']);
  });
  it('RaiseObjection is anybody\'s: a public notice asks everybody', () => {
    for (const by of [officer, chair, neighbour, sibling]) expect(refused('RaiseObjection', by)).toBeUndefined();
  });
  it('what the superior confirms or consents to it says itself', () => {
    for (const [type, field] of [['ConfirmItem', 'confirmedBy'], ['CarryOverItem', 'consentedBy'], ['CorrectFact', 'consentedBy']] as const) {
      expect([type, refused(type, officer, { [field]: 'superior' }), refused(type, chair, { [field]: 'superior' })]).toEqual([type, undefined, 'own-union']);
    }
  });
});

describe('a step of the superior', () => {
  it.each<[string, Actor]>([
    ['another union', neighbour],
    ['a federation that is not above it', sibling],
  ])('is refused to %s', (_, by) => {
    after(...untilReported).when({ ...fileReport, by }).thenRefused('not-superior-of-union', { body: by.bodyId, union: 'centre' });
    after(open).when({ ...extend, by }).thenRefused('not-superior-of-union');
    after(...untilFiled).when({ ...consented, by }).thenRefused('not-superior-of-union');
  });

  it('is refused to the union itself, and to who records for it', () => {
    for (const by of [chair, onBehalf()]) after(...untilReported).when({ ...fileReport, by }).thenRefused('own-union', { body: 'union-centre' });
  });

  it('may be done by any federation above', () => {
    expect(after(...untilReported).when({ ...fileReport, by: of('federation-city') }).decision()).toMatchObject([{ type: 'ReportFiled' }]);
  });

  it('is done by a process of ours, which is nobody’s subordinate', () => {
    expect(after(...untilReported).when({ ...fileReport, by: { kind: 'process', office: 'policy', bodyId: 'policy-filing', assurance: 'unverified' } }).decision()).toMatchObject([{ type: 'ReportFiled' }]);
  });
});

describe('a step of the union', () => {
  it.each<[string, Actor]>([
    ['another union', neighbour],
    ['a federation that is not above it', sibling],
  ])('is refused to %s', (_, by) => {
    after(...untilInspection).when({ ...holdAssembly, by }).thenRefused('not-the-union', { body: by.bodyId, union: 'centre' });
    after(...untilPublished).when({ ...reportUpward, by }).thenRefused('not-the-union');
  });

  it('is recorded by its superior only as an entry on behalf', () => {
    after(...untilInspection).when({ ...holdAssembly, by: officer }).thenRefused('behalf-not-said', { body: 'federation-bureau', union: 'centre' });
    expect(after(...untilInspection).when({ ...holdAssembly, by: onBehalf() }).decision()).toMatchObject([{ type: 'AssemblyHeld' }]);
  });

  it('is the superior’s too where it runs the round', () => {
    after(...untilAssembly).when({ ...openRound(), by: officer }).thenRefused('behalf-not-said');
    expect(after(...untilAssembly).when({ ...openRound(1, { runBy: 'superior' }), by: officer }).decision()).toMatchObject([{ type: 'RoundOpened' }]);
    const begun = [...untilAssembly, { ...openRound(1, { runBy: 'superior' }), by: officer }];
    expect(after(...begun).when({ ...tally(45), by: officer }).decision()).toMatchObject([{ type: 'VoteTallied' }]);
    after(...begun).when({ ...tally(45), by: neighbour }).thenRefused('not-superior-of-union');
    after(...untilVote).when({ ...publish(), by: officer }).thenRefused('behalf-not-said');
  });
});
