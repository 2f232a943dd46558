import { aRuleSetWith } from '#rules/testing';
import { reportOf, type State } from '../state.js';
import { chair, factsWith, formGroup, inspect, officer, open, openRound, publish, reportUpward, submitPlan, tally, untilAssembly, untilFiled, untilInspection, untilPlan, untilReported, untilVote, yearUnder, type Wish } from '../testing/a-year.js';

const dispute = (revision: number): Wish => ({ type: 'DisputeEntry', data: { revision, disputedOn: '2025-12-01', reason: '与原件不符' } });
const uphold = (revision: number): Wish => ({ type: 'ResolveDispute', data: { revision, upheld: true, resolvedOn: '2025-12-05', reason: '经核对原件' }, by: officer });

type Kind = Parameters<ReturnType<typeof yearUnder>['after']>[0]['type'] | string;
/** The year in which the last entry of a kind is void, or the first. */
function withVoid(kind: Kind, wishes: readonly Wish[], { first = false, year = yearUnder() } = {}): State {
  const told = year.events(wishes);
  const place = first ? told.findIndex(({ type }) => type === kind) : told.findLastIndex(({ type }) => type === kind);
  return year.after(...wishes, dispute(place), uphold(place)).state();
}
const stateAfter = (...wishes: readonly Wish[]): State => yearUnder().after(...wishes).state();

const heads: Wish = { type: 'ApprovePlan', data: { body: 'delegations', approvedOn: '2025-03-10', votesFor: 6, present: 6, betweenSessions: true } };
const ratify: Wish = { type: 'RatifyPlan', data: { body: 'congress', ratifiedOn: '2025-12-01', votesFor: 48, present: 50 } };
const publicise = (publicisedOn: string): Wish => ({ type: 'RecordPublicity', data: { publicisedOn, channel: '宣传栏', about: '评家的意义' } });
const progress = (reportedOn: string): Wish => ({ type: 'ReportProgress', data: { reportedOn, report: '职工书屋已开放' } });
const item = (name: string): Wish => ({ type: 'OpenItem', data: { item: name, source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } });
const group = (name: string): Wish => ({ type: 'RecordQuestionnaire', data: { group: name, askedOn: '2025-10-12', issued: 10, returned: 10, valid: 10, answers: { satisfied: 10 } } });
const annul = (round: number): Wish => ({ type: 'AnnulRound', data: { round, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-20' } });

describe('a plan whose entry is void', () => {
  it('is not approved where its approval is void, and not ratified where that is', () => {
    expect(withVoid('PlanApproved', [...untilPlan, heads]).plan).toMatchObject({ approved: false, toRatifySince: null, stands: 'submitted' });
    expect(withVoid('PlanRatified', [...untilPlan, heads, ratify]).plan).toMatchObject({ approved: true, toRatifySince: '2025-03-10' });
    expect(stateAfter(...untilPlan, heads, ratify).plan.toRatifySince).toBeNull();
  });
  it('loses its approval with the paper', () => {
    expect(withVoid('PlanSubmitted', [...untilPlan, heads]).plan).toMatchObject({ stands: 'none', approved: false, toRatifySince: null });
  });
  it('is not asked for again with its group where none was handed in', () => {
    expect(withVoid('LeadingGroupFormed', [open, formGroup]).plan.stands).toBe('none');
  });
});

describe('of several entries of a kind', () => {
  it('one is void, and the others are counted', () => {
    expect(withVoid('PublicityRecorded', [...untilPlan, publicise('2025-03-06'), publicise('2025-03-07')]).publicity).toBe(1);
    expect(withVoid('ProgressReported', [...untilPlan, progress('2025-06-30'), progress('2025-07-01')]).progressReports).toBe(1);
  });
  it('the questionnaires of other groups stay, and items beside it', () => {
    expect(Object.keys(withVoid('QuestionnaireRecorded', [...untilPlan, group('workshop'), group('office')]).questionnaires.groups)).toEqual(['workshop']);
    expect(Object.keys(withVoid('ItemOpened', [...untilAssembly, item('library'), item('canteen')]).items)).toEqual(['library']);
    expect(Object.keys(withVoid('SelfInspectionSubmitted', [...untilPlan, item('library'), inspect({ '1.1': 0 })]).items)).toEqual(['library']);
  });
  it('the boxes of the round that were counted beside it stay', () => {
    const hall = tally(20, { box: 'hall', present: 25, entitled: 30 });
    const yard = tally(24, { box: 'yard', present: 25, entitled: 30 });
    const state = withVoid('VoteTallied', [...untilAssembly, openRound(1, { boxes: 2 }), hall, yard]);
    expect(Object.keys(state.rounds[0]?.tallied ?? {})).toEqual(['hall']);
  });
  it('the other person\'s entry for the box stays', () => {
    const year = yearUnder(factsWith(aRuleSetWith({ countEntry: 'twoEntries' })));
    const enter = (enteredBy: string, upper: number): Wish => ({ type: 'EnterCount', data: { ...(({ sheet: _sheet, ...data }) => data)(tally(upper).data), enteredBy }, by: { ...chair, office: enteredBy } });
    const begun = [...untilAssembly, openRound(), enter('clerk_a', 45), enter('clerk_b', 44)];
    const standing = (first: boolean) => withVoid('CountEntered', begun, { first, year }).rounds[0]?.entries['main']?.map(({ enteredBy }) => enteredBy);
    expect([standing(false), standing(true)]).toEqual([['clerk_a'], ['clerk_b']]);
    // Once the box is tallied an entry alone changes nothing: it is the tally that is disputed.
    const tallied = withVoid('CountEntered', [...begun, enter('clerk_a', 44)], { first: true, year }).rounds[0];
    expect(Object.keys(tallied?.tallied ?? {})).toEqual(['main']);
    expect(tallied?.entries).toEqual(year.after(...begun, enter('clerk_a', 44)).state().rounds[0]?.entries);
  });
  it('the rounds before it stay as they were', () => {
    const annulled = [...untilVote, annul(1), openRound(2)];
    expect(withVoid('RoundOpened', annulled).rounds.map(({ round, annulled }) => [round, annulled])).toEqual([[1, true]]);
    expect(withVoid('RoundAnnulled', [...annulled, annul(2)]).rounds.map(({ round, annulled }) => [round, annulled])).toEqual([[1, true], [2, false]]);
    expect(withVoid('RoundOpened', [...untilVote, annul(1)]).rounds.map(({ round, annulled }) => [round, annulled])).toEqual([[1, true]]);
  });
});

describe('a report', () => {
  it('is handed in again where the result it rests on is void, be it filed or not', () => {
    for (const wishes of [untilReported, untilFiled]) expect(reportOf(withVoid('AssemblyHeld', wishes))).toMatchObject({ stands: 'returned', dueOn: null });
    expect(reportOf(withVoid('AssemblyHeld', [...untilVote, publish()])).stands).toBe('none');
    // What was published is void itself: there is nothing that was reported.
    expect(reportOf(withVoid('ResultPublished', untilFiled)).stands).toBe('none');
    expect(withVoid('ProgressReported', [...untilFiled, progress('2025-07-01')]).report.stands).toBe('filed');
  });
  it('that is void has no original either, and what was to be handed in by a day still is', () => {
    const original: Wish = { type: 'ReceiveOriginal', data: { receivedOn: '2025-11-24' }, by: officer };
    expect(withVoid('ReportedUpward', [...untilReported, original]).report).toMatchObject({ stands: 'none', original: false });
    const returned: Wish = { type: 'ReturnReport', data: { returnedOn: '2025-11-25', reason: '缺附件', dueOn: '2025-12-02' }, by: officer };
    const again: Wish = { ...reportUpward, data: { reportedOn: '2025-11-28', receivedOn: '2025-11-28' } } as Wish;
    expect(withVoid('ReportedUpward', [...untilReported, returned, again])).toMatchObject({ dates: { report: '2025-11-20' }, report: { stands: 'returned', dueOn: '2025-12-02' } });
  });
});

describe('what stands alone', () => {
  it('is gone: a sample, a back-filled result, a sitting with its day', () => {
    const sample: Wish = { type: 'DeclareSample', data: { drawnOn: '2025-10-10', frame: '会员名册', population: 480, groups: [{ group: 'workshop', eligible: 120, toIssue: 10 }], method: '抽签' } };
    expect(withVoid('SampleDeclared', [...untilPlan, sample]).questionnaires.sample).toBeNull();
    expect(withVoid('ResultBackFilled', [open, { type: 'BackFillResult', data: { source: '工作总结', heldOn: '2025-11' }, by: officer }]).backFilled).toBeNull();
    const held = withVoid('AssemblyHeld', untilAssembly);
    expect([held.assembly.held, held.assembly.adjourned, 'assembly' in held.dates]).toEqual([null, false, false]);
  });
  it('of questionnaires that were asked again: nobody was asked again, or only what was recorded then is gone', () => {
    const rule = { required: true, sample: {}, grades: ['satisfied', 'dissatisfied'], upper: ['satisfied'], over: 'issued' as const, atLeast: '4/5' };
    const year = yearUnder(factsWith(aRuleSetWith({ questionnaire: rule })));
    const sample = (drawnOn: string): Wish => ({ type: 'DeclareSample', data: { drawnOn, frame: '会员名册', population: 480, groups: [{ group: 'workshop', eligible: 120, toIssue: 10 }], method: '抽签' } });
    const asked = (satisfied: number, askedOn: string): Wish => ({ type: 'RecordQuestionnaire', data: { group: 'workshop', askedOn, issued: 10, returned: 10, valid: 10, answers: { satisfied, dissatisfied: 10 - satisfied } } });
    const sum = (satisfied: number, summarisedOn: string): Wish => ({ type: 'SummariseQuestionnaire', data: { summarisedOn, issued: 10, returned: 10, valid: 10, answers: { satisfied, dissatisfied: 10 - satisfied } } });
    const first = [...untilPlan, sample('2025-10-10'), asked(5, '2025-10-12'), sum(5, '2025-10-13')];
    const second = [...first, sample('2025-11-01'), asked(9, '2025-11-02'), sum(9, '2025-11-03')];
    expect(withVoid('SampleDeclared', [...first, sample('2025-11-01')], { year }).questionnaires).toEqual(year.after(...first).state().questionnaires);
    expect(withVoid('SampleDeclared', second, { year }).questionnaires).toMatchObject({ round: 2, sample: null, summary: { reached: true }, earlier: [{ sample: { drawnOn: '2025-10-10' } }] });
    expect(withVoid('QuestionnaireSummarised', second, { year })).toMatchObject({ questionnaires: { round: 2, summary: null, earlier: [{ summary: { reached: false } }] }, disputes: { 8: { sumOf: 2 } } });
    expect(withVoid('QuestionnaireRecorded', second, { year, first: true }).questionnaires).toMatchObject({ round: 2, summary: { reached: true }, earlier: [{ groups: {}, summary: null }] });
  });
  it('leaves an adjournment before it standing', () => {
    const sitting = (heldOn: string, present: number): Wish => ({ type: 'HoldAssembly', data: { heldOn, body: 'congress', entitled: 60, present } });
    expect(withVoid('AssemblyHeld', [...untilInspection, sitting('2025-11-01', 10), sitting('2025-11-10', 50)]).assembly).toMatchObject({ held: null, adjourned: true, sittings: 2 });
  });
  it('takes the plan it was about with it, by its own day only', () => {
    const state = withVoid('PlanSubmitted', [open, formGroup, submitPlan, publicise('2025-03-06')]);
    expect([Object.keys(state.dates), state.publicity]).toEqual([['leadingGroup'], 1]);
  });
});
