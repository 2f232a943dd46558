import { milestones } from '../state.js';
import { heldOnOf } from './held-on.js';
import { events, holdAssembly, inspect, officer, openRound, tally, untilAssembly, untilGranted, untilInspection, untilPlan, untilVote, type Wish } from '../testing/a-year.js';
import { stateAfter } from './as-of.js';
import { marksIn, maxCorrectionsTold, maxRecordingsLookedAt, recordedWith } from './later-marks.js';

type Data = Extract<Wish, { type: 'CorrectFact' }>['data'];
const correct = (what: Data['what'], wrong: Data['wrong'], right: Data['right']): Wish => ({ type: 'CorrectFact', data: { what, wrong, right, reason: '录入有误', basis: '原件' } });
type Told = Parameters<typeof marksIn>[0][number];
const told = (wishes: readonly Wish[]) => events(wishes).map((event, revision) => ({ ...event, revision, metadata: {} }) as unknown as Told);
/** Of a history: what is corrected by what, by the types of the events and their place among those of that type. */
const corrected = (...wishes: readonly Wish[]) => {
  const all = told(wishes);
  const name = (revision: number) => `${all[revision]?.type} ${all.slice(0, revision + 1).filter(({ type }) => type === all[revision]?.type).length}`;
  return Object.fromEntries([...marksIn(all)].flatMap(([revision, { correctedBy }]) => (correctedBy.length === 0 ? [] : [[name(revision), correctedBy.map(name)]])));
};
const box = (name = 'main') => ({ kind: 'box', round: 1, box: name }) as const;

describe('an entry that was corrected', () => {
  it('says by which, whatever the fact', () => {
    expect(corrected(...untilVote, correct(box(), { valid: 50, spoilt: 0, 'home.dissatisfied': 5, 'unionWork.dissatisfied': 5 }, { valid: 49, spoilt: 1, 'home.dissatisfied': 4, 'unionWork.dissatisfied': 4 }))).toEqual({ 'VoteTallied 1': ['FactCorrected 1'] });
    expect(corrected(...untilAssembly, correct({ kind: 'sitting' }, { present: 50 }, { present: 48 }))).toEqual({ 'AssemblyHeld 1': ['FactCorrected 1'] });
    expect(corrected(...untilInspection, correct({ kind: 'points', criterion: '1.2' }, 30.5, 31))).toEqual({ 'SelfInspectionSubmitted 1': ['FactCorrected 1'] });
    const ask: Wish = { type: 'RecordQuestionnaire', data: { group: 'workshop', askedOn: '2025-10-10', issued: 10, returned: 10, valid: 10, answers: { satisfied: 10 } } };
    expect(corrected(...untilPlan, ask, { ...ask, data: { ...ask.data, group: 'office' } }, correct({ kind: 'group', group: 'workshop' }, '2025-10-10', '2025-10-11'))).toEqual({ 'QuestionnaireRecorded 1': ['FactCorrected 1'] });
    const item = (name: string): Wish => ({ type: 'OpenItem', data: { item: name, source: 'comments', problem: '时间不固定', owner: 'committee', foundOn: '2025-11-10' } });
    const complete: Wish = { type: 'CompleteItem', data: { item: 'library', completedOn: '2025-12-01', result: '固定开放' } };
    const items = [...untilAssembly, item('library'), item('canteen'), complete];
    expect(corrected(...items, correct({ kind: 'item', item: 'library', date: 'foundOn' }, '2025-11-10', '2025-11-11'))).toEqual({ 'ItemOpened 1': ['FactCorrected 1'] });
    expect(corrected(...items, correct({ kind: 'item', item: 'library', date: 'completedOn' }, '2025-12-01', '2025-12-02'))).toEqual({ 'ItemCompleted 1': ['FactCorrected 1'] });
  });

  it('says so of every milestone: the entry by which it came to be', () => {
    const year = told(untilGranted);
    for (const milestone of milestones) {
      const first = year.findIndex((_, n) => stateAfter(year.slice(0, n + 1) as never).dates[milestone] !== undefined);
      expect([milestone, year[first]?.type]).toEqual([milestone, recordedWith[milestone]]);
      expect(heldOnOf(year[first] as Told)).toBe(stateAfter(year as never).dates[milestone]);
    }
    expect(corrected(...untilAssembly, correct({ kind: 'milestone', milestone: 'leadingGroup' }, '2025-02-10', '2025-02-11'))).toEqual({ 'LeadingGroupFormed 1': ['FactCorrected 1'] });
  });

  it('is the one that says the wrong date, not the latest of its kind', () => {
    const again: readonly Wish[] = [{ type: 'ReturnPlan', data: { returnedOn: '2025-03-10', reason: '须补充' }, by: officer }, { type: 'SubmitPlan', data: { adoptedOn: '2025-03-15', receivedOn: '2025-03-16', title: '建家计划' } }];
    expect(corrected(...untilPlan, ...again, correct({ kind: 'milestone', milestone: 'plan' }, '2025-03-01', '2025-03-02'))).toEqual({ 'PlanSubmitted 1': ['FactCorrected 1'] });
    const boxes = [...untilAssembly, openRound(1, { boxes: 2 }), tally(20, { present: 25 }), tally(20, { present: 25, box: 'gate', heldOn: '2025-11-11' })];
    expect(corrected(...boxes, correct(box('gate'), '2025-11-11', '2025-11-12'))).toEqual({ 'VoteTallied 2': ['FactCorrected 1'] });
    expect(corrected(...boxes, correct({ kind: 'milestone', milestone: 'vote' }, '2025-11-10', '2025-11-11'))).toEqual({ 'VoteTallied 1': ['FactCorrected 1'] });
    // Of one day of two boxes, both.
    expect(corrected(...boxes, correct(box('gate'), '2025-11-11', '2025-11-10'), correct({ kind: 'milestone', milestone: 'vote' }, '2025-11-10', '2025-11-12'))).toEqual({ 'VoteTallied 1': ['FactCorrected 2'], 'VoteTallied 2': ['FactCorrected 1', 'FactCorrected 2'] });
  });

  it('is the standing one: what was annulled or handed in before is not', () => {
    const anew: readonly Wish[] = [{ type: 'AnnulRound', data: { round: 1, cause: 'procedure', reason: '程序不符', annulledOn: '2025-11-11' } }, openRound(2), tally(45, { round: 2, heldOn: '2025-11-12' })];
    expect(corrected(...untilVote, ...anew, correct({ ...box(), round: 2 }, '2025-11-12', '2025-11-13'))).toEqual({ 'VoteTallied 2': ['FactCorrected 1'] });
    const returned: Wish = { type: 'ReturnSelfInspection', data: { returnedOn: '2025-10-27', reason: '须补充' }, by: officer };
    expect(corrected(...untilInspection, returned, inspect({ '1.2': 20 }), correct({ kind: 'points', criterion: '1.2' }, 20, 21))).toEqual({ 'SelfInspectionSubmitted 2': ['FactCorrected 1'] });
  });

  it('says so each time, and the correction says which entry it is of', () => {
    const all = told([...untilPlan, inspect(), holdAssembly, correct({ kind: 'sitting' }, { present: 50 }, { present: 48 }), correct({ kind: 'milestone', milestone: 'assembly' }, '2025-11-10', '2025-11-09'), correct({ kind: 'milestone', milestone: 'assembly' }, '2025-11-09', '2025-11-08')]);
    const held = all.findIndex(({ type }) => type === 'AssemblyHeld');
    const [first = 0] = all.flatMap(({ type, revision }) => (type === 'FactCorrected' ? [revision] : []));
    expect(Object.fromEntries(marksIn(all))).toEqual({
      [held]: { corrects: [], correctedBy: [first, first + 1, first + 2], dispute: null },
      ...Object.fromEntries([0, 1, 2].map((n) => [first + n, { corrects: [held], correctedBy: [], dispute: null }])),
    });
    expect(marksIn(all.slice(0, first + 1)).get(held)?.correctedBy).toEqual([first]);
    expect(marksIn(all.slice(0, first)).size).toBe(0);
  });

  it('tells of the latest so many; further back than so many recordings nobody looks', () => {
    const fact = (revision: number): Told => ({ type: 'LeadingGroupFormed', data: { formedOn: revision === 0 ? '2025-01' : '2025-02' }, revision, metadata: {} }) as never;
    const correction = (revision: number, wrong: string, right = wrong): Told => ({ type: 'FactCorrected', data: { what: { kind: 'milestone', milestone: 'leadingGroup' }, wrong, right }, revision, metadata: {} }) as never;
    const many = Array.from({ length: maxCorrectionsTold + 2 }, (_, n) => correction(n + 1, '2025-01'));
    expect(marksIn([fact(0), ...many]).get(0)?.correctedBy).toEqual(many.slice(2).map(({ revision }) => revision));
    const recordings = (n: number) => Array.from({ length: n }, (_, revision) => fact(revision));
    expect(marksIn([...recordings(maxRecordingsLookedAt), correction(5_000, '2025-01')]).get(5_000)?.corrects).toEqual([0]);
    expect(marksIn([...recordings(maxRecordingsLookedAt + 1), correction(5_000, '2025-01')]).get(5_000)?.corrects).toEqual([maxRecordingsLookedAt]);
    expect(marksIn([correction(0, '2025-01')]).size).toBe(0);
  });
});

describe('an entry that is disputed', () => {
  const all = ['EvaluationOpened', 'LeadingGroupFormed', 'EntryDisputed', 'DisputeResolved'].map((type, revision) => ({ type, revision, data: { revision: 1, upheld: true, ...(type === 'DisputeResolved' ? { voids: { event: 'LeadingGroupFormed' } } : {}) }, metadata: {} }) as unknown as Told);
  it('says by which, and how that was resolved', () => {
    expect(Object.fromEntries(marksIn(all.slice(0, 3)))).toEqual({ 1: { corrects: [], correctedBy: [], dispute: { disputedBy: 2, resolvedBy: null, upheld: null, voided: false } } });
    expect(Object.fromEntries(marksIn(all))).toEqual({ 1: { corrects: [], correctedBy: [], dispute: { disputedBy: 2, resolvedBy: 3, upheld: true, voided: true } } });
  });
});
