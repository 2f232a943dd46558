import { aRuleSet, aRuleSetWith } from '#rules/testing';
import type { Actor } from '#kernel';
import { evaluation } from '../evaluation.js';
import { dutiesOf } from '../questions/next-steps.js';
import { statusOf } from '../questions/status.js';
import {
  accept, after, apply, chair, close, digest, entryAt, events, factsWith, fileReport, formGroup, holdAssembly, inspect, officer, onBehalf, open, openNotice, openRound, publish, submitPlan, tally, untilApplied,
  untilAssembly, untilFiled, untilGranted, untilInspection, untilPlan, untilPublished, untilReported, untilVote, visit, yearUnder, type Wish,
} from '../testing/a-year.js';

const dispute = (revision = 1): Wish => ({ type: 'DisputeEntry', data: { revision, disputedOn: '2025-12-01', reason: '人数不符' } });
const resolve = (upheld: boolean, revision = 1, resolvedOn = '2025-12-05'): Wish => ({ type: 'ResolveDispute', data: { revision, upheld, resolvedOn, reason: '经核对原件' }, by: officer });
/** The place of the last event of this kind in a year. */
const placeOf = (type: string, wishes: readonly Wish[]) => events(wishes).findLastIndex((event) => event.type === type);
/** A year in which an entry is void. */
const without = (type: string, ...wishes: readonly Wish[]) => after(...wishes, dispute(placeOf(type, wishes)), resolve(true, placeOf(type, wishes)));
const steps = (year: ReturnType<typeof without>) => dutiesOf(year.state()).map(({ step, because }) => (because === undefined ? step : `${step} ${because}`));

describe('an entry on behalf', () => {
  it('is made by an officer above the union, on a named basis', () => {
    for (const basis of ['telephone', 'letter', 'visit']) expect(after(open).when({ ...formGroup, by: onBehalf(basis) }).decision()).toHaveLength(1);
    after(open).when({ ...formGroup, by: { ...officer, onBehalfOf: 'union-centre' } }).thenRefused('basis-missing', { union: 'centre' });
    after(open).when({ ...formGroup, by: { ...onBehalf(), bodyId: 'federation-moon' } }).thenRefused('not-superior-of-union', { body: 'federation-moon' });
    after(open).when({ ...formGroup, by: { ...onBehalf(), bodyId: 'union-other' } }).thenRefused('not-superior-of-union');
    after(open).when({ ...formGroup, by: { ...onBehalf(), onBehalfOf: 'union-other' } }).thenRefused('behalf-of-another', { union: 'centre' });
  });
  it('on a scanned sheet rests on one that is stored', () => {
    expect(after(open).when({ ...formGroup, by: onBehalf(`sheet:${digest}`) }).decision()).toHaveLength(1);
    after(open).when({ ...formGroup, by: onBehalf(`sheet:${'e'.repeat(64)}`) }).thenRefused('evidence-unknown', { sha256: 'e'.repeat(64) });
  });
  it('is the union speaking: it accepts nothing of its own', () => {
    after(...untilReported).when({ ...fileReport, by: onBehalf() }).thenRefused('own-union', { body: 'union-centre' });
    expect(after(open, formGroup).when({ ...submitPlan, by: onBehalf() }).decision()).toHaveLength(1);
  });
});

describe('a dispute', () => {
  it('names an entry made on the behalf of the union, once', () => {
    after(...untilPlan).when(dispute()).then({ type: 'EntryDisputed', data: dispute().data });
    after(...untilPlan, dispute()).when(dispute()).thenRefused('entry-already-disputed', { revision: 1 });
    after(...untilPlan).when({ ...dispute(), data: { revision: 1, disputedOn: '2024-12-31', reason: '人数不符' } } as Wish).thenRefused('date-before-facts', { field: 'disputedOn' });
    const { onBehalfOf: _own, ...entry } = entryAt(events(untilPlan), 1) ?? {};
    yearUnder(factsWith(aRuleSet, { entry: entry as never })).after(...untilPlan).when(dispute()).thenRefused('entry-not-on-behalf', { revision: 1 });
    after(open).when(dispute()).thenRefused('entry-unknown', { revision: 1 });
  });
  it('asks the log for that entry, and again where it is upheld', () => {
    const state = after(open).state();
    const asked = (wish: Wish) => evaluation.needs({ by: chair, ...wish, at: '', commandId: 'c' } as never, state);
    expect(asked(dispute(3))).toEqual({ entry: { fact: 'entry', of: 'evaluation-centre.2025.1@3' } });
    expect(asked(resolve(true, 3))).toEqual(asked(dispute(3)));
    expect(asked(resolve(false, 3))).toEqual({});
  });
  it('is the union\'s, also through an officer who records for it', () => {
    after(...untilPlan).when({ ...dispute(), by: officer }).thenRefused('behalf-not-said', { body: 'federation-bureau', union: 'centre' });
    expect(after(...untilPlan).when({ ...dispute(), by: onBehalf() }).decision()).toHaveLength(1);
  });
  it('is resolved by the superior, once, after it was raised', () => {
    after(...untilPlan, dispute()).when(resolve(false)).then({ type: 'DisputeResolved', data: resolve(false).data });
    after(open).when(resolve(true)).thenRefused('dispute-unknown', { revision: 1 });
    after(...untilPlan, dispute(), resolve(false)).when(resolve(true)).thenRefused('dispute-already-resolved', { stands: 'dismissed' });
    after(...untilPlan, dispute()).when({ ...resolve(true), by: chair as Actor }).thenRefused('own-union');
    after(...untilPlan, dispute()).when(resolve(true, 1, '2025-11-30')).thenRefused('date-contradicts', { field: 'resolvedOn', milestone: 'entryDisputed', recorded: '2025-12-01' });
  });
  it('is owed an answer until then, also after the end', () => {
    const owed = (...wishes: readonly Wish[]) => dutiesOf(after(...wishes).state()).filter(({ step }) => step === 'resolveDispute');
    expect(owed(...untilPlan, dispute())).toEqual([{ step: 'resolveDispute', office: 'officer', body: 'federation-bureau', dueOn: null, because: 'requested', revision: 1 }]);
    expect(owed(...untilPlan, dispute(), resolve(true))).toEqual([]);
    expect(owed(...untilFiled, close, dispute())).toHaveLength(1);
  });
});

describe('a dispute that is upheld', () => {
  it('says which entry is void; a dismissed one leaves all as it was', () => {
    after(...untilPlan, dispute()).when(resolve(true)).then({ type: 'DisputeResolved', data: { ...resolve(true).data, voids: { event: 'LeadingGroupFormed', left: {} } } as never });
    const { disputes: _one, ...dismissed } = after(...untilPlan, dispute(), resolve(false)).state();
    const { disputes: _none, ...before } = after(...untilPlan).state();
    expect(dismissed).toEqual(before);
  });

  it('opens the step again, and what rests on it: the plan without its group, the report on a void result', () => {
    expect(steps(without('LeadingGroupFormed', ...untilPlan))).toContain('submitPlan returned');
    expect(steps(without('PlanSubmitted', ...untilPlan))).toContain('submitPlan');
    expect(steps(without('SelfInspectionSubmitted', ...untilInspection))).toContain('submitSelfInspection');
    expect(steps(without('AssemblyHeld', ...untilAssembly))).toContain('holdAssembly');
    expect(steps(without('RoundOpened', ...untilAssembly, openRound()))).toContain('openRound');
    expect(steps(without('VoteTallied', ...untilVote))).toContain('tallyVote');
    expect(steps(without('ResultPublished', ...untilPublished))).toContain('publishResult');
    expect(steps(without('ReportedUpward', ...untilReported))).toContain('reportUpward');
    const year = without('AssemblyHeld', ...untilFiled);
    expect([statusOf(year.state()), steps(year)]).toEqual(['returned', ['holdAssembly', 'reportUpward returned']]);
    expect(statusOf(without('VoteTallied', ...untilFiled).state())).toBe('awaitVote');
  });

  it('takes its date from the gates and its counts from the rates', () => {
    const year = without('VoteTallied', ...untilPublished);
    expect(year.state().dates).not.toHaveProperty('vote');
    expect(year.state().rounds[0]).toMatchObject({ tallied: {}, outcome: null, publishedOn: null });
    expect(year.when({ ...tally(40, { heldOn: '2025-11-11' }) }).decision()).toMatchObject([{ data: { outcome: { endorsement: { n: 40, m: 50 } } } }]);
    // The date of an earlier step that is void refuses nothing any more.
    expect(without('SelfInspectionSubmitted', ...untilInspection).when({ ...holdAssembly, data: { ...holdAssembly.data, heldOn: '2025-10-01' } } as Wish).decision()).toHaveLength(1);
  });

  it('leaves what another entry of its kind says', () => {
    const again: Wish = { type: 'FormLeadingGroup', data: { formedOn: '2025-02-20', members: ['chair'] } };
    const group = after(open, formGroup, again, submitPlan, dispute(), resolve(true)).state();
    expect([group.dates.leadingGroup, group.plan.stands]).toEqual(['2025-02-20', 'submitted']);
    const returned: Wish = { type: 'ReturnPlan', data: { returnedOn: '2025-03-10', reason: '须补充', dueOn: '2025-03-20' }, by: officer };
    const second: Wish = { ...submitPlan, data: { adoptedOn: '2025-03-15', receivedOn: '2025-03-16', title: '建家计划' } } as Wish;
    expect(without('PlanSubmitted', ...untilPlan, returned, second).state()).toMatchObject({ dates: { plan: '2025-03-01' }, plan: { stands: 'returned', dueOn: '2025-03-20', version: 2 } });
    expect(after(...untilPlan, returned, second, dispute(2), resolve(true, 2)).state()).toMatchObject({ dates: { plan: '2025-03-15' }, plan: { stands: 'submitted' } });
    const sitting = (heldOn: string, present: number): Wish => ({ type: 'HoldAssembly', data: { heldOn, body: 'congress', entitled: 60, present } });
    expect(steps(without('AssemblyAdjourned', ...untilInspection, sitting('2025-11-01', 10)))).toContain('holdAssembly');
    const below = [...untilInspection, sitting('2025-11-01', 50), openRound(), tally(30), publish(), sitting('2025-11-20', 45)];
    expect(without('AssemblyHeld', ...below).state().assembly).toMatchObject({ held: { on: '2025-11-01', present: 50 }, sittings: 2 });
    const asked: Wish = { type: 'RequestExemption', data: { reasonCode: 'merging', requestedOn: '2025-03-01' } };
    const declined: Wish = { type: 'DeclineExemption', data: { declinedOn: '2025-03-04', reason: '不符' }, by: officer };
    expect(after(open, asked, declined, asked, dispute(), resolve(true)).state().exemption).toMatchObject({ reasonCode: 'merging' });
    expect(after(open, asked, dispute(), resolve(true)).state().exemption).toBeNull();
  });

  it('takes back items and their steps, those that opened with a self-inspection too', () => {
    const zero = [...untilPlan, inspect({ '1.1': 0 })];
    expect(Object.keys(after(...zero).state().items)).toEqual(['c1_1_v1']);
    expect(without('SelfInspectionSubmitted', ...zero).state().items).toEqual({});
    const item: Wish = { type: 'OpenItem', data: { item: 'library', source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } };
    const done: Wish = { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } };
    const told: Wish = { type: 'TellMembers', data: { item: 'library', toldOn: '2025-12-02' } };
    const confirmed: Wish = { type: 'ConfirmItem', data: { item: 'library', confirmedOn: '2025-12-05', confirmedBy: 'superior' }, by: officer };
    const itemIn = (type: string) => without(type, ...untilAssembly, item, done, told, confirmed).state().items['library'];
    expect(itemIn('ItemOpened')).toBeUndefined();
    expect(itemIn('ItemCompleted')).toMatchObject({ stands: 'open', completedOn: null, told: true });
    expect(itemIn('MembersTold')).toMatchObject({ stands: 'confirmed', completedOn: '2025-12-01', told: false });
    expect(itemIn('ItemConfirmed')).toMatchObject({ stands: 'done', completedOn: '2025-12-01' });
  });

  it('takes back what two people entered for a box, and questionnaires with their sum', () => {
    const twice = yearUnder(factsWith(aRuleSetWith({ countEntry: 'twoEntries' })));
    const enter = (enteredBy: string): Wish => ({ type: 'EnterCount', data: { ...(({ sheet: _sheet, ...data }) => data)(tally(45).data), enteredBy }, by: { ...chair, office: enteredBy } });
    const begun = [...untilAssembly, openRound(), enter('clerk_a')];
    const at = (type: string, wishes: readonly Wish[]) => twice.events(wishes).findLastIndex((event) => event.type === type);
    const voided = (type: string, wishes: readonly Wish[]) => twice.after(...wishes, dispute(at(type, wishes)), resolve(true, at(type, wishes))).state().rounds[0];
    expect(voided('CountEntered', begun)).toMatchObject({ entries: {}, tallied: {} });
    expect(voided('VoteTallied', [...begun, enter('clerk_b')])).toMatchObject({ entries: {}, tallied: {}, outcome: null });
    const ask: Wish = { type: 'RecordQuestionnaire', data: { group: 'workshop', askedOn: '2025-10-10', issued: 10, returned: 10, valid: 10, answers: { satisfied: 10 } } };
    const sum: Wish = { type: 'SummariseQuestionnaire', data: { summarisedOn: '2025-10-12', issued: 10, returned: 10, valid: 10, answers: { satisfied: 10 } } };
    expect(without('QuestionnaireRecorded', ...untilPlan, ask, sum).state().questionnaires).toMatchObject({ groups: {}, summary: null });
    expect(without('QuestionnaireSummarised', ...untilPlan, ask, sum).state().questionnaires).toMatchObject({ groups: { workshop: {} }, summary: null });
  });

  it('counts after the end too: the union then has not held its evaluation, and another run may follow', () => {
    expect(statusOf(without('VoteTallied', ...untilFiled, close).state())).toBe('notHeld');
  });

  it('waits until what others built on the entry is taken back', () => {
    const refused = (type: string, wishes: readonly Wish[]) => after(...wishes, dispute(placeOf(type, wishes))).when(resolve(true, placeOf(type, wishes)));
    refused('RoundOpened', untilVote).thenRefused('entry-built-on', { revision: 5, first: 'annulRound' });
    refused('VoteTallied', untilApplied).thenRefused('entry-built-on', { first: 'withdrawApplication' });
    refused('TitleAppliedFor', untilGranted).thenRefused('entry-built-on', { first: 'recheckTitle' });
    refused('ReportedUpward', untilGranted).thenRefused('entry-built-on', { first: 'recheckTitle' });
    const recheck: Wish = { type: 'RecheckTitle', data: { recheckedOn: '2026-11-01', kept: false, reason: '代录不实' }, by: officer };
    expect(refused('VoteTallied', [...untilGranted, recheck]).decision()).toHaveLength(1);
    expect(without('TitleAppliedFor', ...untilApplied, visit, accept, openNotice).state()).toMatchObject({ application: null, visits: 0, verdict: null, notice: null });
    const annul: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-11' } };
    expect(refused('RoundOpened', [...untilVote, annul]).decision()).toHaveLength(1);
  });

  it('is of an entry that can be void: others are put right in their own way', () => {
    const instead = (type: string, wishes: readonly Wish[], by: string) => after(...wishes).when(dispute(placeOf(type, wishes))).thenRefused('entry-not-voidable', { instead: by });
    const withdraw: Wish = { type: 'WithdrawApplication', data: { withdrawnOn: '2025-12-12', reason: '自愿' } };
    instead('ApplicationWithdrawn', [...untilApplied, withdraw], 'applyForTitle');
    instead('EntryDisputed', [...untilPlan, dispute()], 'resolveDispute');
    instead('FactCorrected', [...untilPlan, { type: 'CorrectFact', data: { what: { kind: 'milestone', milestone: 'plan' }, wrong: '2025-03-01', right: '2025-03-02', reason: '笔误', basis: '原件' } }], 'correctFact');
    const boxes: readonly Wish[] = [...untilAssembly, openRound(), tally(45), { type: 'AnnulBox', data: { round: 1, box: 'main', cause: 'sealBroken', reason: '封条破损', annulledOn: '2025-11-11' } }];
    instead('BoxAnnulled', boxes, 'annulRound');
    const place = placeOf('RoundAnnulled', boxes);
    after(...boxes, dispute(place)).when(resolve(true, place)).thenRefused('entry-not-voidable', { instead: 'openRound' });
    const annul: Wish = { type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-11' } };
    expect(steps(without('RoundAnnulled', ...untilVote, annul))).toContain('publishResult');
  });

  it('is as if the entry had never been made, for every kind of paper and date', () => {
    const years: readonly (readonly [string, readonly Wish[]])[] = [
      ['PlanSubmitted', untilPlan], ['SelfInspectionSubmitted', untilInspection], ['AssemblyHeld', untilAssembly], ['VoteTallied', untilVote], ['ResultPublished', untilPublished], ['ReportedUpward', untilReported],
      ['TitleAppliedFor', [...untilFiled, apply]], ['RoundOpened', [...untilAssembly, openRound()]],
    ];
    for (const [type, wishes] of years) {
      const { dates, rounds, items, assembly, application } = without(type, ...wishes).state();
      const never = entryAt(events(wishes), placeOf(type, wishes))?.without;
      expect([type, { dates, rounds, items, application, held: assembly.held }]).toEqual([type, { dates: never?.dates, rounds: never?.rounds, items: never?.items, application: never?.application, held: never?.assembly.held }]);
    }
  });
});
